import type { Failure } from '../shared/failure.ts';
import { failureOf } from './outcomes.ts';
import { formsOf } from './secretForms.ts';

/** What stands in the place of a secret. */
const mask = '[removed]';

const patterns = [
  /\bsk-[\w-]{8,}/g,
  /\b(?:Bearer|Basic)\s+[\w.~+/=-]{8,}/gi,
  /\b(?:api-key|authorization|x-api-key)["']?\s*[:=]\s*["']?[^\s"',;}]{4,}/gi,
];

/** The shortest piece of a secret that is removed wherever it stands. */
const shortest = 8;

/** Takes secrets out of texts that are shown, logged or stored. */
export class Redaction {
  readonly #secrets = new Set<string>();
  /** Each piece of the shortest length of each long secret. */
  readonly #pieces = new Set<string>();

  /** Makes a secret of visible ASCII known, in each form in which a text may hold it: plain, URL-encoded, JSON-escaped, base64. */
  learn(secret: string): void {
    if (secret.length < shortest) return;
    for (const form of formsOf(secret)) {
      if (form.length < shortest || this.#secrets.has(form)) continue;
      this.#secrets.add(form);
      if (form.length < 2 * shortest) continue;
      for (let at = 0; at + shortest <= form.length; at += 1) this.#pieces.add(form.slice(at, at + shortest));
    }
  }

  /** The text without secrets: known ones, pieces of known ones of eight characters and more, and what looks like one. */
  readonly redact = (text: string): string => {
    const whole = [...this.#secrets].reduce((result, secret) => result.replaceAll(secret, mask), text);
    return patterns.reduce((result, pattern) => result.replace(pattern, mask), this.#withoutPieces(whole));
  };

  /** What to show of an error: the failure in it, without secrets. */
  readonly explain = (error: unknown): Failure => {
    const failure = failureOf(error);
    return { ...failure, message: this.redact(failure.message) };
  };

  #withoutPieces(text: string): string {
    let clean = '';
    let kept = 0;
    for (let at = 0; at + shortest <= text.length; at += 1) {
      if (!this.#pieces.has(text.slice(at, at + shortest))) continue;
      const from = at;
      while (this.#pieces.has(text.slice(at + 1, at + 1 + shortest))) at += 1;
      clean += text.slice(kept, from) + mask;
      kept = at + shortest;
      at = kept - 1;
    }
    return clean + text.slice(kept);
  }
}

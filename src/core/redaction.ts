import type { Failure } from '../shared/model.ts';
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

  /** Makes a secret of visible ASCII known, in each form in which a text may hold it: plain, URL-encoded, JSON-escaped, base64. */
  learn(secret: string): void {
    if (secret.length < shortest) return;
    for (const form of formsOf(secret)) if (form.length >= shortest) this.#secrets.add(form);
  }

  /** The text without secrets: known ones, the beginning and end of known ones, and what looks like one. */
  readonly redact = (text: string): string => {
    const long = [...this.#secrets].filter((secret) => secret.length >= 2 * shortest);
    const known = [...this.#secrets, ...long.flatMap((secret) => [secret.slice(0, shortest), secret.slice(-shortest)])];
    const clean = known.reduce((result, secret) => result.replaceAll(secret, mask), text);
    return patterns.reduce((result, pattern) => result.replace(pattern, mask), clean);
  };

  /** What to show of an error: the failure in it, without secrets. */
  readonly explain = (error: unknown): Failure => {
    const failure = failureOf(error);
    return { ...failure, message: this.redact(failure.message) };
  };
}

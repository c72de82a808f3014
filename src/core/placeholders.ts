import type { NamedValue } from './secretNamedValues.ts';

/** The shortest secret that is looked for wherever else it stands, in characters. */
const shortest = 8;

const numbered = /‹secret (?<number>\d{1,6}): /g;
const whole = /‹secret \d{1,6}: (?<kind>[^›\p{C}]{1,80})›/gu;

/** Stands for a secret in a text. */
interface Placeholder {
  readonly kind: string;
  /** As it is written. */
  readonly words: string;
}

interface Hidden {
  readonly kind: string;
  readonly placeholder: string;
}

/** What stands for the secrets of one thread: the same secret has the same placeholder, such as `‹secret 1: AWS access key›`. Kept in memory alone. */
export class Placeholders {
  readonly #bySecret = new Map<string, Hidden>();
  #next: number;

  /** Numbers go on after those in what the thread already says, so that none stands for two secrets. */
  constructor(said: readonly string[] = []) {
    this.#next = 1 + highest(said);
  }

  /** The same, which goes its own way from now on. */
  copy(): Placeholders {
    const copy = new Placeholders();
    for (const [secret, hidden] of this.#bySecret) copy.#bySecret.set(secret, hidden);
    copy.#next = this.#next;
    return copy;
  }

  /** Whether there is a placeholder for this secret. */
  has(secret: string): boolean {
    return this.#bySecret.has(secret);
  }

  /** The places where a secret stands that has a placeholder. */
  find(text: string): readonly NamedValue[] {
    return placesOf(text, [...this.#bySecret].map(([secret, { kind }]) => ({ secret, kind })));
  }

  /** The text with a placeholder for each finding in it, and for each further place where a secret of this thread stands. */
  replace(text: string, findings: readonly NamedValue[]): string {
    this.#next = Math.max(this.#next, 1 + highest([text]));
    let from = 0;
    const pieces = findings.flatMap((finding) => {
      const before = text.slice(from, finding.from);
      from = finding.to;
      return [before, this.#of(text.slice(finding.from, finding.to), finding.kind)];
    });
    return this.hide([...pieces, text.slice(from)].join(''));
  }

  /** The text with a placeholder wherever a secret of this thread stands, the longest first. */
  hide(text: string): string {
    const known = [...this.#bySecret].filter(([secret]) => secret.length >= shortest).toSorted(([one], [other]) => other.length - one.length);
    return known.reduce((result, [secret, { placeholder }]) => result.replaceAll(secret, () => placeholder), text);
  }

  /**
   * The text with the secrets back in their places. Only for what goes into the user's own files: a link, an image or a call with a
   * placeholder in it must never be restored, for a model or a file may have written it to carry the secret away.
   */
  restore(text: string): string {
    return [...this.#bySecret].reduce((result, [secret, { placeholder }]) => result.replaceAll(placeholder, () => secret), text);
  }

  #of(secret: string, kind: string): string {
    const known = this.#bySecret.get(secret);
    if (known !== undefined) return known.placeholder;
    const placeholder = `‹secret ${String(this.#next)}: ${kind}›`;
    this.#next += 1;
    this.#bySecret.set(secret, { kind, placeholder });
    return placeholder;
  }
}

/** The places in a text where one of these secrets stands; short ones are not looked for. */
export function placesOf(text: string, secrets: readonly { readonly secret: string; readonly kind: string }[]): readonly NamedValue[] {
  return secrets.filter(({ secret }) => secret.length >= shortest).flatMap(({ secret, kind }) => {
    const places: NamedValue[] = [];
    for (let from = text.indexOf(secret); from >= 0; from = text.indexOf(secret, from + secret.length)) places.push({ kind, from, to: from + secret.length });
    return places;
  });
}

/** The placeholders that stand in these texts, each once. */
export function placeholdersIn(texts: readonly string[]): readonly Placeholder[] {
  const found = texts.flatMap((text) => [...text.matchAll(whole)].map(({ 0: words, groups }) => [words, { words, kind: groups?.['kind'] ?? '' }] as const));
  return [...new Map(found).values()];
}

function highest(texts: readonly string[]): number {
  let most = 0;
  for (const text of texts) for (const { groups } of text.matchAll(numbered)) most = Math.max(most, Number(groups?.['number']));
  return most;
}

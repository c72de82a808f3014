import { placeholdersIn } from './placeholders.ts';
import { scanSecrets } from './secretScan.ts';

/** Stands for every other secret in a line, and for every other placeholder. */
const hidden = '‹›';

/** A text with secrets in the place of placeholders, and the placeholders in it for which none is known. */
export interface Refilled {
  readonly text: string;
  readonly left: readonly string[];
}

/** Puts secrets that stand in a file back into a text that is to go there. */
export type Refill = (text: string, file: string) => Refilled;

/**
 * Puts back what placeholders stand for whose secrets this window does not know any more, as after a reload, from the file that the
 * text is for: each where a line of that file was sent with the placeholder in the place of one secret, and no other. `said`: all that
 * the user has sent in the thread. What the file itself says stays as it is.
 */
export function refilled(text: string, file: string, said: readonly string[]): Refilled {
  const missing = placeholdersIn([text]).filter(({ words }) => !file.includes(words));
  if (missing.length === 0) return { text, left: [] };
  const { findings, complete } = scanSecrets(file);
  const secrets = complete ? findings.map(({ kind, from, to }) => ({ kind, secret: file.slice(from, to) })) : [];
  const known = placeholdersIn([...said, text]);
  let result = text;
  const left: string[] = [];
  for (const { kind, words } of missing) {
    const ofKind = [...new Set(secrets.filter((one) => one.kind === kind).map(({ secret }) => secret))];
    const isOnly = ofKind.length === 1 && known.filter((one) => one.kind === kind).length === 1;
    const lines = new Set(said.flatMap((one) => linesWith(words, one)).map((line) => without(known.filter((other) => other.words !== words).map((other) => other.words), line)));
    const fitting = ofKind.filter((secret) => linesWith(words, file.replaceAll(secret, () => words)).some((line) => {
      const bare = without(secrets.map((other) => other.secret), line);
      return lines.has(bare) && (isOnly || bare.trim() !== words);
    }));
    const [secret] = fitting;
    if (secret === undefined || fitting.length > 1) left.push(words);
    else result = result.replaceAll(words, () => secret);
  }
  return { text: result, left };
}

function without(others: readonly string[], line: string): string {
  return others.reduce((bare, other) => bare.replaceAll(other, hidden), line);
}

function linesWith(words: string, text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => line.includes(words));
}

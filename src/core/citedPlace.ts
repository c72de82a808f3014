import type { Citation } from '../shared/answerParts.ts';

/** Where the cited words stand in a file as it is now. Lines count from 1; absent where the words cannot be found. */
export interface CitedPlace {
  readonly startLine?: number;
  readonly endLine?: number;
  /** Whether the file is another than the one that was cited. */
  readonly changed: boolean;
}

/** How many words of a quotation must stand in the text, if not all of them do. */
const leastWords = 8;

/** The place of a citation in the file's text of now, whose hash is given: the same lines in the same file, else where the quotation stands, nearest to where it stood. */
export function citedPlace({ hash: cited, startLine, endLine = startLine, quote = '' }: Citation, text: string, hash: string): CitedPlace {
  const changed = cited !== undefined && cited !== hash;
  if (!changed && startLine !== undefined && endLine !== undefined) return { startLine, endLine, changed };
  const words = quote.split(/\s+/).filter((word) => word !== '').map(escaped);
  for (const wanted of forms(words)) {
    const found = linesOf(wanted, text, startLine);
    if (found !== undefined) return { ...found, changed };
  }
  return { changed };
}

/** What is looked for, one after the other: all words, the first of them, and these with another word in the place of one. */
function* forms(words: readonly string[]): Generator<readonly string[]> {
  if (words.length === 0) return;
  yield words;
  yield words.slice(0, leastWords);
  const more = words.slice(0, leastWords + 1);
  if (more.length > leastWords) for (const index of more.keys()) yield more.with(index, String.raw`\S+`);
}

function linesOf(words: readonly string[], text: string, near = 1): Pick<CitedPlace, 'startLine' | 'endLine'> | undefined {
  const places = [...text.matchAll(new RegExp(words.join(String.raw`\s+`), 'g'))].map(({ 0: found, index }) => ({ startLine: lineAt(text, index), lines: lineAt(found, found.length) }));
  const [nearest] = places.toSorted((one, other) => Math.abs(one.startLine - near) - Math.abs(other.startLine - near));
  return nearest === undefined ? undefined : { startLine: nearest.startLine, endLine: nearest.startLine + nearest.lines - 1 };
}

function escaped(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split(/\r\n|\n|\r/).length;
}

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

/** The place of a citation in the file's text of now, whose hash is given: the same lines in the same file, else where the quotation stands. */
export function citedPlace({ hash: cited, startLine, endLine = startLine, quote = '' }: Citation, text: string, hash: string): CitedPlace {
  const changed = cited !== undefined && cited !== hash;
  if (!changed && startLine !== undefined && endLine !== undefined) return { startLine, endLine, changed };
  const words = quote.split(/\s+/).filter((word) => word !== '');
  return { ...(linesOf(words, text) ?? linesOf(words.slice(0, leastWords), text)), changed };
}

function linesOf(words: readonly string[], text: string): Pick<CitedPlace, 'startLine' | 'endLine'> | undefined {
  if (words.length === 0) return undefined;
  const found = new RegExp(words.map(escaped).join(String.raw`\s+`)).exec(text);
  if (found === null) return undefined;
  const startLine = lineAt(text, found.index);
  return { startLine, endLine: startLine + lineAt(found[0], found[0].length) - 1 };
}

function escaped(word: string): string {
  return word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split(/\r\n|\n|\r/).length;
}

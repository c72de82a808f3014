import { fold, occurring } from './fileEntry.ts';
import { capitalBit } from './pathLetters.ts';

/** A part of a query, between white space. Each part is looked for on its own. */
export interface QueryPart {
  readonly folded: string;
  /** The same, each letter as its code. */
  readonly codes: readonly number[];
  /** For each letter `capitalBit` if only a capital one will do, else 0. */
  readonly capitals: readonly number[];
  /** Which letters it asks for, see `occurring`. */
  readonly asks: number;
  /** Whether it names folders, too: then it is not looked for in the name alone. */
  readonly hasFolder: boolean;
}

/** The most letters of a query that are looked at. */
const longest = 200;

/** What was typed, made ready for matching. */
export interface FileQuery {
  readonly parts: readonly QueryPart[];
  /** What another query begins with if all it finds is among what this one finds. */
  readonly stem: string;
}

/** Reads what was typed. `\` stands for `/`, and `/` or `./` before everything for nothing. */
export function fileQuery(typed: string): FileQuery {
  const words = typed.normalize('NFC').slice(0, longest).replaceAll('\\', '/').split(/\s+/).map((word) => word.replace(/^(?:\.?\/)+/, '')).filter((word) => word !== '');
  return { parts: words.map(queryPart), stem: words.join(' ') };
}

function queryPart(word: string): QueryPart {
  const folded = fold(word);
  const codes = codesOf(folded);
  const capitals = codesOf(word).map((code, at) => (code === codes[at] ? 0 : capitalBit));
  return { folded, codes, capitals, asks: occurring(folded), hasFolder: word.includes('/') };
}

function codesOf(word: string): readonly number[] {
  return Array.from({ length: word.length }, (_, at) => word.charCodeAt(at));
}

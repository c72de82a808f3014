import type { Citation } from '../shared/answerParts.ts';
import { quoteLimit } from '../shared/schemas.ts';
import type { Passage } from './passages.ts';

// What stands in code is no citation: `list[1]`.
const code = /^ {0,3}(?<fence>`{3,}|~{3,}).*\n[^]*?(?:\n {0,3}\k<fence>[`~]*[ \t]*$|(?![^]))|(?<ticks>`+)(?!`)[^]*?(?<!`)\k<ticks>(?!`)/gm;
const marks = /[[【]\^?(?<numbers>\d{1,3}(?:\s*[,;、]\s*\d{1,3})*)[\]】](?!\()/g;

/** The passages that an answer cites by their numbers, in the order of these; a number that was not given cites nothing. */
export function citedPassages(answer: string, passages: readonly Passage[]): readonly Citation[] {
  if (passages.length === 0) return [];
  const numbers = new Set([...answer.replaceAll(code, ' ').matchAll(marks)].flatMap((mark) => (mark.groups?.['numbers'] ?? '').split(/\D+/).map(Number)));
  return passages.flatMap((passage, index) => (numbers.has(index + 1) ? [citationOf(passage, index + 1)] : []));
}

function citationOf({ path, hash, startLine, endLine, text }: Passage, number: number): Citation {
  return { number, name: path, path, hash, startLine, endLine, quote: text.slice(0, quoteLimit) };
}

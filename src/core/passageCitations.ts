import type { Citation } from '../shared/answerParts.ts';
import { quoteLimit } from '../shared/schemas.ts';
import type { Passage } from './passages.ts';

// What stands in code is no citation: `list[1]`.
const code = /^ {0,3}(?<fence>`{3,}|~{3,}).*\n[^]*?(?:\n {0,3}\k<fence>[`~]*[ \t]*$|(?![^]))|(?<ticks>`+)(?!`)[^]*?(?<!`)\k<ticks>(?!`)/gm;
const marks = /[[【]\^?(?<numbers>\d{1,3}(?:\s*[,;、]\s*\d{1,3})*)[\]】](?!\()/g;

/** What the passages of a prompt are cited as, by their numbers. */
export function passageCitations(passages: readonly Passage[]): readonly Citation[] {
  return passages.map(({ path, hash, startLine, endLine, text }, index) => ({ number: index + 1, name: path, path, hash, startLine, endLine, quote: text.slice(0, quoteLimit) }));
}

/** Those of these that an answer cites by their numbers, in their order. */
export function citedPassages(answer: string, passages: readonly Citation[]): readonly Citation[] {
  if (passages.length === 0) return [];
  const numbers = new Set([...answer.replaceAll(code, ' ').matchAll(marks)].flatMap((mark) => (mark.groups?.['numbers'] ?? '').split(/\D+/).map(Number)));
  return passages.filter(({ number }) => number !== undefined && numbers.has(number));
}

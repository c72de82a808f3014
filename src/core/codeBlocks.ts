import type { Token } from 'markdown-it';
import { codeIn, markdown } from '../shared/markdownReader.ts';

/** A block of code in an answer. */
export interface CodeText {
  /** All that stands behind the opening fence; empty for a block that is only indented. */
  readonly info: string;
  /** The code exactly as it was written, without the line feed at its end. */
  readonly text: string;
}

/** The blocks of code of an answer, in their order. */
export function codeBlocksOf(answer: string): readonly CodeText[] {
  const tokens: Token[] = [];
  markdown.block.parse(answer.replaceAll(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD'), markdown, { references: {}, notes: new Set() }, tokens);
  return tokens
    .filter(({ type }) => type === 'fence' || type === 'code_block')
    .map((token) => ({ info: markdown.utils.unescapeAll(token.info).trim(), text: codeIn(token) }));
}

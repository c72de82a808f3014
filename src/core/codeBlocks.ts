import MarkdownIt, { type Token } from 'markdown-it';

/** A block of code in an answer. */
export interface CodeText {
  /** All that stands behind the opening fence; empty for a block that is only indented. */
  readonly info: string;
  /** The code exactly as it was written, without the line feed at its end. */
  readonly text: string;
}

const markdown = new MarkdownIt({ html: false });

/** The blocks of code of an answer, in their order. */
export function codeBlocksOf(answer: string): readonly CodeText[] {
  const tokens: Token[] = [];
  markdown.block.parse(answer.replaceAll(/\r\n?/g, '\n').replaceAll('\0', '\uFFFD'), markdown, { references: {} }, tokens);
  return tokens
    .filter(({ type }) => type === 'fence' || type === 'code_block')
    .map(({ info, content }) => ({ info: markdown.utils.unescapeAll(info).trim(), text: content.replace(/\n$/, '') }));
}

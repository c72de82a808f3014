import type { Token } from 'markdown-it';
import type { MarkdownNode } from './markdownNode.ts';

const mark = /^\[([ xX])\]\s/;

/** Whether the item that opens at this place of the list of tokens begins with `[ ]` or `[x]`. */
export function opensTask(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.type === 'list_item_open' && mark.test(tokens[at + 2]?.type === 'inline' ? (tokens[at + 2]?.content ?? '') : '');
}

/** The content of a task with its mark drawn as a box. */
export function withBox(nodes: readonly MarkdownNode[]): readonly MarkdownNode[] {
  const [first, ...rest] = nodes;
  if (first?.kind !== 'text') return nodes;
  return [{ kind: 'text', text: first.text.replace(mark, (_mark, state: string) => (state === ' ' ? '☐ ' : '☑ ')) }, ...rest];
}

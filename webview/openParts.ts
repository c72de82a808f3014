import type { MarkdownElement, MarkdownNode } from './markdownNode.ts';
import type { Block } from './markdownTree.ts';

/** A table of more cells than these is parsed as a whole: markdown-it stops filling up short rows at some point. */
const cellLimit = 30_000;

/**
 * The part of a list or table at the end of the text that may still change. It is parsed alone, behind a stand-in for what stands
 * before it: an item of its own, which also shows whether the list is loose; or the head of the table.
 */
export interface OpenParts {
  /** Where the block begins in the text, and where its open part does. */
  readonly blockAt: number;
  readonly at: number;
  /** How many items or rows under the head stand before the open part. */
  readonly kept: number;
  readonly standIn: string;
  /** The element that all of them stand in, as it was first told of. */
  readonly whole: MarkdownElement;
  readonly kind: 'loose' | 'tight' | 'table';
}

/** The whole of this block as its open part; none if it is no list or table. `text` is what its places count in. */
export function openPartsOf({ node, token, from, parts }: Block, text: string): OpenParts | undefined {
  if (node.kind !== 'element' || parts.length < 2) return undefined;
  const before = { blockAt: from, kept: 0, whole: node };
  const [, second = from] = parts;
  if (token.type === 'table_open') return { ...before, at: second, standIn: text.slice(from, second), kind: 'table' };
  const marker = token.type === 'ordered_list_open' ? `1${token.markup}` : token.markup;
  return { ...before, at: from, standIn: `${marker}    a\n`, kind: 'tight' };
}

/** The same list from its beginning, now that its items are known to stand apart. */
export function asLoose(open: OpenParts): OpenParts {
  return { ...open, at: open.blockAt, kept: 0, standIn: `${open.standIn}\n`, kind: 'loose' };
}

/** What is told of a block that was parsed behind its stand-in; `apart` says that its items turned out to stand apart. */
export function toldOf(open: OpenParts, node: MarkdownNode): { readonly node: MarkdownNode; readonly apart: boolean } {
  if (node.kind !== 'element') return { node, apart: false };
  if (open.kind === 'table') return { node: { ...node, children: node.children.map((child, index) => (index === 1 && child.kind === 'element' ? { ...child, kept: open.kept } : child)) }, apart: false };
  const [first] = node.children;
  const apart = first?.kind === 'element' && first.children[0]?.kind === 'element';
  return { node: { ...open.whole, children: node.children.slice(1), kept: open.kept }, apart: apart && open.kind === 'tight' };
}

/** The open part after a parse that found parts at these places, of which the first is the stand-in: the last one on a whole line and what follows it stay open. */
export function advanced(open: OpenParts, parts: readonly number[], text: string): OpenParts | undefined {
  const found = parts.slice(1);
  const last = found.findLastIndex((at) => text.includes('\n', at));
  const kept = open.kept + Math.max(0, last);
  if (open.kind === 'table' && kept * columnsOf(open.whole) > cellLimit) return undefined;
  return last < 1 ? open : { ...open, at: found[last] ?? open.at, kept };
}

function columnsOf({ children: [head] }: MarkdownElement): number {
  const row = head?.kind === 'element' ? head.children[0] : undefined;
  return row?.kind === 'element' ? row.children.length : 0;
}

import type { MarkdownNode } from './markdownNode.ts';

/** The node without the link that it may end in, when that is a bare address which may still grow: the words stay. */
export function withoutUnfinishedLink(node: MarkdownNode): MarkdownNode {
  if (node.kind !== 'element') return node;
  const last = node.children.at(-1);
  if (last?.kind !== 'element') return node;
  const ending = last.bare === true ? last.children : [withoutUnfinishedLink(last)];
  return { ...node, children: [...node.children.slice(0, -1), ...ending] };
}

import { GrowingMarkdown } from '../../webview/growingMarkdown.ts';
import type { MarkdownNode } from '../../webview/markdownNode.ts';

/** The blocks that are on show after a text has grown, as the page would have them. */
export class GrownTree {
  readonly #markdown = new GrowingMarkdown();
  #blocks: readonly MarkdownNode[] = [];
  #closed = 0;

  grow(text: string, finished: boolean): readonly MarkdownNode[] {
    const { again, nodes, closed } = this.#markdown.grow(text, finished);
    if (again) this.#closed = 0;
    this.#blocks = joined(this.#blocks, nodes, this.#closed);
    this.#closed += closed;
    return this.#blocks;
  }
}

/** The first of these nodes as they were, and after them the new ones. */
function joined(before: readonly MarkdownNode[], nodes: readonly MarkdownNode[], kept: number): readonly MarkdownNode[] {
  return [...before.slice(0, kept), ...nodes.map((node, index) => whole(node, before[kept + index]))];
}

function whole(node: MarkdownNode, before: MarkdownNode | undefined): MarkdownNode {
  if (node.kind !== 'element') return node;
  const { kept = 0, ...rest } = node;
  return { ...rest, children: joined(before?.kind === 'element' ? before.children : [], node.children, kept) };
}

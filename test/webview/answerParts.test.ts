import { deepEqual } from 'node:assert/strict';
import type { MarkdownNode } from '../../webview/markdownNode.ts';
import { parseMarkdown } from '../../webview/markdownTree.ts';
import { GrownTree } from './grownTree.ts';
import { markdownSamples } from '../support/markdownSamples.ts';

/** Blocks of code and addresses of links in a tree, in their order. */
function partsIn(nodes: readonly MarkdownNode[]): { readonly codes: readonly string[]; readonly links: readonly string[] } {
  const all = nodes.flatMap(within);
  return {
    codes: all.flatMap((node) => (node.kind === 'code' ? [node.text] : [])),
    links: all.flatMap((node) => (node.kind === 'element' ? (node.attributes?.['data-address'] ?? []) : [])),
  };
}

function within(node: MarkdownNode): readonly MarkdownNode[] {
  return node.kind === 'element' ? [node, ...node.children.flatMap(within)] : [node];
}

describe('The page shows of an answer', () => {
  for (const [name, { text, codes = [], links = [] }] of Object.entries(markdownSamples)) {
    it(`what the host finds in it: ${name}`, () => {
      deepEqual(partsIn(parseMarkdown(text).blocks.map(({ node }) => node)), { codes, links });
    });

    it(`the same when it has come letter by letter: ${name}`, () => {
      const tree = new GrownTree();
      for (let length = 0; length < text.length; length += 1) tree.grow(text.slice(0, length), false);
      deepEqual(partsIn(tree.grow(text, true)), { codes, links });
    });
  }
});

import type { MarkdownNode } from '../../webview/markdownNode.ts';

/** The tree written as markup, for tests to read; code is its language and its text. */
export function written(node: MarkdownNode): string {
  if (node.kind === 'text') return node.text;
  if (node.kind === 'code') return `<pre ${node.language}>${node.text}</pre>`;
  if (node.kind === 'formula') return `<math${node.display ? ' display' : ''}${node.open ? ' open' : ''}>${node.tex}</math>`;
  const attributes = Object.entries(node.attributes ?? {}).map(([name, value]) => ` ${name}="${value}"`);
  const inner = node.children.map(written).join('');
  return inner === '' ? `<${node.tag}${attributes.join('')}>` : `<${node.tag}${attributes.join('')}>${inner}</${node.tag}>`;
}

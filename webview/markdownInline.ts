import type { Token } from 'markdown-it';
import { addressIn } from '../src/shared/markdownReader.ts';
import { sandboxPath } from '../src/shared/outputs.ts';
import { hostOf, safeLink } from './links.ts';
import { isMarkdownTag, type MarkdownNode } from './markdownNode.ts';
import { TreeBuilder } from './treeBuilder.ts';
import { t } from './l10n.ts';

/** The tree of what stands within one paragraph, heading or cell. */
export function inlineNodes(tokens: readonly Token[]): readonly MarkdownNode[] {
  const builder = new TreeBuilder();
  for (const token of tokens) addInline(builder, token);
  return builder.nodes;
}

function addInline(builder: TreeBuilder, token: Token): void {
  if (token.nesting === -1) builder.close();
  else if (token.type === 'link_open') openLink(builder, token);
  else if (token.nesting === 1) builder.open(isMarkdownTag(token.tag) ? { tag: token.tag } : undefined);
  else addLeaf(builder, token);
}

function openLink(builder: TreeBuilder, token: Token): void {
  const address = addressIn(token) ?? '';
  const path = sandboxPath(address);
  if (path !== undefined) {
    builder.open({ tag: 'a', attributes: { 'data-sandbox': path } });
    return;
  }
  const link = safeLink(address);
  const bare = token.markup === 'linkify' ? { bare: true as const } : {};
  builder.open(link === undefined ? undefined : { tag: 'a', attributes: { 'data-address': link.address, title: link.title }, ...bare });
}

function addLeaf(builder: TreeBuilder, token: Token): void {
  switch (token.type) {
    case 'softbreak':
      builder.text('\n');
      break;
    case 'hardbreak':
      builder.add({ kind: 'element', tag: 'br', children: [] });
      break;
    case 'code_inline':
      builder.open({ tag: 'code' });
      builder.text(token.content);
      builder.close();
      break;
    case 'formula_inline':
      builder.add({ kind: 'formula', tex: token.content, source: token.info, display: token.markup === '$$' || token.markup === '\\[', open: false });
      break;
    case 'note_mark':
      builder.open({ tag: 'sup', attributes: { class: 'note-mark' } });
      builder.text(token.content);
      builder.close();
      break;
    case 'image':
      addImage(builder, addressIn(token) ?? '', plainText(token.children ?? []));
      break;
    default:
      builder.text(token.content);
  }
}

/** Words in the place of an image, which is not loaded: where it would come from, and a way to the browser. */
function addImage(builder: TreeBuilder, source: string, description: string): void {
  const link = safeLink(source);
  const host = hostOf(source);
  const path = sandboxPath(source);
  const reach = path !== undefined ? { 'data-sandbox': path } : link === undefined ? {} : { 'data-address': link.address, title: t('Open the image in the browser: {0}', link.title) };
  builder.open({ tag: 'span', attributes: { class: 'image', ...reach } });
  builder.text(['🖼', description, host === '' ? '' : `(${host})`].filter((word) => word !== '').join(' '));
  builder.close();
}

function plainText(tokens: readonly Token[]): string {
  return tokens.map(({ type, content, info, children }) => {
    if (type === 'softbreak' || type === 'hardbreak') return ' ';
    if (type === 'image') return plainText(children ?? []);
    return type === 'formula_inline' ? info : content;
  }).join('');
}

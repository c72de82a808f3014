import type { MarkdownNode } from '../../webview/markdownNode.ts';
import { hostOf, safeLink } from '../../webview/links.ts';

/** A block of code on one line, so that nothing in it is taken for markup. */
function codeForm(language: string, text: string): string {
  return `<pre ${JSON.stringify([language, text]).replaceAll('<', '\\u003c')}>`;
}

/** White space between blocks says nothing. */
function tidy(markup: string): string {
  return markup.replace(/\s*(<\/?(?:blockquote|h[1-6]|hr|li|ol|p|ul)\b[^>]*>|<pre [^\n]*\]>)\s*/g, '$1').replace(/<br>\n?/g, '<br>').trim();
}

/** Our tree in the form that both sides are compared in. */
export function formOfTree(nodes: readonly MarkdownNode[]): string {
  return tidy(nodes.map(form).join(''));
}

function form(node: MarkdownNode): string {
  if (node.kind === 'text') return node.text;
  if (node.kind === 'code') return codeForm(node.language, node.text);
  if (node.kind === 'formula') return node.source;
  const { 'data-address': address, start } = node.attributes ?? {};
  const href = address === undefined ? undefined : URL.parse(address)?.href;
  const inner = node.children.map(form).join('');
  const open = `<${node.tag}${href === undefined ? '' : ` ${href}`}${start === undefined ? '' : ` ${start}`}>`;
  return node.tag === 'span' ? inner : ['br', 'hr'].includes(node.tag) ? open : `${open}${inner}</${node.tag}>`;
}

const entities: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };

function decoded(text: string): string {
  return text.replace(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity);
}

/** The expected HTML in the same form: with links that are neither of the web nor of mail as their words, and images as words. */
export function formOfHtml(html: string): string {
  const links: boolean[] = [];
  const plain = html.replace(/<pre><code(?: class="language-([^"]*)")?>([^]*?)<\/code><\/pre>/g, (_all, language: string | undefined, text: string) => `\n\0${codeForm(decoded(language ?? ''), decoded(text.replace(/\n$/, '')))}\0\n`);
  const parts = plain.split(/(\0[^\0]*\0|<[^>]*>)/).map((part) => {
    if (part.startsWith('\0')) return part.slice(1, -1);
    if (!part.startsWith('<')) return decoded(part);
    const attribute = (name: string): string => decoded(new RegExp(` ${name}="([^"]*)"`).exec(part)?.[1] ?? '');
    if (part.startsWith('<img')) return imageWords(attribute('alt'), attribute('src'));
    if (part.startsWith('<ol start')) return `<ol ${attribute('start')}>`;
    if (part === '</a>') return links.pop() === true ? part : '';
    if (!part.startsWith('<a ')) return part.replace(' />', '>');
    const link = safeLink(attribute('href'));
    links.push(link !== undefined);
    return link === undefined ? '' : `<a ${URL.parse(link.address)?.href ?? ''}>`;
  });
  return tidy(parts.join(''));
}

function imageWords(alt: string, source: string): string {
  const host = hostOf(source);
  return ['🖼', alt, host === '' ? '' : `(${host})`].filter((word) => word !== '').join(' ');
}

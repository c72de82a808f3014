import MarkdownIt, { type Token } from 'markdown-it';
import { fenceRule } from './fenceRule.ts';
import { formulaBlockRule, formulaInlineRule } from './formulaRules.ts';
import { noteBlockRule, noteInlineRule } from './noteRules.ts';

/**
 * Reads the Markdown of answers: CommonMark with tables, strikethrough, notes, formulas and bare web addresses; HTML stays text. The one
 * set of rules for host and page, so that both count the same blocks of code and the same links.
 */
export const markdown = new MarkdownIt({ html: false, linkify: true });
// Links are judged one by one by whoever reads them. Names such as `main.rs` or `// see` are no addresses.
markdown.validateLink = () => true;
// An address stays as it is written, and no letters are shown that only look like others.
markdown.normalizeLink = (address) => address;
markdown.normalizeLinkText = (words) => words;
markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false }).add('//', null);
const interrupts = { alt: ['paragraph', 'reference', 'blockquote', 'list'] };
markdown.block.ruler.at('fence', fenceRule, interrupts);
markdown.block.ruler.after('fence', 'formula', formulaBlockRule, interrupts);
markdown.block.ruler.before('reference', 'note', noteBlockRule, { alt: ['paragraph', 'reference'] });
markdown.inline.ruler.before('link', 'note', noteInlineRule);
markdown.inline.ruler.before('escape', 'formula', formulaInlineRule);

/** The code in a token of a block of code, exactly as it was written, without the line feed at its end. */
export function codeIn({ content }: Token): string {
  return content.replace(/\n$/, '');
}

/** The address that a link or an image leads to, as it is written; undefined for any other token. */
export function addressIn(token: Token): string | undefined {
  if (token.type === 'link_open') return String(token.attrGet('href') ?? '');
  return token.type === 'image' ? String(token.attrGet('src') ?? '') : undefined;
}

const tagNames = [
  'a', 'blockquote', 'br', 'code', 'div', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'li', 'ol', 'p', 's', 'span', 'strong', 'sup',
  'table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul',
] as const;

/** The only elements that markdown can make. */
export type MarkdownTag = (typeof tagNames)[number];

const tags: ReadonlySet<string> = new Set(tagNames);

/** Whether markdown may make this element. */
export const isMarkdownTag = (tag: string): tag is MarkdownTag => tags.has(tag);

/** Markdown as a tree of plain data. Text is ready to be shown; `code` holds a block of code exactly as it was written. */
export type MarkdownNode =
  | { readonly kind: 'text'; readonly text: string }
  | MarkdownCode
  | MarkdownFormula
  | MarkdownElement;

/** A formula in TeX. */
export interface MarkdownFormula {
  readonly kind: 'formula';
  readonly tex: string;
  /** The formula with the signs around it, as it was written. */
  readonly source: string;
  /** Whether it stands on a line of its own. */
  readonly display: boolean;
  /** Whether its end is not there yet. */
  readonly open: boolean;
}

/** A block of code. */
export interface MarkdownCode {
  readonly kind: 'code';
  readonly language: string;
  /** All that is written behind the opening fence, made visible. */
  readonly info: string;
  readonly text: string;
  /** Whether its fence is not closed yet, so that more lines may come. */
  readonly open: boolean;
}

/** An element of the tree. */
export interface MarkdownElement {
  readonly kind: 'element';
  readonly tag: MarkdownTag;
  readonly attributes?: MarkdownAttributes;
  readonly children: readonly MarkdownNode[];
  /** How many children stand before these, as they were told of before; none if absent. */
  readonly kept?: number;
  /** Set on a link made of a bare address: while text arrives, the address may not be whole yet. */
  readonly bare?: true;
}

/** What an element may carry; no address but that of a safe link, for the host to open, and where it leads in the folder in which code ran. */
export type MarkdownAttributes = { readonly [Name in 'class' | 'data-address' | 'data-sandbox' | 'start' | 'title']?: string };

/** What a piece of code can be, as far as it has a colour of its own. */
export const codeKinds = [
  'attribute', 'comment', 'constant', 'deleted', 'function', 'heading', 'inserted', 'keyword', 'meta', 'number', 'property', 'regexp', 'string', 'tag', 'type', 'variable',
] as const;

export type CodeKind = (typeof codeKinds)[number];

/** The colours of the user's theme, as in `#c586c0`; what is absent keeps the page's own. */
export type CodeColors = { readonly [Kind in CodeKind]?: string };

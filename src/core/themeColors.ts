import type { CodeColors, CodeKind } from '../shared/codeColors.ts';

/** A rule of a theme: what its scopes look like. */
export interface ThemeRule {
  readonly scopes: readonly string[];
  readonly color: string;
}

/** The scopes by which themes know each kind of code; where the first has no colour, the next is tried. */
const scopes: Readonly<Record<CodeKind, readonly string[]>> = {
  attribute: ['entity.other.attribute-name'],
  comment: ['comment.line', 'comment'],
  constant: ['constant.language', 'constant'],
  deleted: ['markup.deleted'],
  function: ['entity.name.function', 'support.function'],
  heading: ['markup.heading', 'entity.name.section'],
  inserted: ['markup.inserted'],
  keyword: ['keyword.control', 'keyword'],
  meta: ['meta.preprocessor', 'storage.type'],
  number: ['constant.numeric', 'constant'],
  property: ['variable.other.property', 'support.type.property-name', 'variable'],
  regexp: ['string.regexp'],
  string: ['string.quoted', 'string'],
  tag: ['entity.name.tag'],
  type: ['entity.name.type', 'support.type', 'support.class'],
  variable: ['variable.other.readwrite', 'variable'],
};

/** The colours that these rules give to code; the later of two rules counts, and the more exact one before it. */
export function codeColorsOf(rules: readonly ThemeRule[]): CodeColors {
  const colors = Object.entries(scopes).flatMap(([kind, names]) => {
    const color = names.map((name) => colorOf(rules, name)).find((found) => found !== undefined);
    return color === undefined ? [] : [[kind, color] as const];
  });
  return Object.fromEntries(colors);
}

function colorOf(rules: readonly ThemeRule[], name: string): string | undefined {
  let best = -1;
  let color: string | undefined;
  for (const rule of rules) {
    for (const scope of rule.scopes) {
      if ((name !== scope && !name.startsWith(`${scope}.`)) || scope.length < best) continue;
      best = scope.length;
      color = rule.color;
    }
  }
  return color;
}

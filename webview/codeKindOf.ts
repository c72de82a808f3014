import type { CodeKind } from '../src/shared/codeColors.ts';
import { entryOf } from '../src/shared/entryOf.ts';

/** What highlight.js calls the pieces of code. Where a name has dots, its beginning counts if the whole is not listed. */
const kinds: Readonly<Record<string, CodeKind>> = {
  addition: 'inserted',
  attr: 'attribute',
  attribute: 'property',
  built_in: 'type',
  bullet: 'keyword',
  char: 'constant',
  class: 'type',
  code: 'string',
  comment: 'comment',
  deletion: 'deleted',
  doctag: 'keyword',
  formula: 'string',
  function: 'function',
  keyword: 'keyword',
  link: 'string',
  literal: 'constant',
  meta: 'meta',
  'meta.prompt': 'comment',
  name: 'tag',
  number: 'number',
  property: 'property',
  quote: 'comment',
  regexp: 'regexp',
  section: 'heading',
  'selector-attr': 'attribute',
  'selector-class': 'attribute',
  'selector-id': 'attribute',
  'selector-pseudo': 'attribute',
  'selector-tag': 'tag',
  string: 'string',
  symbol: 'constant',
  'template-tag': 'keyword',
  'template-variable': 'variable',
  title: 'function',
  'title.class': 'type',
  type: 'type',
  variable: 'variable',
  'variable.constant': 'constant',
  'variable.language': 'constant',
};

/** The kind of what highlight.js calls by this name; none for what looks like plain code. */
export function codeKindOf(scope: string): CodeKind | undefined {
  for (let name = scope; name !== ''; name = name.slice(0, Math.max(name.lastIndexOf('.'), 0))) {
    const kind = entryOf(kinds, name);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

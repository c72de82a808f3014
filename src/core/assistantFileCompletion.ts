import { stringify } from 'yaml';
import { fileKey, fileKeys, kindWords, usedByInWords, type FileKey } from './assistantFileKeys.ts';
import { placeInHead, type HeadPlace } from './assistantFileLines.ts';
import { t } from '../shared/words.ts';

/** A proposal for what to write. */
export interface CompletionItem {
  readonly label: string;
  readonly insert: string;
  /** Set if `$0` in it marks where the cursor goes. */
  readonly snippet?: true;
  readonly detail: string;
  readonly documentation: string;
}

/** Proposals, and the range that they take the place of. */
export interface Completions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly CompletionItem[];
}

/** What is known of the outside, to be proposed as values. */
export interface KnownValues {
  readonly models: readonly { readonly id: string; readonly detail?: string }[];
  readonly connections: readonly { readonly id: string; readonly name: string }[];
}

/** What can be written at this offset of an assistant's file; nothing below the head. */
export function completionsAt(text: string, offset: number, known: KnownValues): Completions {
  const place = placeInHead(text, offset);
  if (place === undefined) return beginning(text, offset);
  if (/(?:^|\s)#/.test(place.before)) return { from: offset, to: offset, items: [] };
  if (/^[\w-]*$/.test(place.before)) return keysAt(place);
  return valuesAt(place, offset, known);
}

/** A file that has no head yet is offered one. */
function beginning(text: string, offset: number): Completions {
  if (offset > 3 || !/^\uFEFF?-{0,3}$/.test(text.slice(0, offset)) || /^\uFEFF?---\s*\r?\n/.test(text)) return { from: offset, to: offset, items: [] };
  return { from: 0, to: offset, items: [{ label: '---', insert: '---\nname: $0\n---\n', snippet: true, detail: t('head'), documentation: t('The settings of the assistant stand between two lines of ---, its instructions below them.') }] };
}

function keysAt({ line, lineAt, keys, before }: HeadPlace): Completions {
  const word = /^[\w-]*/.exec(line)?.[0] ?? '';
  const valued = /^[\w-]*[ \t]*:/.test(line);
  const present = new Set(keys.filter((name) => name !== word || !valued));
  if (keys.includes(word) && valued && before.length < word.length) present.delete(word);
  const items = fileKeys.filter(({ name }) => !present.has(name)).map((key) => keyItem(key, valued));
  return { from: lineAt, to: lineAt + word.length, items };
}

function keyItem(key: FileKey, valued: boolean): CompletionItem {
  const item = { label: key.name, detail: kindWords(key), documentation: documentation(key) };
  if (valued) return { ...item, insert: key.name };
  if (key.kind === 'list') return { ...item, insert: `${key.name}:\n  - $0`, snippet: true };
  if (key.kind === 'map') return { ...item, insert: `${key.name}:\n  $0`, snippet: true };
  return { ...item, insert: `${key.name}: ` };
}

function valuesAt({ before, line, lineAt, above }: HeadPlace, offset: number, known: KnownValues): Completions {
  const own = /^(?<lead>\s*(?:-\s+)*)(?<key>[\w-]+)[ \t]*:(?<space>[ \t]*)(?<value>.*)$/.exec(before);
  const entry = /^\s*-(?<space>[ \t]*)(?<value>.*)$/.exec(before);
  const { value = '', space = '' } = (own ?? entry)?.groups ?? {};
  const path = own?.groups === undefined ? above : [...above, own.groups['key'] ?? ''];
  if ((own ?? entry) === null) return { from: offset, to: offset, items: [] };
  const typed = /[^[,]*$/.exec(value)?.[0].trimStart() ?? '';
  const from = offset - typed.length;
  const rest = /^[^\s,\]#]*/.exec(line.slice(offset - lineAt))?.[0] ?? '';
  const items = valueItems(path, known).map((item) => ({ ...item, insert: space === '' && value === '' ? ` ${item.insert}` : item.insert }));
  return { from, to: offset + rest.length, items };
}

function valueItems(path: readonly string[], known: KnownValues): readonly CompletionItem[] {
  const [name = '', inner, ...deeper] = path;
  const key = fileKey(name);
  if (key === undefined || deeper.length > 0) return [];
  const plain = (values: readonly string[]): readonly CompletionItem[] => values.map((value) => ({ label: value, insert: value, detail: name, documentation: documentation(key) }));
  if (inner !== undefined) return inner === 'type' ? plain([...(key.values ?? []), ...(name === 'tools' ? ['function'] : [])]) : [];
  if (name === 'model') return known.models.map(({ id, detail = t('model') }) => ({ label: id, insert: yamlText(id), detail, documentation: documentation(key) }));
  if (name === 'connection') return known.connections.map(({ id, name: called }) => ({ label: id, insert: yamlText(id), detail: called, documentation: documentation(key) }));
  return plain(key.kind === 'boolean' ? ['true', 'false'] : (key.values ?? []));
}

/** The text as a value in YAML, in quotes where it needs them. */
function yamlText(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}

function documentation({ meaning, usedBy }: FileKey): string {
  return `${meaning}\n\n${usedByInWords(usedBy)}`;
}

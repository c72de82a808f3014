import { isMap, isNode, isScalar, Scalar, stringify, type Pair } from 'yaml';
import type { Json, JsonObject } from './assistant.ts';
import { pairOf, parsedHead, readHead } from './assistantFileHead.ts';

/** The head with these keys set, or taken away where the value is undefined, and every other character as it was; undefined for a head that cannot be understood. */
export function changedHead(head: string, changes: Readonly<Record<string, Json | undefined>>, line: '\n' | '\r\n'): string | undefined {
  const before = readHead(head);
  if (before.errors.length > 0) return undefined;
  let text = head;
  let values = before.values;
  for (const [name, value] of Object.entries(changes)) {
    values = withValue(values, name, value);
    const spliced = withSplice(text, name, value, line);
    text = holds(spliced, values) ? spliced : rewritten(text, name, value, line);
  }
  return text;
}

function withValue(values: JsonObject, name: string, value: Json | undefined): JsonObject {
  return Object.fromEntries(value === undefined ? Object.entries(values).filter(([key]) => key !== name) : Object.entries({ ...values, [name]: value }));
}

function holds(text: string, values: JsonObject): boolean {
  const read = readHead(text);
  return read.errors.length === 0 && JSON.stringify(read.values) === JSON.stringify(values);
}

/** Exchanges nothing but the value’s own characters, or the lines of its key. */
function withSplice(text: string, name: string, value: Json | undefined, line: string): string {
  const document = parsedHead(text);
  const pair = isMap(document.contents) && document.contents.flow !== true ? pairOf(document, name) : undefined;
  if (pair === undefined) return value === undefined ? text : `${text}${text === '' || text.endsWith('\n') ? '' : line}${lineOf(name, value, line)}`;
  const scalar = value === undefined ? undefined : sameKind(pair, value);
  if (scalar !== undefined) return text.slice(0, scalar.from) + scalar.written + text.slice(scalar.to);
  const [from, to] = linesOf(text, pair);
  return text.slice(0, from) + (value === undefined ? '' : lineOf(name, value, line)) + text.slice(to);
}

/** The new value as it takes the place of the old one on its line, in the quotes of the old one. */
function sameKind({ value: old }: Pair, value: Json): { readonly from: number; readonly to: number; readonly written: string } | undefined {
  if (!isScalar(old) || old.range === null || old.range === undefined || old.range[0] === old.range[1] || typeof value === 'object' || String(value).includes('\n')) return undefined;
  if (old.type === Scalar.BLOCK_LITERAL || old.type === Scalar.BLOCK_FOLDED) return undefined;
  const quotes = old.type === Scalar.QUOTE_DOUBLE || old.type === Scalar.QUOTE_SINGLE ? { defaultStringType: old.type } : {};
  return { from: old.range[0], to: old.range[1], written: stringify(value, { lineWidth: 0, ...quotes }).trimEnd() };
}

/** From the first character of the pair’s first line to the end of its last. */
function linesOf(text: string, { key, value }: Pair): readonly [number, number] {
  const from = isNode(key) ? (key.range?.[0] ?? 0) : 0;
  const end = Math.max(isNode(key) ? (key.range?.[1] ?? 0) : 0, isNode(value) ? (value.range?.[2] ?? 0) : 0);
  const next = text.indexOf('\n', end);
  return [from, text[end - 1] === '\n' ? end : next === -1 ? text.length : next + 1];
}

function lineOf(name: string, value: Json, line: string): string {
  return stringify({ [name]: value }, { lineWidth: 0, aliasDuplicateObjects: false }).replaceAll('\n', line);
}

/** The last resort, for heads that are written in one line or in several documents: comments stay, spaces may change. */
function rewritten(text: string, name: string, value: Json | undefined, line: string): string {
  const document = parsedHead(text.replaceAll('\r\n', '\n'));
  if (value === undefined) document.delete(name);
  else document.set(name, document.createNode(value));
  return document.toString({ lineWidth: 0 }).replaceAll('\n', line);
}

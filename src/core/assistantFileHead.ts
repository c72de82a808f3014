import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Pair } from 'yaml';
import type { JsonObject } from './assistant.ts';
import { isJson, isObject, type Complaint } from './assistantFileValues.ts';
import { t } from '../shared/words.ts';

/** The longest head that is read, in UTF-16 units: the time that YAML takes grows with it. */
const headLimit = 400_000;

/** Something in a head that wants attention: offsets count from the head's first character. */
export interface HeadProblem extends Pick<Complaint, 'severity' | 'message'> {
  readonly from: number;
  readonly to: number;
}

/** The YAML head of a file: its keys with their values, and where each of them stands. */
export interface Head {
  readonly document: Document.Parsed;
  readonly values: JsonObject;
  /** Why the head cannot be understood; empty if it can. */
  readonly errors: readonly HeadProblem[];
  readonly warnings: readonly HeadProblem[];
}

/** Reads the text between the marks. Never throws. */
export function readHead(text: string): Head {
  const whole = (message: string): HeadProblem => ({ from: 0, to: text.trimEnd().length, severity: 'error', message });
  if (text.length > headLimit) return { ...unread, errors: [whole(t('The head holds {0} characters, where {1} are the most; write the instructions below it.', text.length, headLimit))] };
  try {
    const document = parsedHead(text);
    const warnings = document.warnings.map(({ pos, message }): HeadProblem => ({ ...range(pos), severity: 'warning', message: sentence(message) }));
    const errors = document.errors.map(({ pos, message }): HeadProblem => ({ ...range(pos), severity: 'error', message: sentence(message) }));
    if (errors.length > 0) return { document, values: {}, errors, warnings };
    const repeated = repeatedKeys(document);
    if (repeated.length > 0) return { document, values: {}, errors: repeated, warnings };
    if (document.contents !== null && !isMap(document.contents)) return { document, values: {}, errors: [whole(t('The head must be a list of keys with their values, as in “name: Reviewer”.'))], warnings };
    const values: unknown = document.toJS({ maxAliasCount: 100 }) ?? {};
    if (!isJson(values) || !isObject(values)) return { document, values: {}, errors: [whole(t('The head holds what is neither text, number, true, false, list nor keys with values, or is nested too deeply.'))], warnings };
    return { document, values, errors: [], warnings };
  } catch (error) {
    const alias = error instanceof ReferenceError ? sentence(error.message) : t('The head is nested too deeply to be read.');
    return { ...unread, errors: [whole(alias)] };
  }
}

/** The head as the yaml package holds it. Repeated keys are no error here: the package’s own search for them takes a square of the time. */
export function parsedHead(text: string): Document.Parsed {
  return parseDocument(text, { lineCounter: new LineCounter(), prettyErrors: false, uniqueKeys: false });
}

/** Where that stands to which these keys and indexes lead, or the nearest thing around it: offsets into the head. */
export function placeIn(document: Document.Parsed, { path, onKey = false }: Pick<Complaint, 'path' | 'onKey'>): { readonly from: number; readonly to: number } {
  let node: unknown = document.contents;
  let place = range(rangeOf(node));
  for (const [index, step] of path.entries()) {
    if (isAlias(node)) return place;
    const pair = isMap(node) ? node.items.find(({ key }) => keyName(key) === String(step)) : undefined;
    node = pair === undefined ? (isSeq(node) ? node.items[Number(step)] : undefined) : pair.value;
    const shown = pair !== undefined && ((onKey && index === path.length - 1) || !isNode(pair.value)) ? pair.key : node;
    if (!isNode(shown)) return place;
    place = range(rangeOf(shown));
  }
  return place;
}

/** The pair of this name among the head's own keys. */
export function pairOf(document: Document.Parsed, name: string): Pair | undefined {
  return isMap(document.contents) ? document.contents.items.find(({ key }) => keyName(key) === name) : undefined;
}

const unread: Head = { document: parsedHead(''), values: {}, errors: [], warnings: [] };

function repeatedKeys(document: Document.Parsed): readonly HeadProblem[] {
  const problems: HeadProblem[] = [];
  visit(document, {
    Map: (_, { items }) => {
      const seen = new Set<string>();
      for (const { key } of items) {
        const name = keyName(key);
        if (name !== undefined && seen.has(name)) problems.push({ ...range(rangeOf(key)), severity: 'error', message: t('“{0}” stands here twice.', name) });
        if (name !== undefined) seen.add(name);
      }
    },
  });
  return problems;
}

function keyName(key: unknown): string | undefined {
  return isScalar(key) ? String(key.value) : undefined;
}

function rangeOf(node: unknown): readonly [number, number] {
  const [from, to] = isNode(node) ? (node.range ?? [0, 0]) : [0, 0];
  return [from, to];
}

function range([from, to]: readonly [number, number]): { readonly from: number; readonly to: number } {
  return { from, to: Math.max(to, from + 1) };
}

function sentence(message: string): string {
  const first = message.split('\n', 1)[0] ?? '';
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

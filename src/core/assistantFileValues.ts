import type { Json, JsonObject } from './assistant.ts';
import type { FileKey } from './assistantFileKeys.ts';
import { t } from '../shared/words.ts';

/** Something that is wrong with a value, at the place where these keys and indexes lead. */
export interface Complaint {
  readonly path: readonly (string | number)[];
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  /** The key itself is meant, not its value. */
  readonly onKey?: boolean;
}

/** Takes note of a complaint. */
export type Complain = (complaint: Complaint) => void;

const wrongKinds: Readonly<Record<FileKey['kind'], (name: string) => string>> = {
  text: (name) => t('{0} must be a text.', name),
  number: (name) => t('{0} must be a number.', name),
  integer: (name) => t('{0} must be a whole number.', name),
  boolean: (name) => t('{0} must be true or false.', name),
  list: (name) => t('{0} must be a list.', name),
  map: (name) => t('{0} must be a set of keys with values.', name),
  any: (name) => t('{0} must be a value.', name),
};

/** What is wrong with the kind or the size of this key's value; undefined if nothing is. */
export function kindProblem({ name, kind, range }: FileKey, value: Json): string | undefined {
  if (!isKind(kind, value)) return wrongKinds[kind](name);
  const size = sizeOf(value);
  if (range === undefined || (size >= range[0] && size <= range[1])) return undefined;
  const [least, most] = range;
  if (kind === 'text') return size < least ? t('{0} must not be empty.', name) : t('{0} has at most {1} characters; this has {2}.', name, most, size);
  if (kind === 'list' || kind === 'map') return t('{0} has at most {1} entries; this has {2}.', name, most, size);
  return most < 1e6 ? t('{0} must be from {1} to {2}.', name, least, most) : t('{0} must be at least {1}.', name, least);
}

/** Whether this is a set of keys with values. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether this is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether this can be written as JSON without loss, and is not nested beyond all reason. */
export function isJson(value: unknown, depth = 0): value is Json {
  if (typeof value === 'number') return Number.isFinite(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  if (typeof value !== 'object' || depth > 100) return false;
  const plain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  return plain && Object.values(value).every((item) => isJson(item, depth + 1));
}

function isKind(kind: FileKey['kind'], value: Json): boolean {
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'number') return typeof value === 'number';
  if (kind === 'integer') return Number.isSafeInteger(value);
  if (kind === 'boolean') return typeof value === 'boolean';
  if (kind === 'list') return Array.isArray(value);
  return kind === 'any' || isObject(value);
}

function sizeOf(value: Json): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string' || isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}

/** What JSON can say. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** An object in JSON. */
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Whether this is an object, and no list. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}

/** Whether this is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The text itself; empty for anything else. */
export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** The object that these names lead to; an empty one where there is none. */
export function objectIn(value: Json | undefined, ...names: readonly string[]): JsonObject {
  const found = names.reduce<Json | undefined>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
  return isObject(found) ? found : {};
}

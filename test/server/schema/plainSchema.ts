import { isList, isObject, type Json, type JsonObject } from './json.ts';

const beforeName = '#/components/schemas/';

/** What says nothing about whether a value is right, or says it in a way that only OpenAPI knows. */
const words = new Set(['description', 'title', 'default', 'example', 'examples', 'deprecated', 'format', 'discriminator', 'nullable', 'externalDocs', '$recursiveAnchor']);

/**
 * A schema of OpenAPI in plain JSON Schema, without its words: `nullable` becomes a null type, `oneOf` becomes `anyOf`, for the
 * document's alternatives overlap, and the old recursive reference becomes one to the schema’s own name, and what has properties is an object.
 */
export function plainSchema(schema: JsonObject, name: string): JsonObject {
  const plain: Record<string, Json> = 'properties' in schema && !('type' in schema) ? { type: 'object' } : {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (words.has(keyword) || keyword.startsWith('x-')) continue;
    if (keyword === 'properties' && isObject(value)) plain[keyword] = mapped(value, name);
    else if (keyword === 'enum' || keyword === 'const' || keyword === 'required') plain[keyword] = value;
    else if (keyword === '$recursiveRef') plain['$ref'] = `${beforeName}${name}`;
    else plain[keyword === 'oneOf' ? 'anyOf' : keyword] = inner(value, name);
  }
  return schema['nullable'] === true ? orNull(plain) : plain;
}

/** The names of the schemas that this one refers to. */
export function referencesIn(value: Json): readonly string[] {
  if (isList(value)) return value.flatMap((each) => referencesIn(each));
  if (!isObject(value)) return [];
  const { $ref: target, ...rest } = value;
  const own = typeof target === 'string' && target.startsWith(beforeName) ? [target.slice(beforeName.length)] : [];
  return [...own, ...Object.values(rest).flatMap((each) => referencesIn(each))];
}

function inner(value: Json, name: string): Json {
  if (isList(value)) return value.map((each) => inner(each, name));
  return isObject(value) ? plainSchema(value, name) : value;
}

function mapped(properties: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(properties).map(([property, value]) => [property, inner(value, name)]));
}

function orNull(schema: JsonObject): JsonObject {
  return { anyOf: [schema, { type: 'null' }] };
}

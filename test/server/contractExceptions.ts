import { isList, isObject, type Json, type JsonObject } from './schema/json.ts';

/** Where the published schema is not followed: a property that may be of another type, too; and why. */
interface Exception {
  readonly schema: string;
  readonly property: string;
  readonly maybe: 'null' | 'object' | 'string';
  readonly why: string;
}

const exceptions: readonly Exception[] = [
  { schema: 'Response', property: 'usage', maybe: 'null', why: 'The document’s own examples of answers that are not complete have null.' },
  { schema: 'CreateCompletionResponse', property: 'finish_reason', maybe: 'null', why: 'The document’s own example of a stream has null until the last chunk.' },
  { schema: 'CreateContainerFileBody', property: 'file', maybe: 'object', why: 'It comes with a form, as its name and its bytes.' },
  { schema: 'Embedding', property: 'embedding', maybe: 'string', why: 'The SDK asks for base64 unless told, and decodes it.' },
];

/** The schema of this name, less what it is wrong about. */
export function corrected(name: string, schema: JsonObject): JsonObject {
  return exceptions.filter((exception) => exception.schema === name).reduce<JsonObject>((rest, exception) => widened(rest, exception), schema);
}

/** The schema, and those that stand in it, with the property wherever they have it. */
function widened(schema: JsonObject, exception: Exception): JsonObject {
  return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, name === exception.property ? orElse(value, exception) : inside(value, exception)]));
}

function inside(value: Json, exception: Exception): Json {
  if (isList(value)) return value.map((each) => inside(each, exception));
  return isObject(value) ? widened(value, exception) : value;
}

function orElse(value: Json, { maybe }: Exception): Json {
  return { anyOf: [value, { type: maybe }] };
}

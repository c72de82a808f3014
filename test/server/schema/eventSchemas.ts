import { isList, objectIn, text, type Json } from './json.ts';
import { referencesIn } from './plainSchema.ts';

/**
 * The events of a stream: the names of their schemas by the names that they bear on the wire, empty for none. Alternatives without a
 * name of their own are given one, and added.
 */
export function eventSchemas(name: string, schemas: Record<string, Json>): Record<string, string> {
  const schema = objectIn(schemas, name);
  const alternatives = [schema['anyOf'], schema['oneOf']].find((each) => isList(each));
  if (alternatives === undefined) return leaf(name, objectIn(schema, 'properties'));
  return Object.fromEntries(alternatives.flatMap((alternative, index) => {
    const [target = `${name}${String(index)}`] = referencesIn({ $ref: objectIn(alternative)['$ref'] ?? null });
    schemas[target] ??= alternative;
    return Object.entries(eventSchemas(target, schemas));
  }));
}

/** An event says its name in `type`, or has it beside its data. */
function leaf(name: string, { type, event, data }: Readonly<Record<string, Json>>): Record<string, string> {
  const word = onlyWord(event ?? type);
  if (event === undefined) return { [word]: name };
  return Object.fromEntries(referencesIn(data ?? null).slice(0, 1).map((target) => [word, target]));
}

function onlyWord(property: Json | undefined): string {
  const { enum: words } = objectIn(property);
  const [word] = isList(words) ? words : [];
  return text(word);
}

/** The text as JSON: in the string properties of the schema, or as `answer`. An empty text stays empty. */
export function shaped(text: string, schema?: unknown): string {
  if (text === '') return text;
  const properties = entriesOf(entriesOf(schema).find(([name]) => name === 'properties')?.[1]);
  if (properties.length === 0) return JSON.stringify({ answer: text });
  return JSON.stringify(Object.fromEntries(properties.map(([name, property]) => [name, valueFor(property, text)])));
}

function valueFor(property: unknown, text: string): unknown {
  const type = entriesOf(property).find(([name]) => name === 'type')?.[1];
  if (type === 'number' || type === 'integer') return 0;
  if (type === 'boolean') return true;
  if (type === 'array') return [];
  return type === 'object' ? {} : text;
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

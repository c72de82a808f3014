/** What a table holds under a name that came from elsewhere: nothing under those that every object inherits, such as “constructor”. */
export function entryOf<Value>(table: Readonly<Partial<Record<string, Value>>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

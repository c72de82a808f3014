import * as v from 'valibot';

const optional = <Schema extends v.GenericSchema>(schema: Schema): v.ExactOptionalSchema<v.NullableSchema<Schema, undefined>, undefined> =>
  v.exactOptional(v.nullable(schema));
const between = (least: number, most: number) => optional(v.pipe(v.number(), v.minValue(least), v.maxValue(most)));

/** How an answer is drawn, as the two completion endpoints have it in common. */
export const samplingEntries = {
  stream: optional(v.boolean()),
  stream_options: optional(v.looseObject({ include_usage: v.exactOptional(v.boolean()) })),
  temperature: between(0, 2),
  top_p: between(0, 1),
  frequency_penalty: between(-2, 2),
  presence_penalty: between(-2, 2),
  logit_bias: optional(v.record(v.pipe(v.string(), v.regex(/^\d+$/)), v.pipe(v.number(), v.minValue(-100), v.maxValue(100)))),
  n: optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(128))),
  seed: optional(v.pipe(v.number(), v.integer())),
  stop: optional(v.union([v.string(), v.pipe(v.array(v.string()), v.maxLength(4))])),
  user: v.exactOptional(v.string()),
};

/** The text up to the first of these sequences. */
export function cutAt(stop: string | readonly string[] | null | undefined, text: string): string {
  const ends = (typeof stop === 'string' ? [stop] : stop ?? []).map((sequence) => text.indexOf(sequence)).filter((at) => at >= 0);
  return text.slice(0, Math.min(text.length, ...ends));
}

/** The text as the choice of this number has it: no two are the same. */
export function choiceText(text: string, index: number): string {
  return index === 0 || text === '' ? text : `${text} (${String(index + 1)})`;
}

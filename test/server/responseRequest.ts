import type { ResponseCreateParamsBase } from 'openai/resources/responses/responses';
import * as v from 'valibot';
import { metadata } from './metadata.ts';
import { responseTool, textFormat, toolChoice } from './responseTools.ts';
import { inputItems } from './storedItems.ts';

const optional = <Schema extends v.GenericSchema>(schema: Schema): v.ExactOptionalSchema<v.NullableSchema<Schema, undefined>, undefined> =>
  v.exactOptional(v.nullable(schema));
const ignored = v.exactOptional(v.unknown());

/** Where the answer belongs and what it builds upon: the part that counting tokens has in common with answering. */
export const contextEntries = {
  input: v.union([v.string(), inputItems]),
  instructions: optional(v.string()),
  conversation: optional(v.union([v.string(), v.strictObject({ id: v.string() })])),
  previous_response_id: optional(v.string()),
};

/** The body of `POST /responses`: every parameter of the service is known by name, and those that change nothing here are ignored. */
export const responseRequest = v.strictObject({
  ...contextEntries,
  model: v.string(),
  stream: optional(v.boolean()),
  store: optional(v.boolean()),
  background: optional(v.boolean()),
  max_output_tokens: optional(v.pipe(v.number(), v.integer(), v.minValue(16))),
  metadata,
  temperature: optional(v.pipe(v.number(), v.minValue(0), v.maxValue(2))),
  top_p: optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  truncation: optional(v.picklist(['auto', 'disabled'])),
  tools: v.optional(v.array(responseTool), []),
  tool_choice: v.exactOptional(toolChoice),
  parallel_tool_calls: optional(v.boolean()),
  reasoning: optional(v.looseObject({ effort: optional(v.string()), summary: optional(v.picklist(['auto', 'concise', 'detailed'])) })),
  include: optional(v.array(v.string())),
  text: v.exactOptional(v.strictObject({ format: v.exactOptional(textFormat), verbosity: optional(v.picklist(['low', 'medium', 'high'])) })),
  max_tool_calls: optional(v.pipe(v.number(), v.integer())),
  access_programs: ignored,
  context_management: ignored,
  image: ignored,
  moderation: ignored,
  prompt: ignored,
  prompt_cache_key: ignored,
  prompt_cache_options: ignored,
  prompt_cache_retention: ignored,
  safety_identifier: ignored,
  service_tier: ignored,
  stream_options: ignored,
  top_logprobs: ignored,
  user: ignored,
} satisfies Record<keyof ResponseCreateParamsBase, v.GenericSchema | v.GenericSchemaAsync>);

/** A checked request for an answer. */
export type ResponseRequest = v.InferOutput<typeof responseRequest>;

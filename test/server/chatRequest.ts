import type { ChatCompletionCreateParamsBase } from 'openai/resources/chat/completions/completions';
import * as v from 'valibot';
import type { Spoken } from './messages.ts';

const optional = <Schema extends v.GenericSchema>(schema: Schema): v.ExactOptionalSchema<v.NullableSchema<Schema, undefined>, undefined> =>
  v.exactOptional(v.nullable(schema));
const ignored = v.exactOptional(v.unknown());

const part = v.variant('type', [
  v.object({ type: v.literal('text'), text: v.string() }),
  v.object({ type: v.literal('refusal'), refusal: v.string() }),
  v.object({ type: v.picklist(['image_url', 'input_audio', 'file']) }),
]);
const message = v.looseObject({
  role: v.picklist(['developer', 'system', 'user', 'assistant', 'tool', 'function']),
  content: optional(v.union([v.string(), v.array(part)])),
});
const mostTokens = optional(v.pipe(v.number(), v.integer(), v.minValue(1)));

/** The body of `POST /chat/completions`: every parameter of the service is known by name, and those that change nothing here are ignored. */
export const chatRequest = v.strictObject({
  model: v.string(),
  messages: v.pipe(v.array(message), v.minLength(1)),
  stream: optional(v.boolean()),
  stream_options: optional(v.looseObject({ include_usage: v.exactOptional(v.boolean()) })),
  max_completion_tokens: mostTokens,
  max_tokens: mostTokens,
  temperature: optional(v.pipe(v.number(), v.minValue(0), v.maxValue(2))),
  top_p: optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  audio: ignored,
  frequency_penalty: ignored,
  function_call: ignored,
  functions: ignored,
  logit_bias: ignored,
  logprobs: ignored,
  metadata: ignored,
  modalities: ignored,
  moderation: ignored,
  n: ignored,
  parallel_tool_calls: ignored,
  prediction: ignored,
  presence_penalty: ignored,
  prompt_cache_key: ignored,
  prompt_cache_options: ignored,
  prompt_cache_retention: ignored,
  reasoning_effort: ignored,
  response_format: ignored,
  safety_identifier: ignored,
  seed: ignored,
  service_tier: ignored,
  stop: ignored,
  store: ignored,
  tool_choice: ignored,
  tools: ignored,
  top_logprobs: ignored,
  user: ignored,
  verbosity: ignored,
  web_search_options: ignored,
} satisfies Record<keyof ChatCompletionCreateParamsBase, v.GenericSchema | v.GenericSchemaAsync>);

/** A checked request for a chat completion. */
export type ChatRequest = v.InferOutput<typeof chatRequest>;

/** What the messages of a request say. */
export function heard(request: ChatRequest): readonly Spoken[] {
  return request.messages.map(({ role, content }) => ({ role: role === 'user' || role === 'assistant' ? role : 'system', text: textOf(content) }));
}

function textOf(content: ChatRequest['messages'][number]['content']): string {
  if (content === null || content === undefined) return '';
  if (typeof content === 'string') return content;
  return content.map((piece) => {
    if (piece.type === 'text') return piece.text;
    return piece.type === 'refusal' ? piece.refusal : `[${piece.type}]`;
  }).join('\n\n');
}

import type { ChatCompletionCreateParamsBase } from 'openai/resources/chat/completions/completions';
import * as v from 'valibot';
import { chatTool, chatToolCall, chatToolChoice } from './chatTools.ts';
import type { Spoken } from './messages.ts';
import { metadata } from './metadata.ts';
import { samplingEntries } from './sampling.ts';

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
  tool_call_id: v.exactOptional(v.string()),
  tool_calls: v.exactOptional(v.array(chatToolCall)),
});
const responseFormat = v.variant('type', [
  v.strictObject({ type: v.literal('text') }),
  v.strictObject({ type: v.literal('json_object') }),
  v.strictObject({ type: v.literal('json_schema'), json_schema: v.looseObject({ name: v.string(), schema: v.exactOptional(v.record(v.string(), v.unknown())) }) }),
]);
const mostTokens = optional(v.pipe(v.number(), v.integer(), v.minValue(1)));

/** The body of `POST /chat/completions`: every parameter of the service is known by name, and those that change nothing here are ignored. */
export const chatRequest = v.strictObject({
  model: v.string(),
  messages: v.pipe(v.array(message), v.minLength(1)),
  ...samplingEntries,
  max_completion_tokens: mostTokens,
  max_tokens: mostTokens,
  tools: v.exactOptional(v.pipe(v.array(chatTool), v.maxLength(128))),
  tool_choice: v.exactOptional(chatToolChoice),
  parallel_tool_calls: v.exactOptional(v.boolean()),
  response_format: v.exactOptional(responseFormat),
  metadata,
  audio: ignored,
  function_call: ignored,
  functions: ignored,
  logprobs: ignored,
  modalities: ignored,
  moderation: ignored,
  prediction: ignored,
  prompt_cache_key: ignored,
  prompt_cache_options: ignored,
  prompt_cache_retention: ignored,
  reasoning_effort: ignored,
  safety_identifier: ignored,
  service_tier: ignored,
  store: ignored,
  top_logprobs: ignored,
  verbosity: ignored,
  web_search_options: ignored,
} satisfies Record<keyof ChatCompletionCreateParamsBase, v.GenericSchema | v.GenericSchemaAsync>);

/** A checked request for a chat completion. */
export type ChatRequest = v.InferOutput<typeof chatRequest>;

/** What the messages of a request say, those aside that speak of tools alone. */
export function heard({ messages }: ChatRequest): readonly Spoken[] {
  const said = messages.filter(({ role, content, tool_calls: calls = [] }) => role !== 'tool' && (calls.length === 0 || textIn(content) !== ''));
  return said.map(({ role, content }) => ({ role: role === 'user' || role === 'assistant' ? role : 'system', text: textIn(content) }));
}

/** What the content of a message says. */
export function textIn(content: ChatRequest['messages'][number]['content']): string {
  if (content === null || content === undefined) return '';
  if (typeof content === 'string') return content;
  return content.map((piece) => {
    if (piece.type === 'text') return piece.text;
    return piece.type === 'refusal' ? piece.refusal : `[${piece.type}]`;
  }).join('\n\n');
}

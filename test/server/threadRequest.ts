import * as v from 'valibot';
import { generationEntries, toolResources, toolsUpTo } from './assistantRequest.ts';
import { metadata } from './metadata.ts';

const optional = <Schema extends v.GenericSchema>(schema: Schema): v.ExactOptionalSchema<v.NullableSchema<Schema, undefined>, undefined> =>
  v.exactOptional(v.nullable(schema));
const detail = v.exactOptional(v.picklist(['auto', 'low', 'high']));

const part = v.variant('type', [
  v.strictObject({ type: v.literal('text'), text: v.string() }),
  v.strictObject({ type: v.literal('image_url'), image_url: v.strictObject({ url: v.string(), detail }) }),
  v.strictObject({ type: v.literal('image_file'), image_file: v.strictObject({ file_id: v.string(), detail }) }),
]);
const attachment = v.strictObject({
  file_id: v.string(),
  tools: v.array(v.strictObject({ type: v.picklist(['code_interpreter', 'file_search']) })),
});

/** The body that makes a message. */
export const messageRequest = v.strictObject({
  role: v.picklist(['user', 'assistant']),
  content: v.union([v.pipe(v.string(), v.minLength(1)), v.pipe(v.array(part), v.minLength(1))]),
  attachments: optional(v.array(attachment)),
  /** Of the first version, which alone lets it through. */
  file_ids: v.exactOptional(v.pipe(v.array(v.string()), v.maxLength(10))),
  metadata,
});

/** The body that makes a thread. */
export const threadRequest = v.strictObject({ messages: v.exactOptional(v.array(messageRequest)), metadata, tool_resources: toolResources });

/** The body that changes a thread. */
export const updateThreadRequest = v.strictObject({ metadata, tool_resources: toolResources });

/** The body that changes a message or a run. */
export const metadataRequest = v.strictObject({ metadata });

const mostTokens = optional(v.pipe(v.number(), v.integer(), v.minValue(256)));
const runEntries = {
  assistant_id: v.string(),
  model: optional(v.string()),
  instructions: optional(v.pipe(v.string(), v.maxLength(256_000))),
  tools: optional(toolsUpTo(20)),
  tool_choice: optional(v.union([
    v.picklist(['none', 'auto', 'required']),
    v.strictObject({ type: v.picklist(['function', 'code_interpreter', 'file_search']), function: v.exactOptional(v.strictObject({ name: v.string() })) }),
  ])),
  parallel_tool_calls: v.exactOptional(v.boolean()),
  max_prompt_tokens: mostTokens,
  max_completion_tokens: mostTokens,
  truncation_strategy: optional(v.strictObject({
    type: v.picklist(['auto', 'last_messages']),
    last_messages: optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  })),
  stream: optional(v.boolean()),
  ...generationEntries,
};

/** The body that starts a run. */
export const runRequest = v.strictObject({
  ...runEntries,
  additional_instructions: optional(v.pipe(v.string(), v.maxLength(256_000))),
  additional_messages: optional(v.array(messageRequest)),
});

/** The body that makes a thread and starts a run. */
export const threadAndRunRequest = v.strictObject({ ...runEntries, thread: v.exactOptional(threadRequest), tool_resources: toolResources });

/** The body that brings what functions returned. */
export const toolOutputsRequest = v.strictObject({
  tool_outputs: v.array(v.strictObject({ tool_call_id: v.string(), output: v.exactOptional(v.string(), '') })),
  stream: optional(v.boolean()),
});

/** What can be asked for when a message is made. */
export type MessageRequest = v.InferOutput<typeof messageRequest>;

/** What can be asked for when a run is started. */
export type RunRequest = v.InferOutput<typeof runRequest>;

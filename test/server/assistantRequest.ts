import * as v from 'valibot';
import type { ResponseFormat } from './assistantTypes.ts';
import { metadata } from './metadata.ts';
import { chunkingStrategy } from './vectorStoreFile.ts';

const optional = <Schema extends v.GenericSchema>(schema: Schema): v.ExactOptionalSchema<v.NullableSchema<Schema, undefined>, undefined> =>
  v.exactOptional(v.nullable(schema));
const json = v.record(v.string(), v.unknown());
const ids = (most: number) => v.pipe(v.array(v.string()), v.maxLength(most));

/** A tool of an assistant or of a run. */
const assistantTool = v.variant('type', [
  v.strictObject({ type: v.literal('code_interpreter') }),
  v.strictObject({
    type: v.literal('file_search'),
    file_search: v.exactOptional(v.strictObject({
      max_num_results: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50))),
      ranking_options: v.exactOptional(v.object({ score_threshold: v.number(), ranker: v.exactOptional(v.picklist(['auto', 'default_2024_08_21'])) })),
    })),
  }),
  v.strictObject({
    type: v.literal('function'),
    function: v.strictObject({
      name: v.pipe(v.string(), v.maxLength(64), v.regex(/^[\w-]+$/)),
      description: v.exactOptional(v.string()),
      parameters: v.exactOptional(json),
      strict: optional(v.boolean()),
    }),
  }),
]);

/** At most so many tools. */
export const toolsUpTo = (most: number) => v.pipe(v.array(assistantTool), v.maxLength(most));

/** Files and vector stores for the tools; a store can be made on the way. */
export const toolResources = optional(v.strictObject({
  code_interpreter: v.exactOptional(v.strictObject({ file_ids: v.exactOptional(ids(20)) })),
  file_search: v.exactOptional(v.strictObject({
    vector_store_ids: v.exactOptional(ids(1)),
    vector_stores: v.exactOptional(v.pipe(v.array(v.strictObject({
      file_ids: v.exactOptional(ids(10_000)),
      chunking_strategy: v.exactOptional(chunkingStrategy),
      metadata,
    })), v.maxLength(1))),
  })),
}));

const jsonFormat = v.strictObject({ name: v.string(), description: v.exactOptional(v.string()), schema: v.exactOptional(json), strict: optional(v.boolean()) });

/** How the text of an answer shall look. */
const responseFormat: v.GenericSchema<unknown, ResponseFormat> = v.union([
  v.literal('auto'),
  v.strictObject({ type: v.literal('text') }),
  v.strictObject({ type: v.literal('json_object') }),
  v.strictObject({ type: v.literal('json_schema'), json_schema: jsonFormat }),
]);

/** What an assistant and a run of it have in common. */
export const generationEntries = {
  temperature: optional(v.pipe(v.number(), v.minValue(0), v.maxValue(2))),
  top_p: optional(v.pipe(v.number(), v.minValue(0), v.maxValue(1))),
  response_format: optional(responseFormat),
  reasoning_effort: optional(v.picklist(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'])),
  metadata,
};

const describing = {
  name: optional(v.pipe(v.string(), v.maxLength(256))),
  description: optional(v.pipe(v.string(), v.maxLength(512))),
  instructions: optional(v.pipe(v.string(), v.maxLength(256_000))),
  tools: v.exactOptional(toolsUpTo(128)),
  tool_resources: toolResources,
  /** Of the first version, which alone lets it through. */
  file_ids: v.exactOptional(ids(20)),
  ...generationEntries,
};

/** The body that makes an assistant. */
export const createAssistantRequest = v.strictObject({ ...describing, model: v.string() });

/** The body that changes one. */
export const updateAssistantRequest = v.strictObject({ ...describing, model: v.exactOptional(v.string()) });

import type { Definition, Json, JsonObject, Tool } from './assistant.ts';
import { isList, isObject } from './assistantFileValues.ts';
import { metadataPrefix } from './assistantImportObject.ts';

/** An assistant as the Assistants API has it, and what found no place there, by its key. */
export interface Exported {
  readonly text: string;
  readonly leftOut: readonly string[];
}

/** Parameters that the assistant object has itself. */
const itsOwn = new Set(['temperature', 'top_p', 'response_format', 'reasoning_effort']);
const itsTools = new Set(['code_interpreter', 'file_search', 'function']);

/** The assistant as JSON of the Assistants API, second version. What has no place there goes into the metadata as far as it fits. */
export function exportAssistant(definition: Definition): Exported {
  const { name, description, model, instructions, parameters, tools, knowledge, starters, background, connection, additionalInstructions, serverId } = definition;
  const others: JsonObject = {
    ...(additionalInstructions === undefined ? {} : { additional_instructions: additionalInstructions }),
    ...Object.fromEntries(Object.entries(parameters).filter(([key]) => !itsOwn.has(key))),
    ...(starters.length === 0 ? {} : { starters }),
    ...(background === undefined ? {} : { background }),
    ...(knowledge.length === 0 ? {} : { knowledge }),
    ...(tools.every(({ type }) => itsTools.has(type)) ? {} : { tools }),
  };
  const { metadata, leftOut } = packed(definition.metadata, others);
  const object: JsonObject = {
    ...(serverId === undefined ? {} : { id: serverId }),
    object: 'assistant',
    name,
    description: description ?? null,
    ...(model === undefined ? {} : { model }),
    instructions,
    tools: tools.filter(({ type }) => itsTools.has(type)).map(toolObject),
    tool_resources: resources(definition),
    ...Object.fromEntries(Object.entries(parameters).filter(([key]) => itsOwn.has(key))),
    ...(parameters.response_format === undefined ? {} : { response_format: formatObject(parameters.response_format) }),
    metadata,
  };
  // Where words go is for each user to say: no import would take it.
  return { text: `${JSON.stringify(object, null, 2)}\n`, leftOut: connection === undefined ? leftOut : [...leftOut, 'connection'] };
}

/** Puts what is left beside the user's own pairs, as JSON: 16 pairs, keys of 64 characters, values of 512. */
function packed(own: Readonly<Record<string, string>>, others: JsonObject): { readonly metadata: JsonObject; readonly leftOut: readonly string[] } {
  const pairs = Object.entries(own);
  const leftOut: string[] = [];
  for (const [key, value] of Object.entries(others)) {
    const text = JSON.stringify(value);
    if (pairs.length < 16 && text.length <= 512) pairs.push([`${metadataPrefix}${key}`, text]);
    else leftOut.push(key);
  }
  return { metadata: Object.fromEntries(pairs), leftOut };
}

function toolObject({ type, container: _container, vector_store_ids: _stores, ...rest }: Tool): JsonObject {
  if (type === 'function') return { type, function: rest };
  return Object.keys(rest).length === 0 ? { type } : { type, [type]: rest };
}

/** Ids that stand at the tools count as well as those of tool_resources. */
function resources({ tools, toolResources }: Definition): JsonObject {
  const container = tools.find(({ type }) => type === 'code_interpreter')?.['container'];
  const files = toolResources?.code_interpreter?.file_ids ?? idsOf(isObject(container) ? container['file_ids'] : undefined);
  const stores = toolResources?.file_search?.vector_store_ids ?? idsOf(tools.find(({ type }) => type === 'file_search')?.['vector_store_ids']);
  return {
    ...(files.length === 0 ? {} : { code_interpreter: { file_ids: files } }),
    ...(stores.length === 0 ? {} : { file_search: { vector_store_ids: stores } }),
  };
}

function idsOf(value: Json | undefined): readonly string[] {
  return isList(value) ? value.filter((id) => typeof id === 'string') : [];
}

function formatObject(value: Json): Json {
  return typeof value === 'string' && value !== 'auto' ? { type: value } : value;
}

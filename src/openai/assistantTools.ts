import type { AssistantTool } from 'openai/resources/beta/assistants';
import { isJsonObject, type Assistant, type Json, type Tool, type ToolResources } from '../core/assistant.ts';

/** How a server's assistants look: `v1` is the form of November 2023, which self-hosted servers still speak. */
export type AssistantsShape = 'v1' | 'v2';

/** The tools of an assistant in the form of the Assistants API, which has three kinds of them. */
export function assistantTools(tools: readonly Tool[], shape: AssistantsShape): AssistantTool[] {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the user's own words: the server is their judge
  return tools.flatMap((tool) => wireTool(tool, shape)) as unknown as AssistantTool[];
}

/** The files and vector stores of an assistant: those it names itself, and those its tools name. */
export function toolResources({ tools, toolResources: named = {} }: Pick<Assistant, 'tools' | 'toolResources'>): ToolResources {
  const files = new Set(named.code_interpreter?.file_ids);
  const stores = new Set(named.file_search?.vector_store_ids);
  for (const { type, container, vector_store_ids: storeIds } of tools) {
    if (type === 'code_interpreter' && isJsonObject(container)) for (const id of strings(container['file_ids'])) files.add(id);
    if (type === 'file_search') for (const id of strings(storeIds)) stores.add(id);
  }
  return { ...(files.size === 0 ? {} : { code_interpreter: { file_ids: [...files] } }), ...(stores.size === 0 ? {} : { file_search: { vector_store_ids: [...stores] } }) };
}

/** Which tool is to be used, in the form of the Assistants API. */
export function toolChoice(choice: Json | undefined): Json | undefined {
  if (!isJsonObject(choice) || choice['type'] !== 'function' || choice['function'] !== undefined) return choice;
  return { type: 'function', function: { name: choice['name'] ?? '' } };
}

/** A tool of a server's assistant in the form of our files. */
export function ourTool(tool: unknown): Tool | undefined {
  if (!isObject(tool) || typeof tool['type'] !== 'string') return undefined;
  const { type, function: named, file_search: search, ...rest } = tool;
  const flat = { ...rest, ...(isObject(named) ? named : {}), ...(isObject(search) ? search : {}) };
  return { ...flat, type: type === 'retrieval' ? 'file_search' : type };
}

function wireTool({ type, ...tool }: Tool, shape: AssistantsShape): Json[] {
  if (type === 'code_interpreter') return [{ type }];
  if (type === 'function') {
    const { strict, ...plain } = tool;
    return [{ type, function: shape === 'v1' || strict === undefined ? plain : tool }];
  }
  if (type !== 'file_search') return [];
  if (shape === 'v1') return [{ type: 'retrieval' }];
  const { max_num_results, ranking_options } = tool;
  const how = { ...(max_num_results === undefined ? {} : { max_num_results }), ...(ranking_options === undefined ? {} : { ranking_options }) };
  return [Object.keys(how).length === 0 ? { type } : { type, file_search: how }];
}

function strings(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((one: unknown) => typeof one === 'string') : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

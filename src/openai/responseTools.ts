import type { ResponseCreateParamsStreaming, ResponseIncludable } from 'openai/resources/responses/responses';
import { isJsonList, isJsonObject, type Assistant, type Json, type Parameters, type Tool } from '../core/assistant.ts';
import { FailureError } from '../shared/rpc.ts';
import { given } from './chatParameters.ts';
import type { Placed } from './placedFiles.ts';
import { t } from '../shared/words.ts';

/** The assistant with the files of the thread in its tools: for code to read, and to be searched. Throws FailureError for a container of the user's own, which takes none. */
export function withPlaced(assistant: Assistant, { forCode, storeId }: Pick<Placed, 'forCode' | 'storeId'>): Assistant {
  if (forCode.length === 0 && storeId === undefined) return assistant;
  const wanted = [...(forCode.length === 0 ? [] : ['code_interpreter']), ...(storeId === undefined ? [] : ['file_search'])];
  const missing = wanted.filter((type) => !assistant.tools.some((tool) => tool.type === type)).map((type): Tool => ({ type }));
  const { code_interpreter: code, file_search: search } = assistant.toolResources ?? {};
  const tools = [...assistant.tools, ...missing].map((tool) => (tool.type === 'code_interpreter' ? withFiles(tool, code?.file_ids ?? [], forCode) : tool.type === 'file_search' && storeId !== undefined ? withStore(tool, search?.vector_store_ids ?? [], storeId) : tool));
  return { ...assistant, tools };
}

function withFiles(tool: Tool, named: readonly string[], added: readonly string[]): Tool {
  const { container = { type: 'auto', file_ids: [...named] } } = tool;
  if (added.length === 0) return tool;
  if (!isJsonObject(container)) throw new FailureError({ kind: 'notSupported', message: t('The container that this assistant names takes no files from here: let them travel as text, or let the assistant name none.'), action: 'retry' });
  const own = container['file_ids'];
  return { ...tool, container: { ...container, file_ids: [...new Set([...(isJsonList(own) ? own : []), ...added])] } };
}

function withStore(tool: Tool, named: readonly string[], storeId: string): Tool {
  const { vector_store_ids: own } = tool;
  return { ...tool, vector_store_ids: [...(isJsonList(own) ? own : named), storeId] };
}

/** The tools of an assistant in the form of the Responses API, and the parameters that are about them; nothing where there are none. */
export function responseTools(assistant: Pick<Assistant, 'tools' | 'toolResources'>, { tool_choice: choice, parallel_tool_calls, max_tool_calls }: Parameters): Partial<ResponseCreateParamsStreaming> {
  const tools = assistant.tools.flatMap((tool) => wireTool(tool, assistant.toolResources ?? {}));
  if (tools.length === 0) return {};
  return given<ResponseCreateParamsStreaming>({ tools, tool_choice: choice === undefined ? undefined : flatChoice(choice), parallel_tool_calls, max_tool_calls });
}

/**
 * What the server is to send along beyond its custom: the output of code; the words that a search found, to be quoted; and, where it
 * stores nothing, the model's sealed reasoning, which it wants back with the results of function calls.
 */
export function responseIncludes(
  { tools, toolResources = {} }: Pick<Assistant, 'tools' | 'toolResources'>,
  { found, sealedReasoning }: { readonly found: boolean; readonly sealedReasoning: boolean },
): { readonly include?: ResponseIncludable[] } {
  const include: ResponseIncludable[] = [];
  if (tools.some(({ type }) => type === 'code_interpreter')) include.push('code_interpreter_call.outputs');
  if (found && tools.some((tool) => tool.type === 'file_search' && wireTool(tool, toolResources).length > 0)) include.push('file_search_call.results');
  if (sealedReasoning && tools.some(({ type }) => type === 'function' || type === 'custom')) include.push('reasoning.encrypted_content');
  return include.length === 0 ? {} : { include };
}

function wireTool(tool: Tool, { code_interpreter: code, file_search: search }: NonNullable<Assistant['toolResources']>): Json[] {
  const { parameters = null, strict = null, container, vector_store_ids: stores = search?.vector_store_ids ?? [] } = tool;
  if (tool.type === 'function') return [{ ...tool, parameters, strict }];
  if (tool.type === 'code_interpreter' && container === undefined) {
    return [{ ...tool, container: { type: 'auto', ...(code === undefined || code.file_ids.length === 0 ? {} : { file_ids: code.file_ids }) } }];
  }
  if (tool.type !== 'file_search') return [tool];
  return Array.isArray(stores) && stores.length > 0 ? [{ ...tool, vector_store_ids: stores }] : [];
}

// `{ type: 'function', function: { name } }` is the form of the other wires.
function flatChoice(choice: Json): Json {
  if (!isJsonObject(choice)) return choice;
  const { function: named, ...rest } = choice;
  return isJsonObject(named) ? { ...rest, ...named } : choice;
}

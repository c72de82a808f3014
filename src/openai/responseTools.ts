import type { ResponseCreateParamsStreaming, ResponseIncludable } from 'openai/resources/responses/responses';
import { isJsonObject, type Assistant, type Json, type Parameters, type Tool } from '../core/assistant.ts';
import { given } from './chatParameters.ts';

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

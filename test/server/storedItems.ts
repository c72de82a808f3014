import type {
  ResponseCodeInterpreterToolCall, ResponseFileSearchToolCall, ResponseFunctionToolCallItem, ResponseFunctionToolCallOutputItem, ResponseReasoningItem,
} from 'openai/resources/responses/responses';
import * as v from 'valibot';
import { newId } from './ids.ts';
import { messageItem, spoken, storedMessage, type Spoken, type StoredMessage } from './messages.ts';
import type { ToolResult } from './toolBox.ts';

/** What the model did besides speaking, and what came of it. */
type ToolItem = ResponseFunctionToolCallItem | ResponseFunctionToolCallOutputItem | ResponseCodeInterpreterToolCall | ResponseFileSearchToolCall | ResponseReasoningItem;

/** An item as the server keeps it. */
export type StoredItem = StoredMessage | ToolItem;

const id = v.exactOptional(v.nullable(v.string()));
const status = v.exactOptional(v.nullable(v.picklist(['in_progress', 'completed', 'incomplete'])));
const toolItem = v.variant('type', [
  v.object({ type: v.literal('function_call'), id, status, call_id: v.string(), name: v.string(), arguments: v.string() }),
  v.object({
    type: v.literal('function_call_output'),
    id,
    status,
    call_id: v.string(),
    output: v.union([v.string(), v.array(v.object({ type: v.literal('input_text'), text: v.string() }))]),
  }),
  v.object({
    type: v.literal('code_interpreter_call'),
    id: v.string(),
    code: v.nullable(v.string()),
    container_id: v.string(),
    outputs: v.optional(v.nullable(v.array(v.variant('type', [v.object({ type: v.literal('logs'), logs: v.string() }), v.object({ type: v.literal('image'), url: v.string() })]))), null),
    status: v.picklist(['in_progress', 'completed', 'incomplete', 'interpreting', 'failed']),
  }),
  v.object({
    type: v.literal('file_search_call'),
    id: v.string(),
    queries: v.array(v.string()),
    status: v.picklist(['in_progress', 'searching', 'completed', 'incomplete', 'failed']),
  }),
  v.object({
    type: v.literal('reasoning'),
    id: v.string(),
    summary: v.array(v.object({ type: v.literal('summary_text'), text: v.string() })),
    encrypted_content: v.exactOptional(v.nullable(v.string())),
  }),
]);

function isMessage(item: unknown): boolean {
  return typeof item !== 'object' || item === null || !('type' in item) || item.type === 'message';
}

type InputItem = v.InferOutput<typeof messageItem> | v.InferOutput<typeof toolItem>;

/** The items of a request: messages, calls and what came of them. */
export const inputItems = v.array(v.lazy((item): v.GenericSchema<unknown, InputItem> => (isMessage(item) ? messageItem : toolItem)));

/** The items of a request as the server keeps them, each under an id. */
export function stored(input: string | readonly InputItem[]): readonly StoredItem[] {
  const items: readonly InputItem[] = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
  return items.map((item): StoredItem => {
    if ('role' in item) return storedMessage(item);
    if (item.type === 'function_call') return { ...item, id: item.id ?? newId('fc'), status: item.status ?? 'completed' };
    if (item.type === 'function_call_output') return { ...item, id: item.id ?? newId('fco'), status: item.status ?? 'completed' };
    return item;
  });
}

/** What was said, among the items. */
export function spokenItems(items: readonly StoredItem[]): readonly Spoken[] {
  return items.flatMap((item) => (item.type === 'message' ? [spoken(item)] : []));
}

/** What came of the functions that were called since the user spoke last. */
export function resultsIn(items: readonly StoredItem[]): readonly ToolResult[] {
  const since = items.slice(items.findLastIndex((item) => item.type === 'message' && item.role === 'user') + 1);
  return since.flatMap((item) => {
    if (item.type !== 'function_call_output') return [];
    const call = items.find((other) => other.type === 'function_call' && other.call_id === item.call_id);
    return [{ name: call?.type === 'function_call' ? call.name : 'It', output: textOf(item.output) }];
  });
}

/** What is wrong with the calls among the items, in the service's words; undefined when each call has its output. */
export function callsAmiss(items: readonly StoredItem[]): string | undefined {
  const idsOf = (type: 'function_call' | 'function_call_output'): readonly string[] =>
    items.flatMap((item) => (item.type === type && 'call_id' in item && item.call_id !== undefined ? [item.call_id] : []));
  const [calls, outputs] = [idsOf('function_call'), idsOf('function_call_output')];
  const open = calls.find((call) => !outputs.includes(call));
  if (open !== undefined) return `No tool output found for function call ${open}.`;
  const orphan = outputs.find((output) => !calls.includes(output));
  return orphan === undefined ? undefined : `No tool call found for function call output with call_id ${orphan}.`;
}

function textOf(output: ResponseFunctionToolCallOutputItem['output']): string {
  return typeof output === 'string' ? output : output.map((part) => (part.type === 'input_text' ? part.text : `[${part.type}]`)).join('\n');
}

import * as v from 'valibot';
import { ApiError } from './errors.ts';
import type { ToolBox, ToolResult } from './toolBox.ts';

const functionName = v.pipe(v.string(), v.maxLength(64), v.regex(/^[\w-]+$/));

/** A tool of a request: a function, or a tool that takes free text, which this server never calls. */
export const chatTool = v.variant('type', [
  v.strictObject({
    type: v.literal('function'),
    function: v.strictObject({
      name: functionName,
      description: v.exactOptional(v.string()),
      parameters: v.exactOptional(v.record(v.string(), v.unknown())),
      strict: v.exactOptional(v.nullable(v.boolean())),
    }),
  }),
  v.looseObject({ type: v.literal('custom') }),
]);

/** Which tool shall be used. */
export const chatToolChoice = v.union([
  v.picklist(['none', 'auto', 'required']),
  v.strictObject({ type: v.literal('function'), function: v.strictObject({ name: v.string() }) }),
  v.looseObject({ type: v.picklist(['allowed_tools', 'custom']) }),
]);

/** A call as the history has it. */
export const chatToolCall = v.object({ id: v.string(), type: v.literal('function'), function: v.object({ name: v.string(), arguments: v.string() }) });

interface Offer {
  readonly tools?: readonly v.InferOutput<typeof chatTool>[];
  readonly tool_choice?: v.InferOutput<typeof chatToolChoice>;
  readonly parallel_tool_calls?: boolean;
}

/** What the model may use. */
export function chatToolBox({ tools = [], tool_choice: choice = 'auto', parallel_tool_calls: parallel = true }: Offer): ToolBox {
  if (choice === 'none') return { functions: [], code: false };
  const functions = tools.flatMap((tool) => (tool.type === 'function' ? [tool.function.name] : []));
  if (choice === 'required') return { functions, code: false, parallel, must: {} };
  return { functions, code: false, parallel, ...(typeof choice !== 'string' && choice.type === 'function' ? { must: { name: choice.function.name } } : {}) };
}

interface Message {
  readonly role: string;
  readonly tool_call_id?: string;
  readonly tool_calls?: readonly v.InferOutput<typeof chatToolCall>[];
}

/** Throws the service's 400 for a call without its output, or an output without its call. */
export function checkCalls(messages: readonly Message[]): void {
  let open: readonly string[] = [];
  for (const [index, { role, tool_call_id: id = '', tool_calls: calls = [] }] of messages.entries()) {
    if (role === 'tool') {
      if (!open.includes(id)) throw amiss(index, "messages with role 'tool' must be a response to a preceding message with 'tool_calls'.");
      open = open.filter((other) => other !== id);
    } else {
      if (open.length > 0) throw unanswered(index, open);
      open = calls.map((call) => call.id);
    }
  }
  if (open.length > 0) throw unanswered(messages.length - 1, open);
}

/** What came of the functions that were called since the user spoke last. */
export function chatResults<Given extends Message>(messages: readonly Given[], textOf: (message: Given) => string): readonly ToolResult[] {
  const calls = messages.flatMap(({ tool_calls: made = [] }) => made);
  return messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1).filter(({ role }) => role === 'tool').map((message) => ({
    name: calls.find(({ id }) => id === message.tool_call_id)?.function.name ?? 'It',
    output: textOf(message),
  }));
}

function unanswered(index: number, ids: readonly string[]): ApiError {
  return amiss(index, "an assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. "
    + `The following tool_call_ids did not have response messages: ${ids.join(', ')}`);
}

function amiss(index: number, what: string): ApiError {
  return new ApiError(400, { message: `Invalid parameter: ${what}`, param: `messages.[${String(index)}].role` });
}

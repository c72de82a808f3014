import type { ResponseCustomToolCall, ResponseFunctionToolCall, ResponseInputItem, ResponseOutputItem } from 'openai/resources/responses/responses';
import type { Turn } from '../core/engine.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** Tools of OpenAI’s that leave the work to whoever asked: nothing here can do it. */
const beyondUs: ReadonlySet<string> = new Set(['apply_patch_call', 'computer_call', 'local_shell_call']);

type Call = ResponseFunctionToolCall | ResponseCustomToolCall;

/** The functions that a response calls for and that nobody has called yet. Throws FailureError `notSupported` if it calls for more than functions. */
export function callsIn(items: readonly ResponseOutputItem[]): readonly Call[] {
  for (const item of items) checkWithinUs(item);
  const answered = new Set(items.map((item) => (item.type === 'function_call_output' || item.type === 'custom_tool_call_output' ? item.call_id : undefined)));
  return items.filter((item) => item.type === 'function_call' || item.type === 'custom_tool_call').filter((item) => !answered.has(item.call_id));
}

/** Has them called, all at once, and gives their results as the model is to be told. */
export async function outputsOf(calls: readonly Call[], call: Turn['call']): Promise<ResponseInputItem[]> {
  return Promise.all(calls.map(async (item): Promise<ResponseInputItem> => {
    const { call_id, name } = item;
    const { output } = await call({ id: call_id, name, input: item.type === 'function_call' ? item.arguments : item.input });
    return { type: item.type === 'function_call' ? 'function_call_output' : 'custom_tool_call_output', call_id, output };
  }));
}

/**
 * The items of a response as they go back to a server that has not kept it, in their order. Reasoning goes back only as far as it can
 * be read: sealed, or in words.
 */
export function replayed(items: readonly ResponseOutputItem[]): readonly ResponseOutputItem[] {
  return items.filter((item) => item.type !== 'reasoning' || typeof item.encrypted_content === 'string' || (item.content?.length ?? 0) > 0);
}

function checkWithinUs(item: ResponseOutputItem): void {
  if (item.type === 'mcp_approval_request') {
    throw new FailureError({ kind: 'notSupported', message: t('The tool server “{0}” waits for an approval, which cannot be given here; set its "require_approval" to "never".', item.server_label), action: 'openAssistant' });
  }
  if (!beyondUs.has(item.type)) return;
  throw new FailureError({ kind: 'notSupported', message: t('The model used the tool “{0}”, which cannot be run here; take it out of the assistant.', item.type.replace(/_call$/, '')), action: 'openAssistant' });
}

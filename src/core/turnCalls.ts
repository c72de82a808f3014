import { FailureError } from '../shared/rpc.ts';
import type { AnswerRecord } from './answerRecord.ts';
import type { CallResult, FunctionCall } from './engine.ts';
import type { FunctionCalls } from './functionCalls.ts';
import type { Exit, Gate } from './gate.ts';
import { t } from '../shared/words.ts';

/** Who gives results, and what they pass on their way out. */
export interface CallParts {
  readonly calls: FunctionCalls;
  readonly gate: Gate;
}

/** Has a function call of an answer answered, and tells it as a step. Rejects when the signal aborts. */
export async function answerCall(parts: CallParts, exit: Exit, call: FunctionCall, answerId: string, record: Pick<AnswerRecord, 'step'>, signal: AbortSignal): Promise<CallResult> {
  const step = { id: call.id, kind: 'function', title: call.name, input: call.input } as const;
  record.step({ ...step, state: 'waiting' });
  const result = await resultOf(parts, exit, call, `${answerId} ${call.id}`, signal);
  record.step({ ...step, state: result.ok ? 'complete' : 'failed', output: result.output });
  return result;
}

/** The result of a call as it may leave; one that the user holds back is waited for anew. */
async function resultOf({ calls, gate }: CallParts, exit: Exit, call: FunctionCall, callId: string, signal: AbortSignal): Promise<CallResult> {
  for (;;) {
    const { ok, output } = await calls.wait(callId, call, signal);
    try {
      const [passed] = await gate.pass(exit, [{ id: callId, name: t('The result of {0}', call.name), origin: 'result', text: output }]);
      return passed === undefined ? { ok: false, output: 'The user left this result out, for it holds a secret.' } : { ok, output: passed.text };
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
    }
  }
}

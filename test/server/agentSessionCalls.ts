import type { AgentFunctionCallItem, AgentSession } from 'openai/resources/beta/agents/agents';
import type { FunctionResult } from './agentSessionRequest.ts';
import { putItem, setSession, type StoredAgentItem, type StoredAgentSession } from './agentSessionStore.ts';
import { newId } from './ids.ts';
import type { FunctionCall, ToolResult } from './toolBox.ts';

type RequiredAction = AgentSession['required_actions'][number];

/** The functions that a turn has called at one time, until the last of them has returned. */
export class AgentCalls {
  /** Settles with what they returned. */
  readonly returned: Promise<readonly ToolResult[]>;
  readonly #kept: StoredAgentSession;
  readonly #turnId: string;
  readonly #items: readonly AgentFunctionCallItem[];
  readonly #results = new Map<string, FunctionResult>();
  readonly #settle: (results: readonly ToolResult[]) => void;

  constructor(kept: StoredAgentSession, turnId: string, calls: readonly FunctionCall[]) {
    this.#kept = kept;
    this.#turnId = turnId;
    this.#items = calls.map(({ name, arguments: json }) => ({
      id: newId('fc'), type: 'function_call', call_id: newId('call'), name, arguments: parsed(json), status: 'in_progress', turn_id: turnId,
    }));
    ({ promise: this.returned, resolve: this.#settle } = Promise.withResolvers<readonly ToolResult[]>());
  }

  /** Tells of the calls, and that the session waits; `place` is the number of the first in the turn. */
  open(place: number): void {
    for (const [index, item] of this.#items.entries()) {
      putItem(this.#kept, item);
      this.#kept.log.tell({ type: 'agent.session.turn.item.added', item, output_index: place + index, ...this.#where });
    }
    const wanted = this.#items.map(({ call_id, name, arguments: input }): RequiredAction => ({ type: 'function_call', call_id, name, arguments: input, turn_id: this.#turnId }));
    setSession(this.#kept, { status: 'requires_action', required_actions: wanted });
  }

  /** Takes what one of them returned. */
  deliver(result: FunctionResult, place: number): void {
    const { call_id: callId, success, output = null, error = null } = result;
    const call = this.#items.find((item) => item.call_id === callId);
    if (call === undefined) return;
    this.#results.set(callId, result);
    const done: AgentFunctionCallItem = { ...call, status: success ? 'completed' : 'failed' };
    putItem(this.#kept, done);
    const returned: StoredAgentItem = { id: newId('fco'), type: 'function_call_output', call_id: callId, output, error, status: done.status, turn_id: this.#turnId };
    putItem(this.#kept, returned);
    this.#kept.log.tell(
      { type: 'agent.session.turn.item.done', item: done, output_index: place + this.#items.indexOf(call), ...this.#where },
      { type: 'agent.session.turn.item.added', item: returned, output_index: null, ...this.#where },
    );
    const left = this.#kept.session.required_actions.filter((action) => action.type !== 'function_call' || action.call_id !== callId);
    setSession(this.#kept, { status: left.length === 0 ? 'in_progress' : 'requires_action', required_actions: left });
    if (left.length === 0) this.#settle(this.#items.map(({ call_id: id, name }) => ({ name, output: outputOf(this.#results.get(id)) })));
  }

  get #where(): { readonly session_id: string; readonly turn_id: string } {
    return { session_id: this.#kept.session.id, turn_id: this.#turnId };
  }
}

function outputOf(result: FunctionResult | undefined): string {
  if (result?.success !== true) return result?.error ?? 'nothing';
  const { output = null } = result;
  return typeof output === 'string' ? output : (output ?? []).map(({ text }) => text).join('\n');
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return json;
  }
}

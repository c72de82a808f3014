import { setImmediate as tick, setTimeout as sleep } from 'node:timers/promises';
import type { SessionTurnError } from 'openai/resources/beta/agents/agents';
import type { Turn } from 'openai/resources/beta/agents/sessions/turns/turns';
import { AgentCalls } from './agentSessionCalls.ts';
import { replyInSession, tokensRead } from './agentSessionHearing.ts';
import { AgentMessage } from './agentSessionMessage.ts';
import type { FunctionResult } from './agentSessionRequest.ts';
import { findTurn, setSession, type StoredAgentItem, type StoredAgentSession, type TurnAtWork } from './agentSessionStore.ts';
import { tokenUsage } from './agentsObjects.ts';
import { scriptFor, type AnswerScript, type Ending } from './answerScript.ts';
import type { Fault } from './faults.ts';
import { now } from './ids.ts';
import { wordDelayOf } from './scriptedModel.ts';
import type { Reply } from './scripts.ts';
import { countTokens } from './tokens.ts';
import type { ToolResult } from './toolBox.ts';
import type { World } from './world.ts';

/** Milliseconds that a turn is queued at least. */
const moment = 10;

/** What a turn is worked off with. */
interface TurnParts {
  readonly kept: StoredAgentSession;
  readonly turnId: string;
  readonly world: World;
  readonly fault?: Fault;
}

/** Works a turn off, whether or not anybody listens. */
export class AgentTurnWork implements TurnAtWork {
  readonly turnId: string;
  readonly #parts: TurnParts;
  readonly #stopping = new AbortController();
  #message: AgentMessage | undefined;
  #calls: AgentCalls | undefined;
  #callsAt = 0;
  #outputs = 0;
  #read = 0;
  #written = 0;

  constructor(parts: TurnParts) {
    this.#parts = parts;
    this.turnId = parts.turnId;
  }

  /** Does what the first reply says, and what is asked for on the way. */
  async run(first: Reply): Promise<void> {
    const { kept, world, fault } = this.#parts;
    try {
      await this.#wait(Math.max(moment, world.wordDelay));
      this.#set({ status: 'in_progress', started_at: now() });
      kept.log.tell({ type: 'agent.session.turn.in_progress', ...this.#told() });
      let heard = kept.items;
      let reply: Reply | undefined = first;
      while (reply !== undefined) {
        this.#read += tokensRead(kept.session, heard);
        if (this.#read > world.features.contextWindow) {
          this.#end('failed', { code: 'context_length_exceeded', message: 'Your input exceeds the context window of this model. Please adjust your input and try again.' });
          return;
        }
        const script = scriptFor(reply, fault, undefined);
        const results = await this.#call(script);
        if (results === undefined && !(await this.#speak(script, wordDelayOf(reply, world.wordDelay)))) return;
        if (results === undefined) heard = this.#steered(heard);
        reply = results === undefined && heard.length === 0 ? undefined : replyInSession(kept.session, heard, results ?? []);
      }
      this.#end('completed', null);
    } catch (error) {
      this.#message?.close('incomplete');
      if (this.#stopping.signal.aborted) {
        this.#end('cancelled', null);
        return;
      }
      console.error(error);
      this.#end('failed', { code: 'internal_error', message: 'Sorry, something went wrong.' });
    }
  }

  deliver(result: FunctionResult): void {
    this.#calls?.deliver(result, this.#callsAt);
  }

  cancel(): void {
    this.#stopping.abort();
  }

  /** Calls functions; what they returned, or undefined when there was none to call. */
  async #call({ actions }: AnswerScript): Promise<readonly ToolResult[] | undefined> {
    const { kept } = this.#parts;
    const functions = actions.filter((action) => action.kind === 'function');
    if (functions.length === 0) return undefined;
    this.#calls = new AgentCalls(kept, this.turnId, functions);
    this.#callsAt = this.#outputs;
    this.#outputs += functions.length;
    this.#set({ status: 'waiting' });
    this.#calls.open(this.#callsAt);
    const results = await Promise.race([this.#calls.returned, this.#stopped()]);
    this.#calls = undefined;
    this.#set({ status: 'in_progress' });
    return results;
  }

  /** Says what there is to say; false when that was the end of the turn. */
  async #speak(script: AnswerScript, wordDelay: number): Promise<boolean> {
    const { kept } = this.#parts;
    const { ending } = script;
    const message = new AgentMessage(kept, this.turnId, this.#outputs);
    if (ending.how === 'completed' || script.pieces.length > 0) {
      this.#message = message;
      this.#outputs += 1;
      message.open();
    }
    for (const piece of script.pieces) {
      await this.#wait(wordDelay);
      message.say(piece);
      this.#written += countTokens(piece);
    }
    this.#message = undefined;
    if (ending.how === 'completed') {
      message.close('completed');
      return true;
    }
    if (script.pieces.length > 0) message.close('incomplete');
    if (ending.how === 'error') kept.log.tell({ type: 'error', session_id: kept.session.id, error: { code: ending.code, message: ending.message, param: null, type: 'server_error' } });
    this.#end('failed', errorOf(ending));
    return false;
  }

  /** All items, with what the user has said since as the last; none if that is nothing. */
  #steered(since: readonly StoredAgentItem[]): readonly StoredAgentItem[] {
    const { items } = this.#parts.kept;
    const said = items.filter((item) => item.type === 'message' && item.role === 'user' && !since.some(({ id }) => id === item.id));
    return said.length === 0 ? [] : [...items.filter((item) => !said.includes(item)), ...said];
  }

  #end(status: 'completed' | 'failed' | 'cancelled', error: SessionTurnError | null): void {
    const { kept } = this.#parts;
    const usage = tokenUsage(this.#read, this.#written);
    this.#set({ status, error, usage, completed_at: now() });
    delete kept.atWork;
    kept.log.tell({ type: `agent.session.turn.${status}`, ...this.#told(), usage });
    const before = kept.session.usage;
    setSession(kept, {
      status: 'idle',
      required_actions: [],
      usage: tokenUsage(usage.input_tokens + (before?.input_tokens ?? 0), usage.output_tokens + (before?.output_tokens ?? 0)),
    });
  }

  #set(change: Partial<Turn>): void {
    const { kept } = this.#parts;
    kept.turns = kept.turns.map((turn) => (turn.id === this.turnId ? { ...turn, ...change } : turn));
  }

  #told(): { readonly session_id: string; readonly turn_id: string; readonly turn: Turn } {
    const { kept } = this.#parts;
    return { session_id: kept.session.id, turn_id: this.turnId, turn: findTurn(kept, this.turnId) };
  }

  #stopped(): Promise<never> {
    const { signal } = this.#stopping;
    return new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(new Error('The turn was cancelled.'));
      }, { once: true });
    });
  }

  async #wait(milliseconds: number): Promise<void> {
    const { signal } = this.#stopping;
    if (milliseconds > 0) await sleep(milliseconds, undefined, { signal });
    else await tick(undefined, { signal });
  }
}

function errorOf(ending: Exclude<Ending, { readonly how: 'completed' }>): SessionTurnError {
  if (ending.how === 'incomplete') {
    if (ending.reason === 'content_filter') return { code: 'misalignment_policy_violation', message: 'The answer was withheld.' };
    return { code: 'max_output_tokens', message: 'The answer reached the most tokens that may be written.' };
  }
  const { code, message } = ending;
  if (code === 'rate_limit_exceeded') return { code, message };
  return { code: code === 'invalid_prompt' ? 'invalid_request' : 'server_error', message };
}

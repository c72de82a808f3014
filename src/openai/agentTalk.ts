import { APIError, type OpenAI } from 'openai';
import type { AgentOutputItem, AgentSession, AgentSessionEvent, AgentSessionItem } from 'openai/resources/beta/agents/agents';
import type { Turn as AgentTurn } from 'openai/resources/beta/agents/sessions/turns/turns';
import type { EngineEvent, Turn } from '../core/engine.ts';
import type { Bookmark } from '../shared/bookmark.ts';
import { FailureError } from '../shared/rpc.ts';
import { agentFailure, agentTurnEnd } from './agentFailure.ts';
import { agentStep, inWords } from './agentSteps.ts';
import { agentEvents, StreamEnd, toldSession } from './agentStream.ts';
import { isOver, turnItems, watchTurn } from './agentTurns.ts';
import { forgotten } from './forgotten.ts';
import { inCircles, roundLimit } from './functionRounds.ts';
import { soundly } from './soundly.ts';
import type { Streamed } from './stream.ts';
import { ToldText } from './toldText.ts';
import { usageOf } from './usage.ts';
import { t } from '../shared/words.ts';

/** What an agent's turns are followed with. */
export interface AgentParts {
  readonly client: OpenAI;
  /** The server as messages call it. */
  readonly host: string;
  readonly baseUrl: string;
}

/** A turn that has been asked for. */
export interface BegunTurn {
  /** What is told of it; absent for one that is only looked at, because nobody listened when it was told. */
  readonly streamed?: Streamed<AgentSessionEvent>;
  /** The server and the agent that bookmarks are for. */
  readonly place: string;
  /** The session, where it is known before the first event. */
  readonly sessionId?: string;
  /** The turn, where it is known before the first event. */
  readonly turnId?: string;
}

type WantedCall = Extract<AgentSession['required_actions'][number], { type: 'function_call' }>;

/** One turn of an agent, from its first event to its last. */
export class AgentTalk {
  readonly #parts: AgentParts;
  readonly #turn: Turn;
  readonly #signal: AbortSignal;
  readonly #begun: BegunTurn;
  readonly #text = new ToldText();
  readonly #heard = new Set<string>();
  readonly #called = new Set<string>();
  #sessionId: string | undefined;
  #turnId: string | undefined;
  #wanted: readonly WantedCall[] = [];
  #over = false;

  constructor(parts: AgentParts, turn: Turn, begun: BegunTurn, signal: AbortSignal) {
    this.#parts = parts;
    this.#turn = turn;
    this.#signal = signal;
    this.#begun = begun;
    this.#sessionId = begun.sessionId;
    this.#turnId = begun.turnId;
  }

  /** The session, while the server works in it. */
  get working(): string | undefined {
    return this.#over ? undefined : this.#sessionId;
  }

  /** Tells the turn. Throws FailureError, or what the SDK throws. */
  async *follow(): AsyncGenerator<EngineEvent> {
    if (this.#sessionId !== undefined) yield { type: 'note', note: { bookmark: this.#bookmark(this.#sessionId) } };
    let { streamed } = this.#begun;
    for (let round = 1; ; round += 1) {
      if (streamed !== undefined && streamed.request_id !== null) yield { type: 'note', note: { requestId: streamed.request_id } };
      yield* streamed === undefined ? this.#watch(new StreamEnd(forgotten(this.#parts.host))) : this.#hear(streamed);
      if (this.#wanted.length === 0 || this.#signal.aborted) return;
      if (round === roundLimit) throw inCircles();
      yield { type: 'note', note: { status: 'requires_action' } };
      streamed = await this.#answerCalls();
    }
  }

  /** Tells what a stream tells until the turn is over, or waits for functions. */
  async *#hear(streamed: Streamed<AgentSessionEvent>): AsyncGenerator<EngineEvent> {
    for await (const event of agentEvents(streamed)) {
      if (event instanceof StreamEnd) {
        yield* this.#watch(event);
        return;
      }
      if (this.#heard.has(event.event_id)) continue;
      if (typeof event.event_id === 'string') this.#heard.add(event.event_id);
      yield* soundly(() => this.#take(event));
      if (this.#over || this.#wanted.length > 0) return;
    }
  }

  *#take(event: AgentSessionEvent): Generator<EngineEvent> {
    yield { type: 'progress' };
    // The SDK yields what its other streams throw.
    if (event.type === 'error') throw new APIError(undefined, event.error, event.error.message, new Headers());
    if (event.type === 'agent.session.created') yield* this.#enter(event.session);
    else if (event.type === 'agent.session.requires_action') this.#want(event.session);
    else if (event.type === 'agent.session.failed') throw new FailureError(agentFailure({ code: 'internal_error', message: event.session.error ?? '' }, this.#parts.host));
    else if (event.type === 'agent.session.turn.created' && event.turn.subagent_id === null) yield* this.#beginTurn(event.turn_id);
    // Subagents have turns of their own.
    if (!('turn_id' in event) || (event.turn_id !== null && event.turn_id !== this.#turnId)) return;
    if (event.type === 'agent.session.turn.created' || event.type === 'agent.session.turn.in_progress') yield { type: 'note', note: { status: event.turn.status } };
    else if (event.type === 'agent.session.turn.output_text.delta') yield* this.#text.more(event.item_id, event.delta);
    else if (event.type === 'agent.session.turn.item.added') yield* this.#takeItem(event.item, false);
    else if (event.type === 'agent.session.turn.item.done') yield* this.#takeItem(event.item, true);
    else if ('usage' in event) yield* this.#end({ ...event.turn, usage: event.usage });
  }

  *#beginTurn(id: string): Generator<EngineEvent> {
    if (this.#turnId !== undefined) return;
    this.#turnId = id;
    if (this.#sessionId !== undefined) yield { type: 'begun', handle: { place: this.#begun.place, kind: 'turn', id, within: this.#sessionId } };
  }

  *#enter({ id, agent }: AgentSession): Generator<EngineEvent> {
    this.#sessionId = id;
    yield { type: 'note', note: { bookmark: this.#bookmark(id), ...(typeof agent?.model === 'string' ? { model: agent.model } : {}) } };
  }

  *#takeItem(item: AgentOutputItem | AgentSessionItem, whole: boolean): Generator<EngineEvent> {
    if (whole && item.type === 'message' && item.role === 'assistant') {
      yield* this.#text.whole(item.id ?? '', item.content.map((part) => ('text' in part ? part.text : '')).join(''));
    }
    const step = agentStep(item);
    if (step !== undefined) yield { type: 'step', step };
  }

  #want({ required_actions: actions }: AgentSession): void {
    const calls = actions.filter((action): action is WantedCall => action.type === 'function_call');
    if (calls.length < actions.length) throw new FailureError({ kind: 'notSupported', message: t('The agent at {0} waits for something that cannot be given here.', this.#parts.host), action: 'retry' });
    this.#wanted = calls.filter(({ call_id: id }) => !this.#called.has(id));
  }

  *#end(turn: AgentTurn): Generator<EngineEvent> {
    this.#over = true;
    const { usage } = turn;
    if (usage !== null && usage !== undefined) yield { type: 'note', note: { usage: usageOf(usage.input_tokens, usage.output_tokens, usage.input_tokens_details?.cached_tokens) } };
    const end = agentTurnEnd(turn, this.#parts.host);
    if (end !== undefined) yield end;
  }

  /** After the end of a stream: the turn goes on all the same, and what it came to can be read. */
  async *#watch(end: StreamEnd): AsyncGenerator<EngineEvent> {
    const { client } = this.#parts;
    const [session, turn] = [this.#sessionId, this.#turnId];
    if (session === undefined || turn === undefined || this.#signal.aborted) {
      if (end.error !== undefined) throw end.error;
      return;
    }
    for await (const look of watchTurn(client, session, turn, end, this.#signal)) {
      yield { type: 'progress' };
      if (look.session !== undefined) this.#want(look.session);
      if (this.#wanted.length > 0) return;
      if (!isOver(look.turn)) continue;
      for await (const item of turnItems(client, session, turn, this.#signal)) yield* this.#takeItem(item, true);
      yield* this.#end(look.turn);
    }
  }

  /** Has functions called, and hears on. */
  async #answerCalls(): Promise<Streamed<AgentSessionEvent>> {
    const wanted = this.#wanted;
    const results = await Promise.all(wanted.map(async ({ call_id, turn_id, name, arguments: input }) => {
      const { ok, output } = await this.#turn.call({ id: call_id, name, input: inWords(input) });
      return { type: 'agent.session.input.tool_result', call_id, turn_id, success: ok, ...(ok ? { output } : { error: output }) } as const;
    }));
    for (const { call_id: id } of wanted) this.#called.add(id);
    this.#wanted = [];
    return toldSession(this.#parts.client, this.#sessionId ?? '', results, this.#signal);
  }

  #bookmark(id: string): Bookmark {
    return { place: this.#begun.place, kind: 'session', id };
  }
}

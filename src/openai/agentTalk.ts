import { APIError, type OpenAI } from 'openai';
import type { AgentSession, AgentSessionEvent, AgentSessionItem, AgentOutputItem } from 'openai/resources/beta/agents/agents';
import type { Turn as AgentTurn } from 'openai/resources/beta/agents/sessions/turns/turns';
import type { EngineEvent, Turn } from '../core/engine.ts';
import type { Bookmark } from '../shared/model.ts';
import { FailureError } from '../shared/rpc.ts';
import { agentFailure } from './agentFailure.ts';
import { agentStep, inWords } from './agentSteps.ts';
import { everyItem, pageSize } from './everyItem.ts';
import { eventsOf, type Streamed } from './stream.ts';
import { ToldText } from './toldText.ts';

/** What an agent's turns are followed with. */
export interface AgentParts {
  readonly client: OpenAI;
  /** The server as messages call it. */
  readonly host: string;
  /** The connection and wire that bookmarks are for. */
  readonly place: string;
}

type WantedCall = Extract<AgentSession['required_actions'][number], { type: 'function_call' }>;

/** The most times that one turn may have functions called. */
const mostRounds = 20;

/** One turn of an agent, from its first event to its last. */
export class AgentTalk {
  readonly #parts: AgentParts;
  readonly #turn: Turn;
  readonly #signal: AbortSignal;
  readonly #text = new ToldText();
  readonly #heard = new Set<string>();
  readonly #called = new Set<string>();
  #sessionId: string | undefined;
  #turnId: string | undefined;
  #wanted: readonly WantedCall[] = [];
  #over = false;

  /** `sessionId` for a session that is there already. */
  constructor(parts: AgentParts, turn: Turn, signal: AbortSignal, sessionId?: string) {
    this.#parts = parts;
    this.#turn = turn;
    this.#signal = signal;
    this.#sessionId = sessionId;
  }

  /** The session, while the server works in it. */
  get working(): string | undefined {
    return this.#over ? undefined : this.#sessionId;
  }

  /** Tells the turn. Throws FailureError, or what the SDK throws. */
  async *follow(first: Streamed<AgentSessionEvent>): AsyncGenerator<EngineEvent> {
    if (this.#sessionId !== undefined) yield { type: 'note', note: { bookmark: this.#bookmark(this.#sessionId) } };
    let next = first;
    for (let round = 0; round < mostRounds; round += 1) {
      if (next.request_id !== null) yield { type: 'note', note: { requestId: next.request_id } };
      yield* this.#hear(next);
      if (this.#wanted.length === 0 || this.#signal.aborted) return;
      next = await this.#answerCalls();
    }
    throw new FailureError({ kind: 'requestRefused', message: `The model called functions ${String(mostRounds)} times over without answering.`, action: 'retry' });
  }

  async *#hear(streamed: Streamed<AgentSessionEvent>): AsyncGenerator<EngineEvent> {
    try {
      for await (const event of eventsOf<AgentSessionEvent, AgentSessionEvent>(streamed, () => undefined)) {
        if (this.#heard.has(event.event_id)) continue;
        if (typeof event.event_id === 'string') this.#heard.add(event.event_id);
        yield* this.#take(event);
        if (this.#over || this.#wanted.length > 0) return;
      }
    } catch (error) {
      if (!this.#over) yield* this.#reread();
      if (!this.#over) throw error;
    }
    if (!this.#over && this.#wanted.length === 0) yield* this.#reread();
  }

  *#take(event: AgentSessionEvent): Generator<EngineEvent> {
    yield { type: 'progress' };
    // The SDK yields what its other streams throw.
    if (event.type === 'error') throw new APIError(undefined, event.error, event.error.message, new Headers());
    if (event.type === 'agent.session.created') yield* this.#begun(event.session);
    else if (event.type === 'agent.session.requires_action') this.#want(event.session);
    else if (event.type === 'agent.session.failed') throw new FailureError(agentFailure({ code: 'internal_error', message: event.session.error ?? '' }, this.#parts.host));
    else if (event.type === 'agent.session.turn.created' && event.turn.subagent_id === null) this.#turnId ??= event.turn_id;
    // Subagents have turns of their own.
    if (!('turn_id' in event) || (event.turn_id !== null && event.turn_id !== this.#turnId)) return;
    if (event.type === 'agent.session.turn.created' || event.type === 'agent.session.turn.in_progress') yield { type: 'note', note: { status: event.turn.status } };
    else if (event.type === 'agent.session.turn.output_text.delta') yield* this.#text.more(event.item_id, event.delta);
    else if (event.type === 'agent.session.turn.item.added' || event.type === 'agent.session.turn.item.done') yield* this.#takeItem(event.item, event.type.endsWith('done'));
    else if (event.type === 'agent.session.turn.completed' || event.type === 'agent.session.turn.failed' || event.type === 'agent.session.turn.cancelled') yield* this.#end({ ...event.turn, usage: event.usage });
  }

  *#begun({ id, agent }: AgentSession): Generator<EngineEvent> {
    this.#sessionId = id;
    yield { type: 'note', note: { bookmark: this.#bookmark(id), ...(typeof agent?.model === 'string' ? { model: agent.model } : {}) } };
  }

  *#takeItem(item: AgentOutputItem | AgentSessionItem, whole: boolean): Generator<EngineEvent> {
    if (item.type === 'message' && item.role === 'assistant' && whole) yield* this.#text.whole(item.id ?? '', item.content.map((part) => ('text' in part ? part.text : '')).join(''));
    const step = agentStep(item);
    if (step !== undefined) yield { type: 'step', step };
  }

  #want({ required_actions: actions }: AgentSession): void {
    const calls = actions.filter((action): action is WantedCall => action.type === 'function_call');
    if (calls.length < actions.length) throw new FailureError({ kind: 'notSupported', message: `The agent at ${this.#parts.host} waits for something that cannot be given here.`, action: 'retry' });
    this.#wanted = calls.filter(({ call_id: id }) => !this.#called.has(id));
  }

  *#end({ status, error, usage }: AgentTurn): Generator<EngineEvent> {
    this.#over = true;
    if (usage !== null && usage !== undefined) {
      yield { type: 'note', note: { usage: { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens, cachedTokens: usage.input_tokens_details?.cached_tokens ?? 0 } } };
    }
    if (status === 'completed') yield { type: 'done' };
    else if (status === 'failed' && error?.code === 'max_output_tokens') yield { type: 'done', incomplete: { kind: 'interrupted', message: 'This answer reached the limit of its length.', action: 'continue' } };
    else if (status === 'failed') throw new FailureError(agentFailure(error, this.#parts.host));
  }

  /** After a stream that broke off, which no stream repeats: the turn may have come to its end all the same. */
  async *#reread(): AsyncGenerator<EngineEvent> {
    if (this.#sessionId === undefined || this.#turnId === undefined || this.#signal.aborted) return;
    const session = this.#sessionId;
    const { turns } = this.#parts.client.beta.agents.sessions;
    const turn = await turns.retrieve(this.#turnId, { session_id: session }, { signal: this.#signal }).catch(() => undefined);
    if (turn === undefined || !['completed', 'failed', 'cancelled'].includes(turn.status)) return;
    const read = everyItem((from) => turns.items.list(turn.id, { session_id: session, limit: pageSize, order: 'asc', ...from }, { signal: this.#signal }).then(({ data, has_more }) => ({ data: data.map(named), has_more })));
    for await (const { item } of read) yield* this.#takeItem(item, true);
    yield* this.#end(turn);
  }

  /** Has functions called, and hears on: who listens before the results are told misses nothing. */
  async #answerCalls(): Promise<Streamed<AgentSessionEvent>> {
    const wanted = this.#wanted;
    const results = await Promise.all(wanted.map(async ({ call_id, turn_id, name, arguments: input }) => {
      const { ok, output } = await this.#turn.call({ id: call_id, name, input: inWords(input) });
      return { type: 'agent.session.input.tool_result', call_id, turn_id, success: ok, ...(ok ? { output } : { error: output }) } as const;
    }));
    for (const { call_id: id } of wanted) this.#called.add(id);
    this.#wanted = [];
    const { events } = this.#parts.client.beta.agents.sessions;
    const options = { signal: this.#signal };
    const next = await events.stream(this.#sessionId ?? '', options).withResponse();
    await events.create(this.#sessionId ?? '', { events: results, 'Idempotency-Key': crypto.randomUUID() }, options);
    return next;
  }

  #bookmark(id: string): Bookmark {
    return { place: this.#parts.place, kind: 'session', id };
  }
}

function named(item: AgentSessionItem): { readonly id: string; readonly item: AgentSessionItem } {
  return { id: item.id ?? crypto.randomUUID(), item };
}

import type OpenAI from 'openai';
import type { Connection } from '../core/connections.ts';
import type { Engine, EngineEvent, ServerHandle, Turn } from '../core/engine.ts';
import { goneOn } from '../core/outcomes.ts';
import type { Bookmark } from '../shared/bookmark.ts';
import { FailureError } from '../shared/rpc.ts';
import { agentBody, agentChange } from './agentBody.ts';
import { AgentSessions } from './agentSessions.ts';
import { AgentTalk, type AgentParts, type BegunTurn } from './agentTalk.ts';
import { Counterparts } from './counterparts.ts';
import { pageSize } from './everyItem.ts';
import { isMissingEndpoint, translated } from './failures.ts';
import { parametersSent } from './refusedParameter.ts';
import { serverId } from './serverId.ts';
import { t } from '../shared/words.ts';

/** How long a server is given to cancel what nobody waits for any more, in milliseconds. */
const cancelTime = 10_000;

/**
 * The Agents API (https://developers.openai.com/api/docs/guides/agents-api), in public beta: an assistant is an agent at the server,
 * made when first needed; the history stays in a session, which begins with its first input; each answer is a turn.
 */
export class AgentsEngine implements Engine {
  readonly #connection: Connection;
  readonly #parts: AgentParts;
  readonly #sessions: AgentSessions;
  readonly #counterparts: Counterparts<Pick<Turn, 'assistant' | 'model' | 'without'>>;

  constructor(client: OpenAI, connection: Connection) {
    this.#connection = connection;
    this.#parts = { client, host: new URL(connection.baseUrl).host, baseUrl: connection.baseUrl };
    this.#sessions = new AgentSessions(this.#parts);
    const { agents } = client.beta;
    this.#counterparts = new Counterparts({
      list: (from, signal) => agents.list({ limit: pageSize, order: 'desc', ...from }, { signal }),
      create: async (asked, signal) => serverId((await agents.create(agentBody(asked), { signal })).id),
      update: async (id, asked, signal) => {
        await agents.update(id, agentChange(asked), { signal });
      },
    });
  }

  async *answer(turn: Turn, signal: AbortSignal): AsyncGenerator<EngineEvent> {
    let talk: AgentTalk | undefined;
    try {
      talk = new AgentTalk(this.#parts, turn, await this.#begin(turn, signal), signal);
      yield* talk.follow();
    } catch (error) {
      if (!signal.aborted) throw translated(error, this.#connection, turn.model, parametersSent(turn.assistant.parameters, turn.without));
    } finally {
      const session = talk === undefined && signal.aborted ? this.#bookmarked(turn) : talk?.working;
      if (session !== undefined && signal.reason !== 'closing') void this.#sessions.cancel(session, AbortSignal.timeout(cancelTime)).catch(() => undefined);
    }
  }

  async *rejoin(turn: Turn, { place, kind, id, within = '' }: ServerHandle, signal: AbortSignal): AsyncGenerator<EngineEvent> {
    if (!place.startsWith(this.#place('')) || kind !== 'turn') throw goneOn();
    const talk = new AgentTalk(this.#parts, turn, { place, sessionId: serverId(within), turnId: serverId(id) }, signal);
    try {
      yield* talk.follow();
    } catch (error) {
      if (!signal.aborted) throw translated(error, this.#connection, turn.model, parametersSent(turn.assistant.parameters, turn.without));
    } finally {
      const session = talk.working;
      if (session !== undefined && signal.aborted && signal.reason !== 'closing') void this.#sessions.cancel(session, AbortSignal.timeout(cancelTime)).catch(() => undefined);
    }
  }

  async forget({ place, id }: Bookmark, signal: AbortSignal): Promise<void> {
    if (!place.startsWith(this.#place(''))) return;
    try {
      await this.#sessions.forget(id, signal);
    } catch (error) {
      throw translated(error, this.#connection);
    }
  }

  /** Has a turn begun; once more when the agent has gone from the server and ours can be made anew. */
  async #begin(turn: Turn, signal: AbortSignal): Promise<BegunTurn> {
    const { assistant } = turn;
    try {
      return await this.#ask(turn, signal);
    } catch (error) {
      if (assistant.serverId === undefined && isMissingEndpoint(error) && this.#counterparts.drop(assistant.id)) return this.#ask(turn, signal);
      if (assistant.serverId === undefined || !isMissingEndpoint(error) || !(error instanceof Error) || !/\bagent\b/i.test(error.message)) throw error;
      throw new FailureError({ kind: 'notFound', message: t('There is no agent “{0}” at {1}.', assistant.serverId, this.#parts.host), action: 'openAssistant' }, { cause: error });
    }
  }

  async #ask(turn: Turn, signal: AbortSignal): Promise<BegunTurn> {
    const { assistant, model, without, bookmark } = turn;
    const agentId = assistant.serverId === undefined ? await this.#counterparts.idFor(assistant.id, { assistant, model, without }, signal) : serverId(assistant.serverId);
    const place = this.#place(agentId);
    const going = bookmark?.place === place ? await this.#sessions.goOn(bookmark.id, turn, signal) : undefined;
    return { place, ...(going ?? (await this.#sessions.begin(agentId, turn, signal))) };
  }

  /** The session of the bookmark, whoever its agent is. */
  #bookmarked({ bookmark }: Turn): string | undefined {
    return bookmark?.place.startsWith(this.#place('')) === true ? bookmark.id : undefined;
  }

  /** What bookmarks are for: a session belongs to the agent with which it began. */
  #place(agentId: string): string {
    return `agents ${this.#connection.baseUrl} ${agentId}`;
  }
}

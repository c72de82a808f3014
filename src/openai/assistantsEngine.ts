import type OpenAI from 'openai';
import type { Connection } from '../core/connections.ts';
import type { Engine, EngineEvent, ServerHandle, Turn } from '../core/engine.ts';
import { goneOn } from '../core/outcomes.ts';
import type { Bookmark } from '../shared/bookmark.ts';
import { assistantBody, runBody, withPlacedTools, type KeptAssistant } from './assistantBody.ts';
import type { AssistantsWire } from './assistantsWire.ts';
import { BusyThread } from './busyThread.ts';
import { Counterparts } from './counterparts.ts';
import { isMissingEndpoint, translated } from './failures.ts';
import { forgotten } from './forgotten.ts';
import { missingObject } from './missingObject.ts';
import { parametersSent } from './refusedParameter.ts';
import { RunReader } from './runReader.ts';
import { type Pace, RunTalk, type RunParts } from './runTalk.ts';
import { MadeFiles } from './madeFiles.ts';
import { type Placed, PlacedFiles } from './placedFiles.ts';
import { serverId } from './serverId.ts';
import { type BegunRun, ServerThreads } from './serverThread.ts';

/** The pace of the SDK’s own examples, which slows down for runs that take their time. */
const usualPace: Pace = { first: 500, factor: 1.3, most: 5000 };

/** How long a server is given to cancel what nobody waits for any more, in milliseconds. */
const cancelTime = 10_000;

/**
 * The Assistants API (https://developers.openai.com/api/reference/resources/beta/subresources/assistants), which OpenAI and Azure have
 * switched off and self-hosted servers still speak: an assistant is an object at the server, made when first needed; the history stays
 * in a thread of the server; each turn is a run.
 */
export class AssistantsEngine implements Engine {
  readonly #connection: Connection;
  readonly #wire: AssistantsWire;
  readonly #parts: RunParts;
  readonly #threads: ServerThreads;
  readonly #placed: PlacedFiles;
  readonly #counterparts: Counterparts<Pick<Turn, 'assistant' | 'model' | 'without'>>;

  constructor(client: OpenAI, connection: Connection, wire: AssistantsWire, pace = usualPace) {
    this.#connection = connection;
    this.#wire = wire;
    this.#parts = { client, wire, pace, files: new MadeFiles(client, connection), host: new URL(connection.baseUrl).host, baseUrl: connection.baseUrl, place: `assistants ${connection.baseUrl}` };
    this.#threads = new ServerThreads(this.#parts);
    this.#placed = new PlacedFiles(client, connection);
    this.#counterparts = new Counterparts({
      list: (from, signal) => wire.page(from, signal),
      create: async (asked, signal) => (await wire.create((shape) => assistantBody(asked, shape), signal)).id,
      update: async (id, asked, signal) => {
        await wire.update(id, (shape) => assistantBody(asked, shape), signal);
      },
    });
  }

  async *answer(turn: Turn, signal: AbortSignal): AsyncGenerator<EngineEvent> {
    let talk: RunTalk | undefined;
    try {
      const placed = yield* this.#placed.place(turn, false, signal);
      const { answer, promptId } = await this.#begin(turn, placed, signal);
      talk = new RunTalk(this.#parts, turn, signal, promptId);
      yield* talk.follow(answer);
    } catch (error) {
      if (!signal.aborted) throw translated(error, this.#connection, turn.model, parametersSent(turn.assistant.parameters, turn.without));
    } finally {
      const run = talk?.unsettled;
      const thread = signal.reason === 'closing' ? undefined : run?.thread_id ?? (signal.aborted && talk?.begun !== true ? this.#threadOf(turn) : undefined);
      if (thread !== undefined) this.#letGo(thread, run?.id);
    }
  }

  async *rejoin(turn: Turn, { place, kind, id, within = '' }: ServerHandle, signal: AbortSignal): AsyncGenerator<EngineEvent> {
    if (place !== this.#parts.place || kind !== 'run') throw goneOn();
    const talk = new RunTalk(this.#parts, turn, signal);
    try {
      const asked = new RunReader(this.#parts, signal).run({ id: serverId(id), thread_id: serverId(within) });
      const { run } = await asked.catch((error: unknown) => { throw isMissingEndpoint(error) ? forgotten(this.#parts.host, error) : error; });
      yield* talk.follow({ run, requestId: null });
    } catch (error) {
      if (!signal.aborted) throw translated(error, this.#connection, turn.model, parametersSent(turn.assistant.parameters, turn.without));
    } finally {
      const run = talk.unsettled;
      if (run !== undefined && signal.reason !== 'closing') this.#letGo(run.thread_id, run.id);
    }
  }

  leaves({ bookmark }: Pick<Turn, 'bookmark'>, id: string): Bookmark {
    const { place } = this.#parts;
    return bookmark?.place === place ? bookmark : { place, kind: 'thread', id };
  }

  async forget(bookmark: Bookmark, signal: AbortSignal): Promise<void> {
    const { place, id } = bookmark;
    if (place !== this.#parts.place && !this.#placed.holds(bookmark)) return;
    try {
      if (this.#placed.holds(bookmark)) await this.#placed.forget(bookmark, signal);
      else await this.#parts.client.beta.threads.delete(serverId(id), this.#wire.options(signal));
    } catch (error) {
      if (!isMissingEndpoint(error)) throw translated(error, this.#connection);
    }
  }

  /** Has a run begun; once more when the one who is to answer has gone from the server and ours can be made anew. */
  async #begin(turn: Turn, placed: Placed, signal: AbortSignal): Promise<BegunRun> {
    const { assistant } = turn;
    try {
      return await this.#run(turn, placed, signal);
    } catch (error) {
      if (assistant.serverId === undefined && isMissingEndpoint(error) && this.#counterparts.drop(assistant.id)) return this.#run(turn, placed, signal);
      throw assistant.serverId === undefined ? error : missingObject(error, { assistant: assistant.serverId }, this.#parts.host);
    }
  }

  async #run(turn: Turn, placed: Placed, signal: AbortSignal): Promise<BegunRun> {
    const { assistant, model, without } = turn;
    const assistantId = assistant.serverId === undefined ? await this.#counterparts.idFor(assistant.id, { assistant, model, without }, signal) : serverId(assistant.serverId);
    const kept = await this.#kept(turn, signal);
    const ask = { turn, assistantId, placed, body: withPlacedTools(runBody(turn, this.#wire.shape, kept), turn, placed, this.#wire.shape) };
    const threadId = this.#threadOf(turn);
    const going = threadId === undefined ? undefined : await this.#threads.goOn(threadId, ask, signal);
    return going ?? this.#threads.begin(ask, signal);
  }

  #threadOf({ bookmark }: Turn): string | undefined {
    return bookmark?.place === this.#parts.place ? bookmark.id : undefined;
  }

  /** What the server’s own assistant is told and may use, as far as it is needed; asking for it tells which version of the API is spoken, too. */
  async #kept({ assistant, instructions = '', threadStore }: Turn, signal: AbortSignal): Promise<KeptAssistant> {
    if (assistant.serverId === undefined) return { instructions: '' };
    const adds = assistant.instructions === '' && (instructions !== '' || (assistant.additionalInstructions ?? '') !== '');
    const isSearching = threadStore !== undefined && assistant.tools.length === 0;
    if (this.#wire.isKnown && !isSearching && (this.#wire.shape === 'v2' || !adds)) return { instructions: '' };
    const { instructions: told, tools } = await this.#wire.retrieve(assistant.serverId, signal);
    // Servers leave out what they do not have, whatever the types say.
    return { instructions: told ?? '', ...(Array.isArray(tools) ? { tools } : {}) };
  }

  /** Has a run cancelled, or all that run in a thread, without anybody waiting for it: so that the thread can be used afterwards. */
  #letGo(threadId: string, runId: string | undefined): void {
    const patience = AbortSignal.timeout(cancelTime);
    const thread = new BusyThread(this.#parts, threadId);
    void (runId === undefined ? thread.free(patience) : thread.cancel(runId, patience)).catch(() => undefined);
  }
}

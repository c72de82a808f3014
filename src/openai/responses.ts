import type OpenAI from 'openai';
import type { Response as ModelResponse, ResponseInputItem, ResponseInputMessageContentList, ResponseOutputItem, ResponseStreamEvent } from 'openai/resources/responses/responses';
import type { Connection } from '../core/connections.ts';
import type { Engine, EngineEvent, ServerHandle, Turn } from '../core/engine.ts';
import { formsTaken } from '../core/formsTaken.ts';
import { goneOn } from '../core/outcomes.ts';
import type { Bookmark } from '../shared/bookmark.ts';
import type { Message } from '../shared/message.ts';
import type { Usage } from '../shared/usage.ts';
import { BackgroundResponse } from './backgroundResponse.ts';
import { isApiError, isMissingEndpoint, translated } from './failures.ts';
import { citationsIn } from './fileCitations.ts';
import { forgotten } from './forgotten.ts';
import { afterCalls, inCircles, roundLimit } from './functionRounds.ts';
import { historyContent, promptContent, type PromptContent } from './promptContent.ts';
import { callsIn, outputsOf, replayed } from './responseCalls.ts';
import { ResponseRequests, sentOf, type Asked, type Continuation } from './responseRequests.ts';
import { landedAnswer } from './landedAnswer.ts';
import { isAnswerLost, lookFor, unsure } from './lostAnswer.ts';
import { readRound, type ResponseRound } from './responseRound.ts';
import { MadeFiles } from './madeFiles.ts';
import { PlacedFiles } from './placedFiles.ts';
import { withPlaced } from './responseTools.ts';
import { Speech } from './speech.ts';
import type { Streamed } from './stream.ts';
import { UncitedFiles } from './uncitedFiles.ts';
import { usageSum } from '../core/usageSum.ts';
import { usageOf } from './usage.ts';

const taken = formsTaken.responses;

/**
 * The Responses API (https://developers.openai.com/api/reference/resources/responses): an assistant is instructions and a model
 * per call. The history stays in a conversation of the server, or in its stored responses, or here, as the connection says; where
 * it says nothing, in the first of these that the server turns out to have.
 */
export class ResponsesEngine implements Engine {
  readonly #client: OpenAI;
  readonly #connection: Connection;
  readonly #place: string;
  readonly #instead: Engine;
  readonly #requests: ResponseRequests;
  readonly #files: MadeFiles;
  readonly #placed: PlacedFiles;
  #history: NonNullable<Connection['history']>;
  #missing = false;

  /** `instead` answers for a server that turns out to have no Responses API. */
  constructor(client: OpenAI, connection: Connection, instead: Engine) {
    this.#client = client;
    this.#connection = connection;
    this.#place = `responses ${connection.baseUrl}`;
    this.#history = connection.history ?? 'conversation';
    this.#instead = instead;
    this.#requests = new ResponseRequests(client);
    this.#files = new MadeFiles(client, connection);
    this.#placed = new PlacedFiles(client, connection);
  }

  async *answer(asked: Turn, signal: AbortSignal): AsyncGenerator<EngineEvent> {
    const bookmark = asked.bookmark?.place === this.#place ? asked.bookmark : undefined;
    const background = new BackgroundResponse(this.#client, this.#place, signal);
    let turn = asked;
    try {
      const placed = yield* this.#placed.place(asked, true, signal);
      turn = { ...asked, assistant: withPlaced(asked.assistant, placed) };
      if (bookmark !== undefined && (yield* this.#goOn(turn, bookmark, signal, background))) return;
      if (!this.#missing && (yield* this.#begin(turn, signal, background))) return;
    } catch (error) {
      if (signal.aborted) return;
      throw translated(error, this.#connection, turn.model, sentOf(turn));
    } finally {
      background.letGo();
    }
    yield* this.#instead.answer(turn, signal);
  }

  async *rejoin(turn: Turn, handle: ServerHandle, signal: AbortSignal): AsyncGenerator<EngineEvent> {
    if (handle.place !== this.#place || handle.kind !== 'response') throw goneOn();
    const background = new BackgroundResponse(this.#client, this.#place, signal);
    const { within } = handle;
    try {
      const streamed = await background.again(handle.id).catch((error: unknown) => { throw isMissingEndpoint(error) ? forgotten(new URL(this.#connection.baseUrl).host, error) : error; });
      const asked: Asked = { how: within === undefined ? { store: true } : { conversation: within, store: true }, input: [] };
      yield* this.#respond(turn, asked, streamed, signal, background, new Speech(handle.apart));
    } catch (error) {
      if (!signal.aborted) throw translated(error, this.#connection, turn.model, sentOf(turn));
    } finally {
      background.letGo();
    }
  }

  leaves({ bookmark, unstored }: Pick<Turn, 'bookmark' | 'unstored'>, id: string): Bookmark | undefined {
    if (bookmark?.place === this.#place) return bookmark.kind === 'response' ? { ...bookmark, id } : bookmark;
    if (this.#missing || unstored === true) return undefined;
    if (this.#history === 'conversation') return { place: this.#place, kind: 'conversation', id };
    // Whether a server keeps its responses that was not said to keep them, only the next one tells.
    return this.#connection.history === 'response' ? { place: this.#place, kind: 'response', id } : undefined;
  }

  async forget(bookmark: Bookmark, signal: AbortSignal): Promise<void> {
    if (bookmark.place !== this.#place && !this.#placed.holds(bookmark)) return;
    try {
      if (this.#placed.holds(bookmark)) await this.#placed.forget(bookmark, signal);
      else if (bookmark.kind === 'conversation') await this.#client.conversations.delete(bookmark.id, { signal });
      else await this.#client.responses.delete(bookmark.id, { signal });
    } catch (error) {
      if (!isMissingEndpoint(error)) throw translated(error, this.#connection);
    }
  }

  /** Answers from where the server stands; false when the server has forgotten it. */
  async *#goOn(turn: Turn, bookmark: Bookmark, signal: AbortSignal, background: BackgroundResponse): AsyncGenerator<EngineEvent, boolean> {
    const asked = { how: continuation(bookmark), input: [await promptItem(turn)] };
    // What was said word for word before cannot be told from what is said now.
    const isNew = turn.history.findLast(({ role }) => role === 'user')?.text !== turn.prompt.text;
    const streamed = await this.#unless(isForgotten, turn, asked, signal, isNew);
    if (streamed !== undefined) yield* this.#respond(turn, asked, streamed, signal, background);
    return streamed !== undefined;
  }

  /** Answers with the whole history sent along; false when there is no such API here. */
  async *#begin(turn: Turn, signal: AbortSignal, background: BackgroundResponse): AsyncGenerator<EngineEvent, boolean> {
    const history = turn.unstored === true ? 'local' : this.#history;
    const conversation = history === 'conversation' ? await this.#newConversation(signal) : undefined;
    if (conversation !== undefined) yield { type: 'note', note: { bookmark: conversation } };
    const how = conversation === undefined ? { store: history !== 'local' } : continuation(conversation);
    const asked = { how, input: [...(await Promise.all(turn.history.map((message) => historyItem(message, turn)))).flat(), await promptItem(turn)] };
    const streamed = await this.#unless((error) => conversation === undefined && isMissingEndpoint(error), turn, asked, signal);
    if (streamed !== undefined) yield* this.#respond(turn, asked, streamed, signal, background);
    else this.#missing = true;
    return streamed !== undefined;
  }

  /** The answer to a first request; undefined when it fails for this reason. */
  async #unless(reason: (error: unknown) => boolean, turn: Turn, asked: Asked, signal: AbortSignal, isNew = true): Promise<Streamed<ResponseStreamEvent> | undefined> {
    try {
      return await this.#requests.send(turn, sentOf(turn), asked, signal);
    } catch (error) {
      if (reason(error)) return undefined;
      return this.#landed(error, turn, asked, isNew, signal);
    }
  }

  /** The answer to a request that the server has worked off though it seemed to fail; where it has none, the failure is thrown. */
  async #landed(error: unknown, turn: Turn, { how: { conversation } }: Asked, isNew: boolean, signal: AbortSignal): Promise<Streamed<ResponseStreamEvent>> {
    if (!isAnswerLost(error)) throw error;
    if (typeof conversation !== 'string' || !isNew) throw unsure(error, this.#connection);
    const { text } = await promptContent(turn, taken);
    const landed = await lookFor(() => landedAnswer(this.#client, conversation, text, signal), error, this.#connection, signal);
    if (landed === undefined) throw error;
    return landed;
  }

  async #newConversation(signal: AbortSignal): Promise<Bookmark | undefined> {
    try {
      const { id } = await this.#client.conversations.create({}, { signal });
      return { place: this.#place, kind: 'conversation', id };
    } catch (error) {
      if (!isMissingEndpoint(error)) throw error;
      this.#history = 'response';
      return undefined;
    }
  }

  /** Has the model answer, and functions called for it until it does; `input` is what is new to the server. */
  async *#respond(turn: Turn, first: Asked, begun: Streamed<ResponseStreamEvent>, signal: AbortSignal, background: BackgroundResponse, speech = new Speech()): AsyncGenerator<EngineEvent> {
    let asked = first;
    let streamed = begun;
    let usage: Usage | undefined;
    const all: ResponseOutputItem[] = [];
    for (let round = 1; ; round += 1) {
      if (streamed.request_id !== null) yield { type: 'note', note: { requestId: streamed.request_id } };
      const ended = yield* this.#read(streamed, speech, round, background, signal);
      if (ended === undefined) return;
      const { response, items, incomplete } = ended;
      usage = usageSum(usage, tokensOf(response));
      all.push(...items);
      const citations = citationsIn(all);
      const { model } = response;
      const bookmark = this.#stored(response, asked.how);
      const note = { ...(typeof model === 'string' && model !== '' ? { model } : {}), ...(usage === undefined ? {} : { usage }), ...(citations.length === 0 ? {} : { citations }) };
      const calls = incomplete === undefined ? callsIn(items) : [];
      if (calls.length === 0) {
        yield { type: 'note', note: { ...note, ...(bookmark === undefined ? {} : { bookmark }) } };
        yield incomplete === undefined ? { type: 'done' } : { type: 'done', incomplete };
        return;
      }
      yield { type: 'note', note };
      if (round === roundLimit) throw inCircles();
      const outputs = await outputsOf(calls, turn.call);
      asked = bookmark === undefined ? { how: asked.how, input: [...asked.input, ...replayed(items), ...outputs] } : { how: continuation(bookmark), input: outputs };
      streamed = await this.#requests.send(turn, afterCalls(sentOf(turn)), asked, signal).catch((error: unknown) => { throw unsure(error, this.#connection); });
    }
  }

  /** Tells what comes of one request, and of the files that its code has made, also where it breaks off. */
  async *#read(streamed: Streamed<ResponseStreamEvent>, speech: Speech, round: number, background: BackgroundResponse, signal: AbortSignal): AsyncGenerator<EngineEvent, ResponseRound | undefined> {
    const uncited = new UncitedFiles(this.#client, this.#files);
    try {
      const ended = yield* readRound(streamed, speech, round, this.#files, background, uncited);
      yield* uncited.tell(signal);
      return ended;
    } catch (error) {
      yield* uncited.tell(signal);
      throw error;
    }
  }

  // A response can be built upon only where the server has kept it: it says so, or the connection's settings do.
  #stored(response: ModelResponse, how: Continuation): Bookmark | undefined {
    if (typeof how.conversation === 'string') return { place: this.#place, kind: 'conversation', id: how.conversation };
    const kept = how.store === true && (this.#connection.history === 'response' || ('store' in response && response.store === true));
    return kept ? { place: this.#place, kind: 'response', id: response.id } : undefined;
  }
}

function continuation(bookmark: Bookmark): Continuation {
  return bookmark.kind === 'conversation' ? { conversation: bookmark.id, store: true } : { previous_response_id: bookmark.id, store: true };
}

async function historyItem(message: Message, turn: Turn): Promise<ResponseInputItem[]> {
  const content = message.role === 'user' ? inputContent(await historyContent(message, turn, taken)) : message.text;
  return content === '' ? [] : [{ role: message.role, content }];
}

async function promptItem(turn: Turn): Promise<ResponseInputItem> {
  return { role: 'user', content: inputContent(await promptContent(turn, taken)) };
}

function inputContent({ text, media }: PromptContent): string | ResponseInputMessageContentList {
  if (media.length === 0) return text;
  const parts = media.map(({ name, form, dataUrl }) => (form === 'image'
    ? { type: 'input_image', image_url: dataUrl, detail: 'auto' } as const
    : { type: 'input_file', filename: name, file_data: dataUrl } as const));
  return text === '' ? parts : [{ type: 'input_text', text }, ...parts];
}

function tokensOf({ usage }: ModelResponse): Usage | undefined {
  return usage === undefined || usage === null ? undefined : usageOf(usage.input_tokens, usage.output_tokens, usage.input_tokens_details?.cached_tokens);
}

// A call left unanswered, as by an answer that was stopped, makes a conversation as good as lost, and so does a container that has expired.
function isForgotten(error: unknown): boolean {
  if (!isApiError(error) || error.code === 'conversation_locked' || error.code === 'model_not_found') return false;
  if (error.status === 404) return true;
  return error.status === 400 && (error.param === 'previous_response_id' || error.param === 'conversation' || /No tool (?:output|call) found|Container is expired/i.test(error.message));
}

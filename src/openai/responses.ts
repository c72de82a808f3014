import type OpenAI from 'openai';
import type { Response as ModelResponse, ResponseCreateParamsStreaming, ResponseInputItem, ResponseStreamEvent } from 'openai/resources/responses/responses';
import type { Connection } from '../core/connections.ts';
import type { Engine, EngineEvent, Turn } from '../core/engine.ts';
import { instructionsOf } from '../core/instructions.ts';
import { promptText } from '../core/promptText.ts';
import type { Bookmark, Failure, Message } from '../shared/model.ts';
import { FailureError } from '../shared/rpc.ts';
import { isApiError, isMissingEndpoint, quoted, translated } from './failures.ts';
import { parametersSent } from './refusedParameter.ts';
import { responseParameters } from './responseParameters.ts';
import { eventsOf } from './stream.ts';

type Continuation = Pick<ResponseCreateParamsStreaming, 'conversation' | 'previous_response_id' | 'store'>;

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
  #history: NonNullable<Connection['history']>;
  #missing = false;

  /** `instead` answers for a server that turns out to have no Responses API. */
  constructor(client: OpenAI, connection: Connection, instead: Engine) {
    this.#client = client;
    this.#connection = connection;
    this.#place = `responses ${connection.baseUrl}`;
    this.#history = connection.history ?? 'conversation';
    this.#instead = instead;
  }

  async *answer(turn: Turn, signal: AbortSignal): AsyncGenerator<EngineEvent> {
    const bookmark = turn.bookmark?.place === this.#place ? turn.bookmark : undefined;
    try {
      if (bookmark !== undefined && (yield* this.#goOn(turn, bookmark, signal))) return;
      if (!this.#missing && (yield* this.#begin(turn, signal))) return;
    } catch (error) {
      throw translated(error, this.#connection, turn.model, parametersSent(turn.assistant.parameters, turn.without));
    }
    yield* this.#instead.answer(turn, signal);
  }

  async forget(bookmark: Bookmark, signal: AbortSignal): Promise<void> {
    if (bookmark.place !== this.#place) return;
    try {
      if (bookmark.kind === 'conversation') await this.#client.conversations.delete(bookmark.id, { signal });
      else await this.#client.responses.delete(bookmark.id, { signal });
    } catch (error) {
      if (!isMissingEndpoint(error)) throw translated(error, this.#connection);
    }
  }

  /** Answers from where the server stands; false when the server has forgotten it. */
  async *#goOn(turn: Turn, bookmark: Bookmark, signal: AbortSignal): AsyncGenerator<EngineEvent, boolean> {
    try {
      yield* this.#respond(turn, continuation(bookmark), [promptItem(turn)], signal);
      return true;
    } catch (error) {
      if (!isForgotten(error)) throw error;
      return false;
    }
  }

  /** Answers with the whole history sent along; false when there is no such API here. */
  async *#begin(turn: Turn, signal: AbortSignal): AsyncGenerator<EngineEvent, boolean> {
    const conversation = this.#history === 'conversation' ? await this.#newConversation(signal) : undefined;
    if (conversation !== undefined) yield { type: 'note', note: { bookmark: conversation } };
    const how = conversation === undefined ? { store: this.#history !== 'local' } : continuation(conversation);
    try {
      yield* this.#respond(turn, how, [...turn.history.flatMap(historyItem), promptItem(turn)], signal);
      return true;
    } catch (error) {
      if (conversation !== undefined || !isMissingEndpoint(error)) throw error;
      this.#missing = true;
      return false;
    }
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

  async *#respond(turn: Turn, how: Continuation, input: ResponseInputItem[], signal: AbortSignal): AsyncGenerator<EngineEvent> {
    const instructions = instructionsOf(turn);
    const parameters = responseParameters(parametersSent(turn.assistant.parameters, turn.without));
    const body: ResponseCreateParamsStreaming = { ...parameters, model: turn.model, ...(instructions === '' ? {} : { instructions }), input, ...how, stream: true };
    const streamed = await this.#client.responses.create(body, { signal }).withResponse();
    if (streamed.request_id !== null) yield { type: 'note', note: { requestId: streamed.request_id } };
    let spoken = false;
    for await (const event of eventsOf<ResponseStreamEvent, ResponseStreamEvent>(streamed, wholeResponse)) {
      if (event.type === 'response.output_text.delta' || event.type === 'response.refusal.delta') {
        spoken ||= event.delta !== '';
        yield { type: 'text', text: event.delta };
      } else if (event.type === 'response.completed' || event.type === 'response.incomplete') {
        if (!spoken) yield { type: 'text', text: textOf(event.response) };
        yield { type: 'note', note: this.#noteOf(event.response, how) };
        yield event.type === 'response.completed' ? { type: 'done' } : { type: 'done', incomplete: incompleteBecause(event.response) };
        return;
      } else if (event.type === 'response.failed') {
        throw new FailureError(failureOf(event.response));
      } else yield { type: 'progress' };
    }
  }

  #noteOf(response: ModelResponse, how: Continuation): Extract<EngineEvent, { type: 'note' }>['note'] {
    const { usage, model } = response;
    const cached = usage?.input_tokens_details?.cached_tokens;
    const tokens = usage === undefined ? {} : { usage: { inputTokens: usage.input_tokens, outputTokens: usage.output_tokens, ...(cached === undefined ? {} : { cachedTokens: cached }) } };
    return { ...(typeof model === 'string' && model !== '' ? { model } : {}), ...tokens, ...this.#stored(response, how) };
  }

  // A response can be built upon only where the server has kept it: it says so, or the connection's settings do.
  #stored(response: ModelResponse, how: Continuation): { readonly bookmark?: Bookmark } {
    if (typeof how.conversation === 'string') return { bookmark: { place: this.#place, kind: 'conversation', id: how.conversation } };
    const kept = how.store === true && (this.#connection.history === 'response' || ('store' in response && response.store === true));
    return kept ? { bookmark: { place: this.#place, kind: 'response', id: response.id } } : {};
  }
}

function continuation(bookmark: Bookmark): Continuation {
  return bookmark.kind === 'conversation' ? { conversation: bookmark.id, store: true } : { previous_response_id: bookmark.id, store: true };
}

function historyItem(message: Message): ResponseInputItem[] {
  const content = message.role === 'user' ? promptText(message) : message.text;
  return content === '' ? [] : [{ role: message.role, content }];
}

function promptItem(turn: Turn): ResponseInputItem {
  return { role: 'user', content: promptText(turn.prompt) };
}

function isForgotten(error: unknown): boolean {
  if (!isApiError(error) || error.code === 'conversation_locked' || error.code === 'model_not_found') return false;
  return error.status === 404 || (error.status === 400 && (error.param === 'previous_response_id' || error.param === 'conversation'));
}

function wholeResponse(body: unknown): ResponseStreamEvent | undefined {
  if (!isResponse(body)) return undefined;
  const type = body.status === 'failed' ? 'response.failed' : body.status === 'incomplete' ? 'response.incomplete' : 'response.completed';
  return { type, response: body, sequence_number: 0 };
}

function isResponse(body: unknown): body is ModelResponse {
  return typeof body === 'object' && body !== null && 'object' in body && body.object === 'response' && 'output' in body && Array.isArray(body.output);
}

function textOf(response: ModelResponse): string {
  const parts = response.output.flatMap((item) => (item.type === 'message' ? item.content : []));
  return parts.map((part) => (part.type === 'output_text' ? part.text : part.type === 'refusal' ? part.refusal : '')).join('');
}

function incompleteBecause(response: ModelResponse): Failure {
  if (response.incomplete_details?.reason === 'content_filter') return { kind: 'interrupted', message: 'The server’s content filter ended this answer.', action: 'retry' };
  return { kind: 'interrupted', message: 'This answer reached the limit of its length.', action: 'continue' };
}

function failureOf(response: ModelResponse): Failure {
  if (response.error?.code === 'rate_limit_exceeded') return { kind: 'rateLimited', message: 'The server has had too many requests for now.', action: 'retry' };
  const words = quoted(response.error?.message);
  return { kind: 'serverError', message: words === '' ? 'The server gave this answer up.' : `The server gave this answer up: ${words}`, action: 'retry' };
}

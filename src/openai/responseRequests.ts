import type OpenAI from 'openai';
import type { ResponseCreateParamsStreaming, ResponseInputItem, ResponseOutputItem, ResponseStreamEvent } from 'openai/resources/responses/responses';
import type { Parameters } from '../core/assistant.ts';
import type { Turn } from '../core/engine.ts';
import { pause } from '../core/pause.ts';
import { instructionsOf } from '../core/instructions.ts';
import { given } from './chatParameters.ts';
import { isApiError } from './failures.ts';
import { parametersSent } from './refusedParameter.ts';
import { responseParameters } from './responseParameters.ts';
import { responseIncludes, responseTools } from './responseTools.ts';
import { unread, type Streamed } from './stream.ts';

/** How long a conversation is waited for in which another answer is arriving, in milliseconds: in all, and between two tries, at first and at most. */
const lockPatience = 60_000;
const firstTry = 500;
const lastTry = 5000;

/** What a response builds upon, and whether it is kept in its turn. */
export type Continuation = Pick<ResponseCreateParamsStreaming, 'conversation' | 'previous_response_id' | 'store'>;

/** What is said, and where it goes on from. */
export interface Asked {
  readonly how: Continuation;
  readonly input: readonly (ResponseInputItem | ResponseOutputItem)[];
}

/** The parameters that go with a turn. */
export function sentOf({ assistant, without }: Pick<Turn, 'assistant' | 'without'>): Parameters {
  return parametersSent(assistant.parameters, without);
}

/** Sends what asks for a response. */
export class ResponseRequests {
  readonly #client: OpenAI;
  #sealsReasoning = true;
  #tellsFound = true;
  #hasBackground = true;

  constructor(client: OpenAI) {
    this.#client = client;
  }

  /** The answer, not yet read; while another one arrives in its conversation, that is waited for. Throws the SDK's errors. */
  async send(turn: Turn, parameters: Parameters, asked: Asked, signal: AbortSignal): Promise<Streamed<ResponseStreamEvent>> {
    const until = Date.now() + lockPatience;
    for (let wait = firstTry; ; wait = Math.min(wait * 2, lastTry)) {
      try {
        return await this.#send(turn, parameters, asked, signal);
      } catch (error) {
        // What was refused like this has begun nothing: it may be sent again.
        if (!isApiError(error) || error.code !== 'conversation_locked' || Date.now() > until) throw error;
        await pause(wait, signal);
        if (signal.aborted) throw error;
      }
    }
  }

  async #send(turn: Turn, parameters: Parameters, asked: Asked, signal: AbortSignal): Promise<Streamed<ResponseStreamEvent>> {
    const body = this.#body(turn, parameters, asked);
    try {
      if (parameters.stream === false) return unread(await this.#client.responses.create({ ...body, stream: false }, { signal }).asResponse());
      return await this.#client.responses.create(body, { signal }).withResponse();
    } catch (error) {
      if (!this.#learnsFrom(error)) throw error;
      return this.#send(turn, parameters, asked, signal);
    }
  }

  /** Whether the server turned out not to send something along. */
  #learnsFrom(error: unknown): boolean {
    if (!isApiError(error) || error.status !== 400) return false;
    const { message, param } = error;
    if (this.#hasBackground && (param === 'background' || /\bbackground\b/i.test(message))) {
      this.#hasBackground = false;
      return true;
    }
    if (this.#tellsFound && (message.includes('file_search_call') || (param === 'include' && !this.#sealsReasoning))) {
      this.#tellsFound = false;
      return true;
    }
    // Models that do not reason have nothing to seal, and some servers do not leave it at that.
    if (!this.#sealsReasoning || (param !== 'include' && !/encrypted/i.test(message))) return false;
    this.#sealsReasoning = false;
    return true;
  }

  #body(turn: Turn, parameters: Parameters, { how, input }: Asked): ResponseCreateParamsStreaming {
    const { assistant, model } = turn;
    const instructions = instructionsOf(turn);
    return {
      ...responseParameters(parameters),
      ...responseTools(assistant, parameters),
      ...responseIncludes(assistant, { found: this.#tellsFound, sealedReasoning: how.store === false && this.#sealsReasoning }),
      ...(Object.keys(assistant.metadata).length === 0 ? {} : { metadata: assistant.metadata }),
      ...given<ResponseCreateParamsStreaming>({ input }),
      ...(instructions === '' ? {} : { instructions }),
      ...how,
      ...(turn.background === true && this.#hasBackground && how.store === true && parameters.stream !== false ? { background: true } : {}),
      model,
      stream: true,
    };
  }
}

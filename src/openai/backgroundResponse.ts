import type OpenAI from 'openai';
import type { Response as ModelResponse, ResponseStreamEvent } from 'openai/resources/responses/responses';
import type { ServerHandle } from '../core/engine.ts';
import { pause } from '../core/pause.ts';
import { isApiError } from './failures.ts';
import { EventOrder } from './eventOrder.ts';
import { serverId } from './serverId.ts';
import { eventsOf, type Streamed } from './stream.ts';
import { wholeResponse } from './wholeResponse.ts';

/** How long a server is given to end what nobody wants any more, in milliseconds. */
const cancelTime = 10_000;

/** How soon a stream is asked for again that broke off, and how often in a row, in milliseconds. */
const soon = 250;
const mostBreaks = 5;

/** How soon a response is looked at again that is not told as it is written, in milliseconds: at first, and at most. */
const firstLook = 500;
const lastLook = 5000;

const over: ReadonlySet<string> = new Set(['response.completed', 'response.failed', 'response.incomplete']);

/**
 * The response of a turn that its server goes on writing, whoever listens (https://developers.openai.com/api/docs/guides/background):
 * heard on where its stream breaks off, heard once more from its beginning, and ended when nobody wants it any more.
 */
export class BackgroundResponse {
  readonly #client: OpenAI;
  readonly #place: string;
  readonly #signal: AbortSignal;
  #working: string | undefined;

  constructor(client: OpenAI, place: string, signal: AbortSignal) {
    this.#client = client;
    this.#place = place;
    this.#signal = signal;
  }

  /** What a response can be heard by once more; undefined for one that ends with its stream. `apart`: something was said before. */
  handleOf({ id, background, conversation }: ModelResponse, apart: boolean): ServerHandle | undefined {
    if (background !== true) return undefined;
    const within = conversation?.id;
    return { place: this.#place, kind: 'response', id, ...(within === undefined ? {} : { within }), ...(apart ? { apart } : {}) };
  }

  /** The events of one response, those after a break of its stream among them. */
  async *hear(streamed: Streamed<ResponseStreamEvent>): AsyncGenerator<ResponseStreamEvent> {
    let next = async (): Promise<Streamed<ResponseStreamEvent>> => streamed;
    let last = -1;
    let breaks = 0;
    for (;;) {
      let lost: unknown;
      const order = new EventOrder<ResponseStreamEvent>();
      const pass = (event: ResponseStreamEvent): ResponseStreamEvent => {
        if (isBackground(event)) this.#working = event.response.id;
        last = event.sequence_number;
        breaks = 0;
        if (over.has(event.type)) this.#working = undefined;
        return event;
      };
      try {
        for await (const event of eventsOf<ResponseStreamEvent, ResponseStreamEvent>(await next(), wholeResponse)) {
          // The terminal event holds the whole answer: what was missing before it is not waited for.
          for (const due of over.has(event.type) ? [event] : order.take(event)) yield pass(due);
          if (over.has(event.type)) return;
        }
        if (this.#working === undefined) for (const left of order.rest()) yield pass(left);
      } catch (error) {
        lost = error;
      }
      const id = this.#working;
      breaks += 1;
      if (id === undefined || this.#signal.aborted || breaks > mostBreaks || (isApiError(lost) && lost.status !== undefined)) {
        if (lost !== undefined) throw lost;
        return;
      }
      await pause(soon * breaks, this.#signal);
      next = () => this.#stream(id, last);
    }
  }

  /** A response from its beginning. Throws the SDK's errors. */
  async again(id: string): Promise<Streamed<ResponseStreamEvent>> {
    this.#working = serverId(id);
    try {
      return await this.#stream(id, undefined);
    } catch (error) {
      if (!isApiError(error) || error.status !== 400) throw error;
      return { data: this.#whole(id), response: new Response(null, { headers: { 'content-type': 'text/event-stream' } }), request_id: null };
    }
  }

  /** Has what is still being written ended, without anybody waiting for it; not when it is to be heard later. */
  letGo(): void {
    const id = this.#working;
    if (id === undefined || this.#signal.reason === 'closing') return;
    void this.#client.responses.cancel(id, { signal: AbortSignal.timeout(cancelTime) }).catch(() => undefined);
  }

  async #stream(id: string, after: number | undefined): Promise<Streamed<ResponseStreamEvent>> {
    return this.#client.responses.retrieve(id, { stream: true, ...(after === undefined ? {} : { starting_after: after }) }, { signal: this.#signal }).withResponse();
  }

  /** The end of a response that is not told as it is written. */
  async *#whole(id: string): AsyncGenerator<ResponseStreamEvent> {
    for (let wait = firstLook; !this.#signal.aborted; wait = Math.min(wait * 1.5, lastLook)) {
      const response = await this.#client.responses.retrieve(id, {}, { signal: this.#signal });
      if (response.status === 'cancelled') return;
      if (response.status !== 'queued' && response.status !== 'in_progress') {
        const event = wholeResponse(response);
        if (event !== undefined) yield event;
        return;
      }
      yield { type: 'response.in_progress', response, sequence_number: 0 };
      await pause(wait, this.#signal);
    }
  }
}

function isBackground(event: ResponseStreamEvent): event is ResponseStreamEvent & { readonly response: ModelResponse } {
  return 'response' in event && typeof event.response === 'object' && event.response.background === true && typeof event.response.id === 'string';
}

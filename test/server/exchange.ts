import { setImmediate as tick, setTimeout as sleep } from 'node:timers/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Witness } from './contract.ts';
import { replaces, type Fault, type ReplacingFault } from './faults.ts';
import { newId } from './ids.ts';
import type { OpenRequest } from './requestLog.ts';

/** Thrown where a fault takes the place of the answer. */
export class Replaced extends Error {
  readonly fault: ReplacingFault;

  constructor(fault: ReplacingFault) {
    super(`Replaced by the fault “${fault.fault}”.`);
    this.name = 'Replaced';
    this.fault = fault;
  }
}

/** One request and the way back to who asked. */
export class Exchange {
  readonly request: OpenRequest;
  readonly query: URLSearchParams;
  readonly outgoing: ServerResponse;
  /** Hears what is answered, where somebody wants to know. */
  witness: Witness | undefined;
  /** Settles once the connection has let go of this exchange. */
  readonly closed: Promise<void>;
  readonly #gone = new AbortController();
  #fault: Fault | undefined;
  #worksOn = false;
  #hungUp = false;

  constructor(incoming: IncomingMessage, outgoing: ServerResponse, body: unknown) {
    const url = new URL(incoming.url ?? '/', 'http://offline');
    this.query = url.searchParams;
    this.outgoing = outgoing;
    this.request = {
      at: Date.now(),
      method: incoming.method ?? 'GET',
      path: url.pathname,
      query: url.search.slice(1),
      headers: incoming.headers,
      body,
      requestId: newId('req'),
      outcome: 'open',
    };
    this.closed = new Promise((resolve) => {
      const close = (): void => {
        this.#close();
        resolve();
      };
      if (outgoing.destroyed) close();
      else outgoing.once('close', close);
    });
    outgoing.on('error', () => undefined);
    outgoing.setHeader('x-request-id', this.request.requestId);
  }

  /** Aborts when nobody is there any more to hear the answer. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  /** What is to go wrong with this exchange. */
  get fault(): Fault | undefined {
    return this.#fault;
  }

  /** The key that was sent; empty for none. */
  get key(): string {
    return /^Bearer\s+(?<key>.*)$/i.exec(this.request.headers.authorization ?? '')?.groups?.['key'] ?? '';
  }

  /** Lets a fault happen to this exchange; throws when it takes the place of the answer. */
  suffer(fault: Fault): void {
    this.#fault = fault;
    if (fault.fault === 'lostAnswer') this.workOn();
    if (replaces(fault)) throw new Replaced(fault);
  }

  /** Waits, and lets others have their turn; throws when nobody is there any more. */
  async pace(milliseconds: number): Promise<void> {
    if (milliseconds > 0) await sleep(milliseconds, undefined, { signal: this.signal });
    else await tick(undefined, { signal: this.signal });
  }

  /** Settles, by throwing, when nobody is there any more. */
  async hold(): Promise<never> {
    await this.closed;
    throw new Error('The connection was closed.');
  }

  /** Writes, and waits until it is on its way; throws when nobody is there any more. */
  write(text: string | Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.outgoing.write(text, (error) => {
        if (error === null || error === undefined) {
          resolve();
        } else {
          this.#gone.abort();
          reject(error);
        }
      });
    });
  }

  /** Lets the work go on when nobody is there any more. */
  workOn(): void {
    this.#worksOn = true;
  }

  /** Closes the socket in the middle. */
  hangUp(): void {
    this.#hungUp = true;
    this.outgoing.destroy();
  }

  #close(): void {
    const { outgoing, request } = this;
    if (outgoing.headersSent) request.status = outgoing.statusCode;
    if (this.#hungUp) request.outcome = 'closedByServer';
    else request.outcome = outgoing.writableFinished ? 'answered' : 'closedByClient';
    if (!this.#worksOn) this.#gone.abort();
  }
}

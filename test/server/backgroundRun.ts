import { setImmediate as tick, setTimeout as sleep } from 'node:timers/promises';
import { isDelta, type WireEvent } from './responseEvents.ts';
import type { ResponseWork } from './responseWork.ts';

/** An answer that is written whether or not anybody listens, and that can be listened to from any of its events on. */
export class BackgroundRun {
  readonly #events: WireEvent[] = [];
  readonly #stopping = new AbortController();
  #over = false;
  #wake = Promise.withResolvers<undefined>();

  /** Writes the answer; `hear` is told each event as it comes. */
  async write(work: ResponseWork, hear: (event: WireEvent) => void): Promise<void> {
    const { signal } = this.#stopping;
    try {
      for (const event of work.events) {
        if (isDelta(event) && work.wordDelay > 0) await sleep(work.wordDelay, undefined, { signal });
        else await tick(undefined, { signal });
        hear(event);
        this.#events.push(event);
        this.#call();
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      work.release();
      this.#over = true;
      this.#call();
    }
  }

  /** Stops the writing. */
  stop(): void {
    this.#stopping.abort();
  }

  /** The events after this number, those to come among them. */
  async *after(number: number): AsyncGenerator<WireEvent, void> {
    for (let index = number + 1; ; index += 1) {
      while (index >= this.#events.length && !this.#over) await this.#wake.promise;
      const event = this.#events[index];
      if (event === undefined) return;
      yield event;
    }
  }

  #call(): void {
    this.#wake.resolve(undefined);
    this.#wake = Promise.withResolvers();
  }
}

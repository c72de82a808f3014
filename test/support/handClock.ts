import type { Clock } from '../../src/core/clock.ts';

/** A clock that a test turns by hand, a second at a time. */
export class HandClock implements Clock {
  readonly #calls = new Set<{ readonly milliseconds: number; next: number; readonly call: () => void }>();
  #time = 0;

  now(): number {
    return this.#time;
  }

  every(milliseconds: number, call: () => void): () => void {
    const entry = { milliseconds, next: this.#time + milliseconds, call };
    this.#calls.add(entry);
    return () => { this.#calls.delete(entry); };
  }

  /** Lets so many seconds pass, and what is due be done. */
  async pass(seconds: number): Promise<void> {
    for (let second = 0; second < seconds; second += 1) {
      this.#time += 1000;
      await this.#due();
    }
  }

  /** Lets this computer sleep for so many seconds: nothing is done meanwhile. */
  async sleep(seconds: number): Promise<void> {
    this.#time += seconds * 1000;
    await this.#due();
  }

  async #due(): Promise<void> {
    for (const entry of this.#calls) {
      if (entry.next > this.#time) continue;
      entry.next = this.#time + entry.milliseconds;
      entry.call();
    }
    await new Promise((resolve) => { setImmediate(resolve); });
  }
}

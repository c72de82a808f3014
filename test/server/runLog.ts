import type { AssistantStreamEvent } from './assistantTypes.ts';

const pauses: ReadonlySet<AssistantStreamEvent['event']> = new Set([
  'thread.run.requires_action', 'thread.run.completed', 'thread.run.incomplete', 'thread.run.failed', 'thread.run.cancelled', 'thread.run.expired', 'error',
]);

/** All that happened in a run, for those who listen. */
export class RunLog {
  readonly #events: AssistantStreamEvent[] = [];
  #wake = Promise.withResolvers<undefined>();

  /** How many events there are. */
  get length(): number {
    return this.#events.length;
  }

  /** Adds what happened. */
  tell(...events: readonly AssistantStreamEvent[]): void {
    this.#events.push(...events);
    this.#wake.resolve(undefined);
    this.#wake = Promise.withResolvers();
  }

  /** The events from this number on, those to come among them, until the run ends or waits for its functions. */
  async *from(number: number): AsyncGenerator<AssistantStreamEvent, void> {
    for (let index = number; ; index += 1) {
      while (index >= this.#events.length) await this.#wake.promise;
      const event = this.#events[index];
      if (event === undefined) return;
      yield event;
      if (pauses.has(event.event)) return;
    }
  }
}

import type { AgentSessionEvent } from 'openai/resources/beta/agents/agents';
import { newId } from './ids.ts';

type Unnamed<Event> = Event extends AgentSessionEvent ? Omit<Event, 'event_id'> : never;

/** What happened, before it has its id. */
export type Happening = Unnamed<AgentSessionEvent>;

/** All that happened in a session, for those who listen. */
export class AgentSessionLog {
  readonly #events: AgentSessionEvent[] = [];
  #wake = Promise.withResolvers<undefined>();

  /** How many events there are. */
  get length(): number {
    return this.#events.length;
  }

  /** Adds what happened. */
  tell(...happenings: readonly Happening[]): void {
    this.#events.push(...happenings.map((happening) => eventOf(happening)));
    this.#rouse();
  }

  /** The events from this number on, those to come among them, for as long as somebody listens. */
  async *from(number: number, listening: AbortSignal): AsyncGenerator<AgentSessionEvent, void> {
    listening.addEventListener('abort', () => {
      this.#rouse();
    }, { once: true });
    for (let index = number; ; index += 1) {
      while (index >= this.#events.length && !listening.aborted) await this.#wake.promise;
      const event = this.#events[index];
      if (event === undefined || listening.aborted) return;
      yield event;
    }
  }

  #rouse(): void {
    this.#wake.resolve(undefined);
    this.#wake = Promise.withResolvers();
  }
}

/** What happened, as it is told. */
export function eventOf(happening: Happening): AgentSessionEvent {
  return { ...happening, event_id: newId('evt') };
}

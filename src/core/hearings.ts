import type { Silence } from '../shared/silence.ts';
import { systemClock, type Clock } from './clock.ts';
import type { EngineEvent } from './engine.ts';
import { Hearing, type Heard } from './hearing.ts';
import type { Log } from './stores.ts';
import type { Threads } from './threads.ts';
import { turnPatience, type TurnPatience } from './turnPatience.ts';

/** What answers are heard with. */
interface HearingsParts {
  readonly threads: Pick<Threads, 'tell'>;
  readonly log: Pick<Log, 'info'>;
  readonly patience?: TurnPatience;
  readonly clock?: Clock;
}

/** The answers that this window waits for, one in a thread, and what the user says about the waiting. */
export class Hearings {
  readonly #threads: Pick<Threads, 'tell'>;
  readonly #log: Pick<Log, 'info'>;
  readonly #patience: TurnPatience;
  readonly #clock: Clock;
  readonly #going = new Map<string, Hearing>();

  constructor({ threads, log, patience = turnPatience, clock = systemClock }: HearingsParts) {
    this.#threads = threads;
    this.#log = log;
    this.#patience = patience;
    this.#clock = clock;
  }

  /** What is told of this answer, as Hearing has it. */
  async *hear(threadId: string, messageId: string, heard: Omit<Heard, 'tell'>): AsyncGenerator<EngineEvent> {
    const tell = (silence: Silence | undefined): void => {
      try {
        this.#threads.tell(threadId, { type: 'silent', messageId, ...(silence === undefined ? {} : { silence }) });
      } catch (error) {
        this.#log.info(`Thread ${threadId} was not told of the silence in it: ${String(error)}`);
      }
    };
    const hearing = new Hearing({ ...heard, tell }, this.#patience, this.#clock);
    this.#going.set(threadId, hearing);
    try {
      yield* hearing.events();
    } finally {
      this.#going.delete(threadId);
    }
  }

  /** The user would rather wait for what is arriving in this thread. */
  keepWaiting(threadId: string): void {
    this.#going.get(threadId)?.wait();
  }

  /** Asks the server how it stands; nothing where it cannot be asked. */
  askServer(threadId: string): void {
    this.#going.get(threadId)?.ask();
  }
}

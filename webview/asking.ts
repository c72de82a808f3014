import type { HostApi } from '../src/shared/protocol.ts';
import type { Fitting } from '../src/shared/asks.ts';
import type { Problem, Ways } from './notices.ts';
import { failureOf } from './offers.ts';
import type { Store } from './store.ts';

/** How the host is asked: what it refuses is told to `tell`, which is told `undefined` when something new is asked. */
export class Asking {
  readonly host: HostApi;
  readonly #store: Pick<Store, 'snapshot'>;
  readonly #tell: (problem: Problem | undefined) => void;

  constructor(options: { readonly host: HostApi; readonly store: Pick<Store, 'snapshot'>; readonly tell: (problem: Problem | undefined) => void }) {
    this.host = options.host;
    this.#store = options.store;
    this.#tell = options.tell;
  }

  /** The thread on show; undefined for a new one. */
  get threadId(): string | undefined {
    return this.#store.snapshot?.thread?.id;
  }

  /** Says what was refused, what asks the same again, and which steps have a way of their own. */
  refused(error: unknown, again: () => void, ways: Ways = {}): void {
    this.#tell({ failure: failureOf(error), again, ways });
  }

  /** Resolves with whether it was done. `again` asks the same again, if not the same words do. */
  async ask(question: () => Promise<unknown>, again?: () => void, ways?: Ways): Promise<boolean> {
    this.#tell(undefined);
    try {
      await question();
      return true;
    } catch (error) {
      this.refused(error, again ?? (() => void this.ask(question, again, ways)), ways);
      return false;
    }
  }

  /** Asks about the thread on show for what may not fit: refused for that, it can be asked for anyway, or without the oldest messages. */
  async fitting(question: (threadId: string, how: Fitting) => Promise<unknown>, ways: Ways = {}, how: Fitting = {}): Promise<boolean> {
    const { threadId } = this;
    if (threadId === undefined) return false;
    const anew = (otherwise: Fitting) => (): void => void this.fitting(question, ways, otherwise);
    return this.ask(() => question(threadId, how), undefined, { ...ways, sendAnyway: anew({ anyway: true }), trimOldest: anew({ trimmed: true }) });
  }

  /** Asks about the thread on show; false for a new one. */
  async inThread(question: (threadId: string) => Promise<unknown>): Promise<boolean> {
    const { threadId } = this;
    return threadId === undefined ? false : this.ask(() => question(threadId));
  }
}

import type { HostApi } from '../src/shared/protocol.ts';
import type { Problem } from './notices.ts';
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

  /** Says what was refused, and what asks the same again. */
  refused(error: unknown, again: () => void, anyway?: () => void): void {
    this.#tell({ failure: failureOf(error), again, ...(anyway === undefined ? {} : { anyway }) });
  }

  /** Resolves with whether it was done. `again` asks the same again, if not the same words do; `anyway` asks it although it may not fit. */
  async ask(question: () => Promise<unknown>, again?: () => void, anyway?: () => void): Promise<boolean> {
    this.#tell(undefined);
    try {
      await question();
      return true;
    } catch (error) {
      this.refused(error, again ?? (() => void this.ask(question, again, anyway)), anyway);
      return false;
    }
  }

  /** The same about the thread on show; false for a new one. */
  async inThread(question: (threadId: string) => Promise<unknown>): Promise<boolean> {
    const { threadId } = this;
    return threadId === undefined ? false : this.ask(() => question(threadId));
  }
}

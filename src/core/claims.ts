import { FailureError } from '../shared/rpc.ts';
import type { Leases } from './leases.ts';
import { t } from '../shared/words.ts';

/** An answer that is arriving. */
export interface Running {
  readonly controller: AbortController;
  ended: Promise<void>;
  /** Which answer it is, once that is known. */
  answerId?: string;
}

/** The threads that answers are arriving in: one at a time in each, whichever window it is asked in. */
export class Claims {
  readonly #leases: Pick<Leases, 'onLose' | 'release' | 'take'> | undefined;
  readonly #running = new Map<string, Running>();

  constructor(leases: Pick<Leases, 'onLose' | 'release' | 'take'> | undefined) {
    this.#leases = leases;
    leases?.onLose((threadId) => {
      this.#running.get(threadId)?.controller.abort('lost');
    });
  }

  /** Says which answer is arriving in this thread. */
  name(threadId: string, answerId: string): void {
    const running = this.#running.get(threadId);
    if (running !== undefined) running.answerId = answerId;
  }

  /** Ends what is arriving here of this answer, for another window gives it. */
  lose(threadId: string, answerId: string): void {
    const running = this.#running.get(threadId);
    if (running?.answerId === answerId) running.controller.abort('lost');
  }

  /** All that is arriving in this window. */
  get all(): readonly Running[] {
    return [...this.#running.values()];
  }

  /** What is arriving in this thread, in this window. */
  of(threadId: string): Running | undefined {
    return this.#running.get(threadId);
  }

  /** Makes this window the one in which an answer is arriving; undefined while it is another one, or there is one already. */
  claim(threadId: string): Running | undefined {
    if (this.#running.has(threadId) || this.#leases?.take(threadId) === false) return undefined;
    const running: Running = { controller: new AbortController(), ended: Promise.resolve() };
    this.#running.set(threadId, running);
    return running;
  }

  /** Throws FailureError `busy` while an answer is arriving in this thread, here or in another window. */
  assertIdle(threadId: string): void {
    const claimed = this.claim(threadId);
    if (claimed === undefined) throw this.busy(threadId);
    this.release(threadId);
  }

  busy(threadId: string): FailureError {
    const message = this.#running.has(threadId) ? t('An answer is still arriving in this thread. Stop it, or wait for its end.') : t('An answer is arriving in this thread in another window. Stop it there, or wait for its end.');
    return new FailureError({ kind: 'busy', message, action: 'retry' });
  }

  release(threadId: string): void {
    this.#running.delete(threadId);
    this.#leases?.release(threadId);
  }
}

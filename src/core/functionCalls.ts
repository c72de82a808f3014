import { Emitter } from '../shared/lifetime.ts';
import type { CallResult, FunctionCall } from './engine.ts';

/** Function calls that wait for the user: nothing is run and nothing is told to a model without the user's word. */
export class FunctionCalls {
  readonly #waiting = new Map<string, { readonly call: FunctionCall; readonly settle: (result: CallResult) => void }>();
  readonly #asked = new Emitter<string>();
  /** A call has begun to wait, under this id. */
  readonly onAsk = this.#asked.on;

  /** Waits for the result of a call, known by this id. Rejects with the signal's reason when the turn is stopped. */
  async wait(id: string, call: FunctionCall, signal: AbortSignal): Promise<CallResult> {
    const { promise, resolve, reject } = Promise.withResolvers<CallResult>();
    const abort = (): void => {
      reject(new Error('The turn was stopped.', { cause: signal.reason }));
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    this.#waiting.set(id, { call, settle: resolve });
    try {
      this.#asked.fire(id);
      return await promise;
    } finally {
      this.#waiting.delete(id);
      signal.removeEventListener('abort', abort);
    }
  }

  /** The call that waits under this id, if it still does. */
  find(id: string): FunctionCall | undefined {
    return this.#waiting.get(id)?.call;
  }

  /** Gives the result of a call; false when nothing waits for it any more. */
  answer(id: string, result: CallResult): boolean {
    const waiting = this.#waiting.get(id);
    waiting?.settle(result);
    return waiting !== undefined;
  }
}

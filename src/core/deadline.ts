import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** How long what is waited for may stay silent, in milliseconds. */
export interface Patience {
  /** Until the first event: reasoning models take their time. */
  readonly first: number;
  /** Between two events. */
  readonly next: number;
}

export const patience: Patience = { first: 300_000, next: 120_000 };

/**
 * The events of a source, but never waiting longer than this for one: then it throws FailureError `stalled`. Ends at once, without a word, when
 * the signal aborts. Either way the source is told to let go by the signal that it was begun with, and not waited for.
 */
export async function* withDeadline<Event>(begin: (signal: AbortSignal) => AsyncIterable<Event>, limits: Patience, signal: AbortSignal): AsyncGenerator<Event> {
  const silence = new AbortController();
  const iterator = begin(AbortSignal.any([signal, silence.signal]))[Symbol.asyncIterator]();
  let limit = limits.first;
  try {
    for (;;) {
      const result = await within(iterator.next(), limit, signal);
      if (result === 'aborted' || result.done === true) return;
      yield result.value;
      limit = limits.next;
    }
  } catch (error) {
    silence.abort();
    throw error;
  } finally {
    void iterator.return?.().catch(() => undefined);
  }
}

async function within<Value>(promise: Promise<Value>, limit: number, signal: AbortSignal): Promise<Value | 'aborted'> {
  const cut = Promise.withResolvers<'aborted'>();
  const abort = (): void => {
    cut.resolve('aborted');
  };
  const timer = setTimeout(() => {
    const message = t('The server has sent nothing for {0} seconds.', String(Math.round(limit / 1000)));
    cut.reject(new FailureError({ kind: 'stalled', message, action: 'retry' }));
  }, limit);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([promise, cut.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  }
}

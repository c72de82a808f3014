import type { Disposable } from '../shared/lifetime.ts';
import type { Log } from './stores.ts';
import type { Threads } from './threads.ts';

/** How soon the threads are copied after the start, and how often it is looked whether that is due, in milliseconds. */
const times = { first: 60_000, next: 6 * 60 * 60 * 1000 };

/** What is asked of a store so that its threads are looked after. */
interface CaredFor {
  readonly onWritten: (changed: () => void) => Disposable;
  backUp(now: number): Promise<boolean>;
}

/** Takes in what other windows write, and has the threads copied once a day, until it is disposed. */
export function careForThreads(store: CaredFor, threads: Threads, log: Log): Disposable {
  const watching = store.onWritten(() => { threads.refresh(); });
  const copy = (): void => {
    store.backUp(Date.now()).catch((error: unknown) => { log.error('The threads could not be copied.', error); });
  };
  const first = setTimeout(copy, times.first);
  const next = setInterval(copy, times.next);
  return {
    dispose: () => {
      clearTimeout(first);
      clearInterval(next);
      watching.dispose();
    },
  };
}

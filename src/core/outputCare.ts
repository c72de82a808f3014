import type { Disposable } from '../shared/lifetime.ts';
import type { Outputs } from './outputs.ts';
import type { Log } from './stores.ts';

/** How soon after the start what nobody wants is removed, and how often what temporary threads hold counts as new, in milliseconds. */
const times = { first: 5000, next: 20 * 60 * 1000 };

/** Removes the files that a window has left behind, and has those of temporary threads stay, until it is disposed. */
export function careForOutputs(outputs: Pick<Outputs, 'clear' | 'renew'>, log: Log): Disposable {
  const first = setTimeout(() => void outputs.clear(), times.first);
  const next = setInterval(() => {
    outputs.renew().catch((error: unknown) => { log.error('The files of temporary threads could not be kept fresh.', error); });
  }, times.next);
  return {
    dispose: () => {
      clearTimeout(first);
      clearInterval(next);
    },
  };
}

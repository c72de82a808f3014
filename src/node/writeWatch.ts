import { watch, type FSWatcher } from 'node:fs';
import type { Disposable } from '../shared/lifetime.ts';

/** How long writes may gather before they are looked at, in milliseconds. */
const pause = 250;

/** Calls `changed` soon after another connection wrote to a SQLite database in this folder; `version`: SQLite's data_version of this one. */
export function watchWrites(folder: string, version: () => number, changed: () => void): Disposable {
  let known = version();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    timer = undefined;
    try {
      const now = version();
      if (now !== known) changed();
      known = now;
    } catch {
      // What cannot be read now is looked at with the next write.
    }
  };
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(folder, { persistent: false }, (_kind, name) => {
      if (name?.startsWith('threads.db') === true) timer ??= setTimeout(look, pause);
    });
    watcher.on('error', () => watcher?.close());
  } catch {
    // Where nothing can be watched, threads are looked at when they are opened.
  }
  return {
    dispose: () => {
      clearTimeout(timer);
      watcher?.close();
    },
  };
}

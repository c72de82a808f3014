import { Desk } from './desk.ts';
import type { DeskStore } from './stores.ts';

/** Where the draft of a thread in a tab of its own is kept; the same for all that are not begun yet. */
export function threadDeskKey(threadId: string | undefined): string {
  return `thread:${threadId ?? ''}`;
}

/** The desk of a tab that shows this thread, or a new one. What was being written is kept with the thread. */
export function threadDesk(store: DeskStore, threadId: string | undefined): Desk {
  return new Desk({
    readDesk: (key) => ({ ...store.readDesk(key), ...(threadId === undefined ? {} : { threadId }) }),
    writeDesk: (_key, contents) => { store.writeDesk(threadDeskKey(contents.threadId), contents); },
  }, threadDeskKey(threadId));
}

import { Desk } from './desk.ts';
import type { DeskStore } from './stores.ts';

/** The desk of a tab that shows this thread, or a new one. What is being written is kept as it is in the side bar; which thread is on show, VS Code keeps with the tab. */
export function threadDesk(store: DeskStore, workspace: string, threadId: string | undefined): Desk {
  return new Desk({
    readDesk: () => (threadId === undefined ? {} : { threadId }),
    writeDesk: () => undefined,
    readPaper: (place, thread, kind) => store.readPaper(place, thread, kind),
    writePaper: (place, thread, kind, paper) => { store.writePaper(place, thread, kind, paper); },
    forgetPapers: (thread) => { store.forgetPapers(thread); },
    papersMention: (words) => store.papersMention(words),
  }, workspace);
}

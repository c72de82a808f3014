import { newTemporaryThread } from '../shared/draftPlace.ts';
import type { DeskContents, DeskPapers, DeskStore } from './stores.ts';

/** Keeps desks, and in memory alone what is not sent yet in threads that are not stored. */
export class DeskKeeping implements DeskStore {
  readonly #store: DeskStore;
  readonly #isTemporary: (threadId: string) => boolean;
  readonly #memory = new Map<string, Partial<DeskPapers>>();

  /** `isTemporary`: whether nothing of this thread is stored. */
  constructor(store: DeskStore, isTemporary: (threadId: string) => boolean) {
    this.#store = store;
    this.#isTemporary = (threadId) => threadId === newTemporaryThread || isTemporary(threadId);
  }

  readDesk(workspace: string): DeskContents | undefined {
    return this.#store.readDesk(workspace);
  }

  writeDesk(workspace: string, contents: DeskContents): void {
    this.#store.writeDesk(workspace, contents);
  }

  readPaper<Kind extends keyof DeskPapers>(workspace: string, threadId: string, kind: Kind): DeskPapers[Kind] | undefined {
    return this.#isTemporary(threadId) ? this.#memory.get(threadId)?.[kind] : this.#store.readPaper(workspace, threadId, kind);
  }

  writePaper<Kind extends keyof DeskPapers>(workspace: string, threadId: string, kind: Kind, paper: DeskPapers[Kind]): void {
    if (this.#isTemporary(threadId)) this.#memory.set(threadId, { ...this.#memory.get(threadId), [kind]: paper });
    else this.#store.writePaper(workspace, threadId, kind, paper);
  }

  forgetPapers(threadId: string): void {
    this.#memory.delete(threadId);
    this.#store.forgetPapers(threadId);
  }

  papersMention(words: string): boolean {
    return [...this.#memory.values()].some((papers) => JSON.stringify(papers).includes(words)) || this.#store.papersMention(words);
  }
}

import { Emitter } from '../shared/lifetime.ts';
import type { Draft, Thread } from '../shared/model.ts';
import type { DeskContents, DeskStore } from './stores.ts';

/** What lies before the user in this workspace: the thread on show and the prompt that is being written. Kept as it changes. */
export class Desk {
  readonly #store: DeskStore;
  readonly #workspace: string;
  readonly #shown = new Emitter<Thread | undefined>();
  readonly #written = new Emitter<null>();
  readonly #put = new Emitter<Draft>();
  #contents: DeskContents | undefined;
  #isRead = false;
  #isTemporary = false;
  /** Another thread is shown now, or a new one. Not fired by `settle`. */
  readonly onShow = this.#shown.on;
  /** What is being written has changed. */
  readonly onWrite = this.#written.on;
  /** Something was put in the place of what was being written. */
  readonly onPut = this.#put.on;

  constructor(store: DeskStore, workspace: string) {
    this.#store = store;
    this.#workspace = workspace;
  }

  /** The thread on show; none for a new one. */
  get threadId(): string | undefined {
    return this.#read()?.threadId;
  }

  /** Whether anything was ever shown here. */
  get isUsed(): boolean {
    return this.#read() !== undefined;
  }

  /** Who is to answer in a new thread; the default assistant, if absent. */
  get assistantId(): string | undefined {
    return this.#read()?.assistantId;
  }

  /** Whether the thread on show, or the new one, is kept in memory alone: then nothing of the desk is stored either. */
  get isTemporary(): boolean {
    return this.#isTemporary;
  }

  /** Whom the next prompt is for. */
  get addressee(): Pick<DeskContents, 'threadId' | 'assistantId'> & { readonly temporary?: true } {
    const { threadId, assistantId } = this;
    return { ...(threadId === undefined ? {} : { threadId }), ...(assistantId === undefined ? {} : { assistantId }), ...(this.#isTemporary ? { temporary: true } : {}) };
  }

  get draft(): Draft | undefined {
    return this.#read()?.draft;
  }

  /** Turns to a thread, or to a new one of this assistant, else of the default one. `temporary`: to one that is to be kept in memory alone. */
  show(thread: Thread | undefined, assistantId?: string, temporary = thread?.temporary === true): void {
    this.#isTemporary = temporary;
    const { draft } = this;
    this.#write({ ...(thread === undefined ? {} : { threadId: thread.id }), ...(draft === undefined ? {} : { draft }), ...(assistantId === undefined ? {} : { assistantId }) });
    this.#shown.fire(thread);
  }

  /** Notes what is shown already. */
  settle(threadId: string | undefined): void {
    const { threadId: _before, ...rest } = this.#read() ?? {};
    this.#write({ ...rest, ...(threadId === undefined ? {} : { threadId }) });
  }

  /** Keeps what is being written, unless something newer is kept. */
  write(draft: Draft): void {
    const kept = this.#read();
    if (kept?.draft === undefined || kept.draft.at <= draft.at) this.#write({ ...kept, draft });
    this.#written.fire(null);
  }

  /** Puts this in the place of what is being written. */
  put(text: string): void {
    const draft = { text, at: Math.max(Date.now(), (this.draft?.at ?? 0) + 1) };
    this.write(draft);
    this.#put.fire(draft);
  }

  #read(): DeskContents | undefined {
    if (!this.#isRead) this.#contents = this.#store.readDesk(this.#workspace);
    this.#isRead = true;
    return this.#contents;
  }

  #write(contents: DeskContents): void {
    this.#contents = contents;
    this.#isRead = true;
    if (!this.#isTemporary) this.#store.writeDesk(this.#workspace, contents);
  }
}

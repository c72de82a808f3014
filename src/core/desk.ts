import { Emitter } from '../shared/lifetime.ts';
import type { Draft } from '../shared/message.ts';
import type { Thread } from '../shared/thread.ts';
import { writtenBehind } from '../shared/writtenBehind.ts';
import type { DeskContents, DeskStore, HeldAttachment } from './stores.ts';

/** Under which name the store keeps what is written in a thread that is not begun yet. */
const newThread = '';

/** The same for one that is to be kept in memory alone. */
export const newTemporaryThread = 'temporary';

/** How a desk turns to another thread. */
interface Turning {
  /** Whose a new one is to be; the default assistant's, if absent. */
  readonly assistantId?: string | undefined;
  /** Whether what is being written here goes along. */
  readonly along?: boolean;
  /** Whether a new one is to be kept in memory alone. */
  readonly temporary?: boolean;
}

/** What lies before the user in this workspace: the thread on show, and in each thread the prompt that is being written. Kept as it changes. */
export class Desk {
  readonly #store: DeskStore;
  readonly #workspace: string;
  readonly #shown = new Emitter<Thread | undefined>();
  readonly #written = new Emitter<null>();
  readonly #put = new Emitter<Draft>();
  readonly #drafts = new Map<string, Draft | undefined>();
  #contents: DeskContents | undefined;
  #isRead = false;
  #isTemporary = false;
  #goesAlong = false;
  #turns = 0;
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

  /** What is being written in the thread on show. */
  get draft(): Draft | undefined {
    return this.draftIn(this.threadId);
  }

  /** Whether what was being written went along to the thread on show. */
  get goesAlong(): boolean {
    return this.#goesAlong;
  }

  /** How often it was turned to a thread, or to a new one. */
  get turns(): number {
    return this.#turns;
  }

  /** What goes with the draft of the thread on show. */
  get held(): readonly HeldAttachment[] {
    return this.#heldIn(this.#key(this.threadId));
  }

  /** What is being written in a thread; in a new one, if none is named. */
  draftIn(threadId?: string): Draft | undefined {
    const key = this.#key(threadId);
    if (!this.#drafts.has(key)) this.#drafts.set(key, this.#store.readPaper(this.#workspace, key, 'draft'));
    return this.#drafts.get(key);
  }

  /** Turns to a thread, or to a new one. */
  show(thread: Thread | undefined, { assistantId, along = false, temporary = thread?.temporary === true }: Turning = {}): void {
    const from = this.#key(this.threadId);
    this.#turns += 1;
    this.#isTemporary = temporary;
    if (along) this.#carry(from, this.#key(thread?.id));
    this.#write({ ...(thread === undefined ? {} : { threadId: thread.id }), ...(assistantId === undefined ? {} : { assistantId }) });
    this.#goesAlong = along;
    this.#shown.fire(thread);
  }

  /** Notes what is shown already. What was attached before anything was shown goes along. */
  settle(threadId: string | undefined): void {
    if (!this.isUsed && threadId !== undefined) this.#carry(newThread, threadId);
    const { threadId: _before, ...rest } = this.#read() ?? {};
    this.#write({ ...rest, ...(threadId === undefined ? {} : { threadId }) });
  }

  /** Keeps what is being written in a thread, or in a new one, unless something newer is kept. */
  write(draft: Draft, threadId?: string): void {
    const kept = this.draftIn(threadId);
    if (kept === undefined || kept.at <= draft.at) this.#keep(this.#key(threadId), draft);
    this.#written.fire(null);
  }

  /** This was said in a thread, or in a new one: no draft there any more, but for what was written behind it. */
  say(text: string, threadId?: string): void {
    const draft = this.draftIn(threadId);
    const rest = draft === undefined ? undefined : writtenBehind(text, draft.text);
    if (draft !== undefined && rest !== undefined) this.#keep(this.#key(threadId), { text: rest, at: draft.at + 1 });
  }

  /** Puts this in the place of what is being written in the thread on show. */
  put(text: string): void {
    const draft = { text, at: Math.max(Date.now(), (this.draft?.at ?? 0) + 1) };
    this.write(draft, this.threadId);
    this.#put.fire(draft);
  }

  /** Keeps what goes with the draft of the thread on show. */
  hold(held: readonly HeldAttachment[]): void {
    this.#store.writePaper(this.#workspace, this.#key(this.threadId), 'attachments', held);
  }

  #key(threadId: string | undefined): string {
    return threadId ?? (this.#isTemporary ? newTemporaryThread : newThread);
  }

  #heldIn(threadId: string): readonly HeldAttachment[] {
    return this.#store.readPaper(this.#workspace, threadId, 'attachments') ?? [];
  }

  /** What is written goes from one thread to another; what the page still says of the first is older than that. */
  #carry(from: string, to: string): void {
    const draft = this.draftIn(from);
    if (draft !== undefined) {
      this.#keep(to, draft);
      this.#keep(from, { text: '', at: draft.at + 1 });
    }
    this.#store.writePaper(this.#workspace, to, 'attachments', [...this.#heldIn(to), ...this.#heldIn(from)]);
    this.#store.writePaper(this.#workspace, from, 'attachments', []);
  }

  #keep(threadId: string, draft: Draft): void {
    this.#drafts.set(threadId, draft);
    this.#store.writePaper(this.#workspace, threadId, 'draft', draft);
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

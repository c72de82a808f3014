import { draftKey, newThread } from '../shared/draftPlace.ts';
import { Emitter } from '../shared/lifetime.ts';
import type { Draft, DraftPlace } from '../shared/message.ts';
import type { Thread } from '../shared/thread.ts';
import { writtenBehind } from '../shared/writtenBehind.ts';
import type { DeskContents, DeskStore, HeldAttachment } from './stores.ts';

/** How a desk turns to another thread. */
interface Turning {
  /** Whose a new one is to be; the default assistant's, if absent. */
  readonly assistantId?: string | undefined;
  /** Whether what is being written here goes along. */
  readonly along?: boolean;
  /** Whether a new one is to be kept in memory alone. */
  readonly temporary?: boolean;
  /** The thread that a new one is made of. */
  readonly madeOf?: string;
}

/** What lies before the user in this workspace: the thread on show, and in each thread the prompt that is being written. Kept as it changes. */
export class Desk {
  readonly #store: DeskStore;
  readonly #workspace: string;
  readonly #shown = new Emitter<Thread | undefined>();
  readonly #written = new Emitter<null>();
  readonly #put = new Emitter<Draft>();
  readonly #drafts = new Map<string, Draft | undefined>();
  /** Of which threads new ones are made, until something is said in them. */
  readonly #madeOf = new Map<string, string>();
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
    return this.#deskContents()?.threadId;
  }

  /** Whether anything was ever shown here. */
  get isUsed(): boolean {
    return this.#deskContents() !== undefined;
  }

  /** Who is to answer in a new thread; the default assistant, if absent. */
  get assistantId(): string | undefined {
    return this.#deskContents()?.assistantId;
  }

  /** Whether the thread on show, or the new one, is kept in memory alone: then nothing of the desk is stored either. */
  get isTemporary(): boolean {
    return this.#isTemporary;
  }

  /** Where what is written now is written. */
  get place(): DraftPlace {
    const { threadId } = this;
    return { ...(threadId === undefined ? {} : { threadId }), ...(this.#isTemporary ? { temporary: true } : {}) };
  }

  /** Whom the next prompt is for. */
  get addressee(): DraftPlace & Pick<DeskContents, 'assistantId'> {
    const { assistantId } = this;
    return { ...this.place, ...(assistantId === undefined ? {} : { assistantId }) };
  }

  /** The thread that the new one is made of, in this window: what its placeholders stand for is known there. */
  get madeOf(): string | undefined {
    return this.threadId === undefined ? this.#madeOf.get(draftKey(this.place)) : undefined;
  }

  /** What is being written in the thread on show. */
  get draft(): Draft | undefined {
    return this.draftIn(this.place);
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
    return this.#heldIn(draftKey(this.place));
  }

  /** What is being written there. */
  draftIn(place: DraftPlace): Draft | undefined {
    return this.#read(draftKey(place));
  }

  /** Turns to a thread, or to a new one. */
  show(thread: Thread | undefined, { assistantId, along = false, temporary = thread?.temporary === true, madeOf }: Turning = {}): void {
    const from = draftKey(this.place);
    this.#turns += 1;
    this.#isTemporary = temporary;
    if (along) this.#carry(from, thread?.id ?? draftKey(temporary ? { temporary } : {}));
    this.#write({ ...(thread === undefined ? {} : { threadId: thread.id }), ...(assistantId === undefined ? {} : { assistantId }) });
    this.#goesAlong = along;
    if (thread === undefined && madeOf !== undefined) this.#madeOf.set(draftKey(this.place), madeOf);
    this.#shown.fire(thread);
  }

  /** Notes what is shown already. What was attached before anything was shown goes along. */
  settle(threadId: string | undefined): void {
    if (!this.isUsed && threadId !== undefined) this.#carry(newThread, threadId);
    const { threadId: _before, ...rest } = this.#deskContents() ?? {};
    this.#write({ ...rest, ...(threadId === undefined ? {} : { threadId }) });
  }

  /** Keeps what is being written there, unless something newer is kept. */
  write(draft: Draft, place: DraftPlace): void {
    const kept = this.draftIn(place);
    if (kept === undefined || kept.at <= draft.at) this.#keep(draftKey(place), draft);
    this.#written.fire(null);
  }

  /** This was said there: no draft any more, but for what was written behind it. */
  say(text: string, place: DraftPlace): void {
    this.#madeOf.delete(draftKey(place));
    const draft = this.draftIn(place);
    const rest = draft === undefined ? undefined : writtenBehind(text, draft.text);
    if (draft !== undefined && rest !== undefined) this.#keep(draftKey(place), { text: rest, at: draft.at + 1 });
  }

  /** Puts this in the place of what is being written in the thread on show. */
  put(text: string): void {
    const draft = { text, at: Math.max(Date.now(), (this.draft?.at ?? 0) + 1) };
    this.write(draft, this.place);
    this.#put.fire(draft);
  }

  /** Keeps what goes with the draft of the thread on show. */
  hold(held: readonly HeldAttachment[]): void {
    this.#store.writePaper(this.#workspace, draftKey(this.place), 'attachments', held);
  }

  #heldIn(threadId: string): readonly HeldAttachment[] {
    return this.#store.readPaper(this.#workspace, threadId, 'attachments') ?? [];
  }

  /** What is written goes from one thread to another; what the page still says of the first is older than that. */
  #carry(from: string, to: string): void {
    const draft = this.#read(from);
    if (draft !== undefined) {
      this.#keep(to, draft);
      this.#keep(from, { text: '', at: draft.at + 1 });
    }
    this.#store.writePaper(this.#workspace, to, 'attachments', [...this.#heldIn(to), ...this.#heldIn(from)]);
    this.#store.writePaper(this.#workspace, from, 'attachments', []);
  }

  #read(key: string): Draft | undefined {
    if (!this.#drafts.has(key)) this.#drafts.set(key, this.#store.readPaper(this.#workspace, key, 'draft'));
    return this.#drafts.get(key);
  }

  #keep(threadId: string, draft: Draft): void {
    this.#drafts.set(threadId, draft);
    this.#store.writePaper(this.#workspace, threadId, 'draft', draft);
  }

  #deskContents(): DeskContents | undefined {
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

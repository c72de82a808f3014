import { Emitter } from '../shared/lifetime.ts';
import type { Bookmark } from '../shared/bookmark.ts';
import type { Message } from '../shared/message.ts';
import type { Thread } from '../shared/thread.ts';
import { FailureError } from '../shared/rpc.ts';
import { applyThreadEvent, emptyThread, foldThread, type ThreadEvent } from '../shared/threadEvents.ts';
import { saidIn, type Found } from './said.ts';
import type { Log, ThreadHead, ThreadStore } from './stores.ts';
import { goesOnElsewhere, isText, joined, mayWait, refusedTime, waitingTime } from './unsavedEvents.ts';

/** How long a deleted thread can be had back, in milliseconds: 30 days. */
export const trashTime = 30 * 24 * 60 * 60 * 1000;

/** What of a thread the list shows, and sorts by. */
const listed = ['title', 'updatedAt', 'deletedAt', 'pinned', 'archived', 'assistantId'] as const;

interface Open {
  thread: Thread;
  /** How many events of its log the thread has taken in. */
  length: number;
  /** What is not on the disk yet, in order: text that waits for more of it, or what the disk refused. */
  unsaved: readonly ThreadEvent[];
  /** Whether the disk refused it. */
  isRefused: boolean;
  timer?: ReturnType<typeof setTimeout> | undefined;
}

/** All threads: each the fold of its log. The only place where a thread changes. */
export class Threads {
  readonly #store: ThreadStore;
  readonly #log: Log;
  readonly #open = new Map<string, Open>();
  readonly #happened = new Emitter<{ readonly threadId: string; readonly event: ThreadEvent }>();
  readonly #listed = new Emitter<null>();
  readonly #purged = new Emitter<Thread>();
  readonly #freed = new Emitter<string>();
  readonly #saved = new Emitter<null>();
  /** The disk refuses what is said, or takes it again; see `isSaved`. */
  readonly onSaved = this.#saved.on;
  /** No thread has the image or document with this hash any more. */
  readonly onFree = this.#freed.on;
  /** What happened to a thread, after it did. */
  readonly onEvent = this.#happened.on;
  /** The list shows something else now: a thread more or less, another title or order. */
  readonly onList = this.#listed.on;
  /** A thread was removed for good: as it was. */
  readonly onPurge = this.#purged.on;

  constructor(store: ThreadStore, log: Log) {
    this.#store = store;
    this.#log = log;
  }

  /** The thread as it stands. Throws FailureError `notFound`. */
  open(threadId: string): Thread {
    return this.#load(threadId).thread;
  }

  /** Whether there is such a thread outside the trash. */
  has(threadId: string): boolean {
    return this.list().some(({ id }) => id === threadId);
  }

  /** The threads outside the trash, the newest first. */
  list(): readonly ThreadHead[] {
    return this.#heads().filter(({ deletedAt }) => deletedAt === undefined);
  }

  /** The threads in the trash, the one that was deleted last first. */
  trash(): readonly ThreadHead[] {
    return this.#heads().filter(({ deletedAt }) => deletedAt !== undefined).toSorted((one, other) => (other.deletedAt ?? 0) - (one.deletedAt ?? 0));
  }

  /** Whether the disk has taken all that it was given. */
  get isSaved(): boolean {
    return ![...this.#open.values()].some(({ isRefused }) => isRefused);
  }

  /** Writes what waits for the disk. */
  flush(): void {
    for (const threadId of this.#open.keys()) this.#flush(threadId);
  }

  /** Takes in what other windows have written. */
  refresh(): void {
    for (const threadId of this.#open.keys()) {
      try {
        this.#load(threadId);
      } catch (error) {
        this.#log.info(`Thread ${threadId} is no longer kept: ${String(error)}`);
      }
    }
    this.#listed.fire(null);
  }

  /** Whether a thread is kept in memory alone. */
  isTemporary(threadId: string): boolean {
    return this.#open.get(threadId)?.thread.temporary === true;
  }

  /** The titles and messages that hold all of these words, or parts of words: titles first, then the newest. Temporary threads are not among them. */
  search(query: string, most: number): readonly Found[] {
    return this.#store.search(query, most);
  }

  /** Begins a thread with its first events; it is on the disk when this returns. */
  create(created: Extract<ThreadEvent, { type: 'created' | 'imported' }>, events: readonly ThreadEvent[]): Thread {
    const threadId = created.type === 'created' ? created.threadId : created.thread.id;
    this.#open.set(threadId, { thread: emptyThread, length: 0, unsaved: [], isRefused: false });
    try {
      return this.apply(threadId, [created, ...events], { durable: true });
    } catch (error) {
      this.#open.delete(threadId);
      throw error;
    }
  }

  /**
   * Lets this happen to a thread: stored, then told. `durable`: throws FailureError `storage` and changes nothing when it cannot be
   * on the disk at once; otherwise what the disk refuses is kept here and tried again, and text waits for more of it, a second at most.
   */
  apply(threadId: string, events: readonly ThreadEvent[], { durable }: { readonly durable: boolean }): Thread {
    const open = this.#load(threadId);
    const before = open.thread;
    const thread = events.reduce(applyThreadEvent, before);
    const missed = this.#save(open, events, thread, durable);
    if (missed.length === 0) open.thread = thread;
    for (const event of [...missed, ...events]) this.#happened.fire({ threadId, event });
    if (listed.some((key) => before[key] !== open.thread[key])) this.#listed.fire(null);
    return open.thread;
  }

  rename(threadId: string, title: string): void {
    this.apply(threadId, [{ type: 'renamed', at: Date.now(), title, by: 'user' }], { durable: true });
  }

  /** Keeps a thread at the top of the list, or no longer. */
  pin(threadId: string, pinned: boolean): void {
    this.apply(threadId, [{ type: 'pinned', at: Date.now(), pinned }], { durable: true });
  }

  /** Takes a thread out of the list, or back into it. */
  archive(threadId: string, archived: boolean): void {
    this.apply(threadId, [{ type: 'archived', at: Date.now(), archived }], { durable: true });
  }

  /** Puts a thread into the trash, from where `restore` brings it back. */
  remove(threadId: string): void {
    this.apply(threadId, [{ type: 'deleted', at: Date.now() }], { durable: true });
  }

  restore(threadId: string): void {
    this.apply(threadId, [{ type: 'restored', at: Date.now() }], { durable: true });
  }

  /** Removes a thread for good, what was deleted from it before included; answers with what servers keep of it. */
  purge(threadId: string): readonly Bookmark[] {
    const thread = this.#whole(threadId);
    if (thread.temporary === undefined) this.#store.purge(threadId);
    this.#open.delete(threadId);
    this.#purged.fire(thread);
    this.#listed.fire(null);
    for (const hash of hashesIn(thread.messages)) if (!this.#shows(hash) && !this.#store.mentions(hash)) this.#freed.fire(hash);
    return thread.messages.flatMap((message) => (message.role === 'assistant' && message.bookmark !== undefined ? [message.bookmark] : []));
  }

  /** Whether any thread holds an output with this hash. */
  namesOutput(hash: string): boolean {
    return this.#temporary().some(({ messages }) => messages.some((message) => message.role === 'assistant' && message.outputs?.some((output) => output.hash === hash) === true)) || this.#store.namesOutput(hash);
  }

  /** Purges what has lain in the trash for longer than `trashTime`. */
  emptyTrash(now: number): readonly Bookmark[] {
    const old = this.#store.heads().filter(({ deletedAt }) => deletedAt !== undefined && now - deletedAt > trashTime);
    return old.flatMap(({ id }) => this.purge(id));
  }

  /** Purges what is kept in memory alone, because the window closes. */
  endTemporary(): readonly Bookmark[] {
    return this.#temporary().flatMap(({ id }) => this.purge(id));
  }

  #temporary(): readonly Thread[] {
    return [...this.#open.values()].map(({ thread }) => thread).filter(({ temporary }) => temporary === true);
  }

  #heads(): readonly ThreadHead[] {
    const temporary = this.#temporary().map(headOf);
    const stored = this.#store.heads();
    return temporary.length === 0 ? stored : [...temporary, ...stored].toSorted((one, other) => other.updatedAt - one.updatedAt);
  }

  /** Whether a temporary thread holds the image or document with this hash. */
  #shows(hash: string): boolean {
    return this.#temporary().some(({ messages }) => hashesIn(messages).has(hash));
  }

  /** The thread with all that it ever held. */
  #whole(threadId: string): Thread {
    const open = this.open(threadId);
    const events = this.#store.read(threadId).filter(({ type }) => type !== 'removed');
    return events.length === 0 ? open : foldThread(events);
  }

  #load(threadId: string): Open {
    const known = this.#open.get(threadId);
    if (known !== undefined && this.#isCurrent(known, threadId)) return known;
    const events = this.#store.read(threadId);
    if (events.length === 0) throw new FailureError({ kind: 'notFound', message: 'This thread is no longer there.', action: 'newThread' });
    const open: Open = { thread: foldThread(events), length: this.#store.length(threadId), unsaved: [], isRefused: false };
    this.#open.set(threadId, open);
    // What another window wrote has happened to the thread as well; with events that cannot be read, nobody knows which are new.
    if (known !== undefined && events.length === open.length) for (const event of events.slice(known.length)) this.#happened.fire({ threadId, event });
    return open;
  }

  // A disk that cannot be read now is no reason to forget what is known.
  #isCurrent({ length, unsaved }: Open, threadId: string): boolean {
    if (length === 0 || unsaved.length > 0) return true;
    try {
      return this.#store.length(threadId) === length;
    } catch {
      return true;
    }
  }

  /** Answers what other windows wrote before; then the thread is read anew, with all of it. */
  #save(open: Open, events: readonly ThreadEvent[], thread: Thread, durable: boolean): readonly ThreadEvent[] {
    if (thread.temporary === true) return [];
    const all = joined(open.unsaved, events);
    if (!durable && isText(events) && (open.isRefused || mayWait(all))) {
      open.unsaved = all;
      this.#writeLater(open, thread.id, waitingTime);
      return [];
    }
    try {
      return this.#write(open, all, thread, durable);
    } catch (error) {
      if (durable || isGone(error)) throw error;
      this.#refused(open, all, thread.id, error);
      return [];
    }
  }

  #write(open: Open, events: readonly ThreadEvent[], thread: Thread, durable: boolean): readonly ThreadEvent[] {
    const said = saidIn(events, thread, open.thread.messages);
    const { length, missed } = this.#store.append(events, headOf(thread), { durable, said, after: open.length, refuse: (others) => goesOnElsewhere(others, events) });
    clearTimeout(open.timer);
    const wasRefused = open.isRefused;
    Object.assign(open, { length, unsaved: [], isRefused: false, timer: undefined } satisfies Partial<Open>);
    if (wasRefused) this.#saved.fire(null);
    if (missed.length > 0) {
      open.thread = foldThread(this.#store.read(thread.id));
      this.#store.append([], headOf(open.thread), { durable: false });
    }
    return missed;
  }

  #flush(threadId: string): void {
    const open = this.#open.get(threadId);
    if (open === undefined || open.unsaved.length === 0) return;
    open.timer = undefined;
    try {
      for (const event of this.#write(open, open.unsaved, open.thread, false)) this.#happened.fire({ threadId, event });
    } catch (error) {
      this.#refused(open, open.unsaved, threadId, error);
    }
  }

  /** Keeps what the disk refused for another attempt; what has no place any more is let go. */
  #refused(open: Open, events: readonly ThreadEvent[], threadId: string, error: unknown): void {
    const wasSaved = this.isSaved;
    if (isGone(error)) {
      this.#log.error(`What came last in thread ${threadId} has no place any more.`, error);
      clearTimeout(open.timer);
      this.#open.delete(threadId);
      this.#listed.fire(null);
    } else {
      if (!open.isRefused) this.#log.error(`Thread ${threadId} could not be stored; it is kept in memory and tried again.`, error);
      Object.assign(open, { unsaved: events, isRefused: true } satisfies Partial<Open>);
      this.#writeLater(open, threadId, refusedTime);
    }
    if (wasSaved !== this.isSaved) this.#saved.fire(null);
  }

  #writeLater(open: Open, threadId: string, time: number): void {
    open.timer ??= setTimeout(() => {
      open.timer = undefined;
      this.#flush(threadId);
    }, time);
  }
}

/** Whether the thread is gone, or another window goes on with its answer. */
export function isGone(error: unknown): boolean {
  return error instanceof FailureError && (error.failure.kind === 'notFound' || error.failure.kind === 'busy');
}

function headOf({ messages: _messages, leafId: _leafId, ...head }: Thread): ThreadHead {
  return head;
}

/** The hashes of all that went with these messages and is no text. */
function hashesIn(messages: readonly Message[]): ReadonlySet<string> {
  return new Set(messages.flatMap((message) => (message.role === 'user' ? message.attachments.flatMap(({ media }) => (media === undefined ? [] : [media.hash])) : [])));
}

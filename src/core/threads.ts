import { Emitter } from '../shared/lifetime.ts';
import type { Bookmark, Message, Thread } from '../shared/model.ts';
import { FailureError } from '../shared/rpc.ts';
import { applyThreadEvent, emptyThread, type ThreadEvent } from '../shared/threadEvents.ts';
import type { Log, ThreadHead, ThreadStore } from './stores.ts';

/** How long a deleted thread can be had back, in milliseconds: 30 days. */
export const trashTime = 30 * 24 * 60 * 60 * 1000;

interface Open {
  thread: Thread;
  /** How many events of its log the thread has taken in. */
  length: number;
  /** What the disk refused, in order; tried again with the next event. */
  readonly unsaved: ThreadEvent[];
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
    return this.#store.heads().filter(({ deletedAt }) => deletedAt === undefined);
  }

  /** Begins a thread with its first events; it is on the disk when this returns. */
  create(created: Extract<ThreadEvent, { type: 'created' }>, events: readonly ThreadEvent[]): Thread {
    this.#open.set(created.threadId, { thread: emptyThread, length: 0, unsaved: [] });
    try {
      return this.apply(created.threadId, [created, ...events], { durable: true });
    } catch (error) {
      this.#open.delete(created.threadId);
      throw error;
    }
  }

  /**
   * Lets this happen to a thread: stored, then told. `durable`: throws FailureError `storage` and changes nothing when it cannot be
   * on the disk at once; otherwise what the disk refuses is kept here and tried again.
   */
  apply(threadId: string, events: readonly ThreadEvent[], { durable }: { readonly durable: boolean }): Thread {
    const open = this.#load(threadId);
    const before = open.thread;
    const thread = events.reduce(applyThreadEvent, before);
    this.#save(open, events, thread, durable);
    open.thread = thread;
    for (const event of events) this.#happened.fire({ threadId, event });
    if (before.title !== thread.title || before.updatedAt !== thread.updatedAt || before.deletedAt !== thread.deletedAt) this.#listed.fire(null);
    return thread;
  }

  rename(threadId: string, title: string): void {
    this.apply(threadId, [{ type: 'renamed', at: Date.now(), title }], { durable: true });
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
    this.#store.purge(threadId);
    this.#open.delete(threadId);
    this.#purged.fire(thread);
    this.#listed.fire(null);
    for (const hash of hashesIn(thread.messages)) if (!this.#store.mentions(hash)) this.#freed.fire(hash);
    return thread.messages.flatMap((message) => (message.role === 'assistant' && message.bookmark !== undefined ? [message.bookmark] : []));
  }

  /** Whether any thread holds an output with this hash. */
  namesOutput(hash: string): boolean {
    return this.#store.namesOutput(hash);
  }

  /** Purges what has lain in the trash for longer than `trashTime`. */
  emptyTrash(now: number): readonly Bookmark[] {
    const old = this.#store.heads().filter(({ deletedAt }) => deletedAt !== undefined && now - deletedAt > trashTime);
    return old.flatMap(({ id }) => this.purge(id));
  }

  /** The thread with all that it ever held. */
  #whole(threadId: string): Thread {
    const open = this.open(threadId);
    const events = this.#store.read(threadId).filter(({ type }) => type !== 'removed');
    return events.length === 0 ? open : events.reduce(applyThreadEvent, emptyThread);
  }

  #load(threadId: string): Open {
    const known = this.#open.get(threadId);
    if (known !== undefined && this.#isCurrent(known, threadId)) return known;
    const events = this.#store.read(threadId);
    if (events.length === 0) throw new FailureError({ kind: 'notFound', message: 'This thread is no longer there.', action: 'newThread' });
    const open: Open = { thread: events.reduce(applyThreadEvent, emptyThread), length: this.#store.length(threadId), unsaved: [] };
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

  #save(open: Open, events: readonly ThreadEvent[], thread: Thread, durable: boolean): void {
    const { messages: _messages, leafId: _leafId, ...head } = thread;
    const all = [...open.unsaved, ...events];
    try {
      this.#store.append(all, head, { durable });
      open.length += all.length;
      open.unsaved.length = 0;
    } catch (error) {
      if (durable) throw error;
      if (open.unsaved.length === 0) this.#log.error(`Thread ${thread.id} could not be stored; it is kept in memory and tried again.`, error);
      open.unsaved.push(...events);
    }
  }
}

/** The hashes of all that went with these messages and is no text. */
function hashesIn(messages: readonly Message[]): ReadonlySet<string> {
  return new Set(messages.flatMap((message) => (message.role === 'user' ? message.attachments.flatMap(({ media }) => (media === undefined ? [] : [media.hash])) : [])));
}

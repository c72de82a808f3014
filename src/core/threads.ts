import type { Bookmark } from '../shared/bookmark.ts';
import { Emitter } from '../shared/lifetime.ts';
import type { Message } from '../shared/message.ts';
import type { Thread } from '../shared/thread.ts';
import { foldThread, type ThreadEvent } from '../shared/threadEvents.ts';
import { headOf, OpenThreads } from './openThreads.ts';
import type { Found } from './said.ts';
import type { Log, ThreadHead, ThreadStore } from './stores.ts';

/** How long a deleted thread can be had back, in milliseconds: 30 days. */
export const trashTime = 30 * 24 * 60 * 60 * 1000;

/** What of a thread the list shows, and sorts by. */
const listed = ['title', 'updatedAt', 'deletedAt', 'pinned', 'archived', 'assistantId'] as const;

/** All threads: each the fold of its log. The only place where a thread changes. */
export class Threads {
  readonly #store: ThreadStore;
  readonly #open: OpenThreads;
  readonly #listed = new Emitter<null>();
  readonly #purged = new Emitter<Thread>();
  readonly #freed = new Emitter<string>();
  /** The disk refuses what is said, or takes it again; see `isSaved`. */
  readonly onSaved: OpenThreads['onSaved'];
  /** No thread has the image or document with this hash any more. */
  readonly onFree = this.#freed.on;
  /** Another window has told of this answer as the one does that gives it, or it has no place any more. */
  readonly onOvertaken: OpenThreads['onOvertaken'];
  /** What happened to a thread, after it did. */
  readonly onEvent: OpenThreads['onEvent'];
  /** The list shows something else now: a thread more or less, another title or order. */
  readonly onList = this.#listed.on;
  /** A thread was removed for good: as it was. */
  readonly onPurge = this.#purged.on;

  constructor(store: ThreadStore, log: Log) {
    this.#store = store;
    this.#open = new OpenThreads(store, log);
    this.onSaved = this.#open.onSaved;
    this.onOvertaken = this.#open.onOvertaken;
    this.onEvent = this.#open.onEvent;
    this.#open.onLose(() => { this.#listed.fire(null); });
  }

  /** The thread as it stands. Throws FailureError `notFound`. */
  open(threadId: string): Thread {
    return this.#open.get(threadId);
  }

  /** The thread as it stands, for a look alone: it does not stay in memory for that. Throws FailureError `notFound`. */
  peek(threadId: string): Thread {
    return this.#open.peek(threadId);
  }

  /** The thread with all that it ever held, for a look alone: what was deleted from it is there as well. Throws FailureError `notFound`. */
  whole(threadId: string): Thread {
    const events = this.#store.read(threadId).filter(({ type }) => type !== 'removed');
    return events.length === 0 ? this.peek(threadId) : foldThread(events);
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
    return this.#open.isSaved;
  }

  /** Writes what waits for the disk. */
  flush(): void {
    this.#open.flush();
  }

  /** Takes in what other windows have written. */
  refresh(): void {
    this.#open.refresh();
    this.#listed.fire(null);
  }

  /** Whether a thread is kept in memory alone. */
  isTemporary(threadId: string): boolean {
    return this.temporary().some(({ id }) => id === threadId);
  }

  /** The titles and messages that hold all of these words, or parts of words: titles first, then the newest. Temporary threads are not among them. */
  search(query: string, most: number): readonly Found[] {
    return this.#store.search(query, most);
  }

  /** Begins a thread with its first events; it is on the disk when this returns. */
  create(created: Extract<ThreadEvent, { type: 'created' | 'imported' }>, events: readonly ThreadEvent[]): Thread {
    const threadId = created.type === 'created' ? created.threadId : created.thread.id;
    this.#open.begin(threadId);
    try {
      return this.apply(threadId, [created, ...events], { durable: true });
    } catch (error) {
      this.#open.drop(threadId);
      throw error;
    }
  }

  /**
   * Lets this happen to a thread: stored, then told. `durable`: throws FailureError `storage` and changes nothing when it cannot be
   * on the disk at once; otherwise what the disk refuses is kept here and tried again, and text waits for more of it, a second at most.
   */
  apply(threadId: string, events: readonly ThreadEvent[], { durable }: { readonly durable: boolean }): Thread {
    const { before, after } = this.#open.apply(threadId, events, durable);
    if (listed.some((key) => before[key] !== after[key])) this.#listed.fire(null);
    return after;
  }

  /** Lets it be known of a thread, for as long as it is so; nothing of it is kept. */
  tell(threadId: string, event: Extract<ThreadEvent, { type: 'silent' }>): void {
    this.#open.tell(threadId, event);
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
    const thread = this.whole(threadId);
    if (thread.temporary === undefined) this.#store.purge(threadId);
    this.#open.drop(threadId);
    this.#purged.fire(thread);
    this.#listed.fire(null);
    for (const hash of hashesIn(thread.messages)) if (!this.namesAttachment(hash)) this.#freed.fire(hash);
    return thread.messages.flatMap((message) => (message.role === 'assistant' ? [...(message.bookmark === undefined ? [] : [message.bookmark]), ...(message.placed ?? [])] : []));
  }

  /** Whether any thread holds an image or a document with this hash. */
  namesAttachment(hash: string): boolean {
    return this.temporary().some(({ messages }) => hashesIn(messages).has(hash)) || this.#store.mentions(hash);
  }

  /** Whether any thread holds an output with this hash. */
  namesOutput(hash: string): boolean {
    return this.temporary().some(({ messages }) => messages.some((message) => message.role === 'assistant' && message.outputs?.some((output) => output.hash === hash) === true)) || this.#store.namesOutput(hash);
  }

  /** Purges what has lain in the trash for longer than `trashTime`. */
  emptyTrash(now: number): readonly Bookmark[] {
    const old = this.#store.heads().filter(({ deletedAt }) => deletedAt !== undefined && now - deletedAt > trashTime);
    return old.flatMap(({ id }) => this.purge(id));
  }

  /** Purges what is kept in memory alone, because the window closes. */
  endTemporary(): readonly Bookmark[] {
    return this.temporary().flatMap(({ id }) => this.purge(id));
  }

  /** The threads that are kept in memory alone. */
  temporary(): readonly Thread[] {
    return this.#open.all.filter(({ temporary }) => temporary === true);
  }

  #heads(): readonly ThreadHead[] {
    const temporary = this.temporary().map(headOf);
    const stored = this.#store.heads();
    return temporary.length === 0 ? stored : [...temporary, ...stored].toSorted((one, other) => other.updatedAt - one.updatedAt);
  }

  /** Whether a temporary thread holds the image or document with this hash. */
}

/** The hashes of all that went with these messages and is no text. */
function hashesIn(messages: readonly Message[]): ReadonlySet<string> {
  return new Set(messages.flatMap((message) => (message.role === 'user' ? message.attachments.flatMap(({ media }) => (media === undefined ? [] : [media.hash])) : [])));
}

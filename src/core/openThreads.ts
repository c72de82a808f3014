import { Emitter } from '../shared/lifetime.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Thread } from '../shared/thread.ts';
import { applyThreadEvent, emptyThread, foldThread, type ThreadEvent } from '../shared/threadEvents.ts';
import { saidIn } from './said.ts';
import type { Log, ThreadHead, ThreadStore } from './stores.ts';
import { givenIn, goesOnElsewhere, isText, joined, mayWait, overtaken, refusedTime, waitingTime } from './unsavedEvents.ts';
import { t } from '../shared/words.ts';

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

/** What happened to a thread. */
export interface ThreadHappening {
  readonly threadId: string;
  readonly event: ThreadEvent;
  /** The thread after all that happened with it at once: the same for each event of these. */
  readonly thread: Thread;
}

/** The threads that this window has in memory, and the way of what happens to them to the disk. */
export class OpenThreads {
  readonly #store: ThreadStore;
  readonly #log: Log;
  readonly #open = new Map<string, Open>();
  readonly #happened = new Emitter<ThreadHappening>();
  readonly #lost = new Emitter<string>();
  readonly #saved = new Emitter<null>();
  readonly #overtaken = new Emitter<{ readonly threadId: string; readonly messageId: string }>();
  /** What is still to be told. */
  #untold: ThreadHappening[] = [];
  /** What happened to a thread, here or in another window, after it did, and in its order. */
  readonly onEvent = this.#happened.on;
  /** Another window has told of this answer as the one does that gives it, or it has no place any more. */
  readonly onOvertaken = this.#overtaken.on;
  /** What came last in a thread had no place any more: the thread is gone. */
  readonly onLose = this.#lost.on;
  /** The disk refuses what is said, or takes it again; see `isSaved`. */
  readonly onSaved = this.#saved.on;

  constructor(store: ThreadStore, log: Log) {
    this.#store = store;
    this.#log = log;
  }

  /** All that are in memory, as they stand. */
  get all(): readonly Thread[] {
    return [...this.#open.values()].map(({ thread }) => thread);
  }

  /** Whether the disk has taken all that it was given. */
  get isSaved(): boolean {
    return ![...this.#open.values()].some(({ isRefused }) => isRefused);
  }

  /** A thread as it stands, with what other windows have written. Throws FailureError `notFound`. */
  get(threadId: string): Thread {
    return this.#load(threadId).thread;
  }

  /** The same, and it is in memory no longer than it was before. */
  peek(threadId: string): Thread {
    const isKept = this.#open.has(threadId);
    const thread = this.get(threadId);
    if (!isKept) this.#open.delete(threadId);
    return thread;
  }

  /** Makes room for a thread that is to be created. */
  begin(threadId: string): void {
    this.#open.set(threadId, { thread: emptyThread, length: 0, unsaved: [], isRefused: false });
  }

  /** Takes a thread out of memory. */
  drop(threadId: string): void {
    this.#open.delete(threadId);
  }

  /**
   * Lets this happen to a thread: stored, then told. `durable`: throws FailureError `storage` and changes nothing when it cannot be
   * on the disk at once; otherwise what the disk refuses is kept here and tried again, and text waits for more of it, a second at most.
   * Answers the thread as it was, and as it is.
   */
  apply(threadId: string, events: readonly ThreadEvent[], durable: boolean): { readonly before: Thread; readonly after: Thread } {
    const open = this.#load(threadId, events);
    const before = open.thread;
    const thread = foldThread(events, before);
    const missed = this.#save(open, events, thread, durable);
    if (missed.length === 0) open.thread = thread;
    this.#tellAll(threadId, open.thread, [...missed, ...events]);
    return { before, after: open.thread };
  }

  /** Lets it be known of a thread, and keeps nothing of it. */
  tell(threadId: string, event: Extract<ThreadEvent, { type: 'silent' }>): void {
    const open = this.#load(threadId);
    open.thread = applyThreadEvent(open.thread, event);
    this.#tellAll(threadId, open.thread, [event]);
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
  }

  /** `next` is to happen to it now: throws FailureError `busy` where another window has gone on with the same answer. */
  #load(threadId: string, next: readonly ThreadEvent[] = []): Open {
    const known = this.#open.get(threadId);
    if (known !== undefined && this.#isCurrent(known, threadId)) return known;
    // Only so far: what another window writes from here on is seen the next time.
    const length = this.#store.length(threadId);
    const before = known !== undefined && known.length < length ? known : undefined;
    const events = this.#store.read(threadId, before?.length, length);
    if (before === undefined && events.length === 0) throw new FailureError({ kind: 'notFound', message: t('This thread is no longer there.'), action: 'newThread' });
    const open: Open = { thread: foldThread(events, before?.thread), length, unsaved: [], isRefused: false };
    this.#open.set(threadId, open);
    // What another window wrote has happened to the thread as well.
    const missed = before === undefined ? [] : events;
    this.#overtake(threadId, missed);
    this.#tellAll(threadId, open.thread, missed);
    if (goesOnElsewhere(missed, next)) throw overtaken();
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
      this.#overtake(thread.id, missed);
      open.thread = foldThread(this.#store.read(thread.id, 0, length));
      this.#store.append([], headOf(open.thread), { durable: false });
    }
    return missed;
  }

  #flush(threadId: string): void {
    const open = this.#open.get(threadId);
    if (open === undefined || open.unsaved.length === 0) return;
    open.timer = undefined;
    try {
      const missed = this.#write(open, open.unsaved, open.thread, false);
      this.#tellAll(threadId, open.thread, missed);
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
      this.#overtake(threadId, events);
      this.#lost.fire(threadId);
    } else {
      if (!open.isRefused) this.#log.error(`Thread ${threadId} could not be stored; it is kept in memory and tried again.`, error);
      Object.assign(open, { unsaved: events, isRefused: true } satisfies Partial<Open>);
      this.#writeLater(open, threadId, refusedTime);
    }
    if (wasSaved !== this.isSaved) this.#saved.fire(null);
  }

  /** Whoever hears of it may look at the thread, and so come upon more: that is told after this. */
  #tellAll(threadId: string, thread: Thread, events: readonly ThreadEvent[]): void {
    const isTelling = this.#untold.length > 0;
    for (const event of events) this.#untold.push({ threadId, event, thread });
    if (isTelling) return;
    try {
      for (const happening of this.#untold) this.#happened.fire(happening);
    } finally {
      this.#untold = [];
    }
  }

  #overtake(threadId: string, events: readonly ThreadEvent[]): void {
    for (const messageId of givenIn(events)) this.#overtaken.fire({ threadId, messageId });
  }

  #writeLater(open: Open, threadId: string, time: number): void {
    open.timer ??= setTimeout(() => {
      open.timer = undefined;
      this.#flush(threadId);
    }, time);
  }
}

/** Whether an error says that the thread is gone, or another window goes on with its answer. */
export function isGone(error: unknown): boolean {
  return error instanceof FailureError && (error.failure.kind === 'notFound' || error.failure.kind === 'busy');
}

/** A thread without its messages. */
export function headOf({ messages: _messages, leafId: _leafId, ...head }: Thread): ThreadHead {
  return head;
}

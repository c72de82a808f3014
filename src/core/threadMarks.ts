import { Emitter } from '../shared/lifetime.ts';
import type { Threads } from './threads.ts';

/** What is watched, and where the unread threads are kept. */
export interface MarkParts {
  readonly threads: Pick<Threads, 'onEvent' | 'onPurge' | 'open'>;
  /** Whether the user sees this thread now. */
  readonly isShown: (threadId: string) => boolean;
  readonly kept: { get(): readonly string[]; set(threadIds: readonly string[]): void };
}

/** Which threads an answer is arriving in, and in which one has ended that nobody has seen yet. */
export class ThreadMarks {
  readonly #parts: MarkParts;
  readonly #running = new Set<string>();
  readonly #unread: Set<string>;
  readonly #changed = new Emitter<null>();
  /** Another thread is running or unread now, or one less. */
  readonly onChange = this.#changed.on;

  constructor(parts: MarkParts) {
    this.#parts = parts;
    this.#unread = new Set(parts.kept.get());
    parts.threads.onEvent(({ threadId, event }) => {
      if (event.type === 'answering' || event.type === 'resumed') this.#begun(threadId);
      else if (event.type === 'settled') this.#settled(threadId);
    });
    parts.threads.onPurge(({ id }) => {
      this.#running.delete(id);
      this.see(id);
    });
  }

  isRunning(threadId: string): boolean {
    return this.#running.has(threadId);
  }

  isUnread(threadId: string): boolean {
    return this.#unread.has(threadId);
  }

  /** The user looks at this thread. */
  see(threadId: string): void {
    if (this.#unread.delete(threadId)) this.#keep();
  }

  #begun(threadId: string): void {
    this.#running.add(threadId);
    this.#changed.fire(null);
  }

  #settled(threadId: string): void {
    const { threads, isShown } = this.#parts;
    if (threads.open(threadId).messages.some((message) => message.role === 'assistant' && message.state === 'running')) return;
    const ran = this.#running.delete(threadId);
    if (ran && !isShown(threadId)) this.#unread.add(threadId);
    if (ran) this.#keep();
  }

  #keep(): void {
    this.#parts.kept.set([...this.#unread]);
    this.#changed.fire(null);
  }
}

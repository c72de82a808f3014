import type { Disposable } from '../shared/lifetime.ts';
import type { Answer } from '../shared/message.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';
import type { Threads } from './threads.ts';
import { t } from '../shared/words.ts';

/** How long a turn takes at least until its end is news, in milliseconds: who waits a shorter time is still looking. */
const longTurn = 20_000;

/** The end of a turn that nobody saw. */
export interface AnswerNews {
  readonly threadId: string;
  /** One sentence. */
  readonly words: string;
  readonly isFailure: boolean;
}

/** What unseen answers are told by and told to. */
export interface UnseenParts {
  readonly threads: Pick<Threads, 'onEvent' | 'open'>;
  /** Whether the user is looking at this thread. */
  readonly isSeen: (threadId: string) => boolean;
  readonly tell: (news: AnswerNews) => void;
  /** There are this many threads now with an answer that nobody has seen. */
  readonly count: (unseen: number) => void;
  readonly now: () => number;
}

/** Watches for turns that took long and end out of sight. */
export class UnseenAnswers implements Disposable {
  readonly #parts: UnseenParts;
  readonly #listening: Disposable;
  /** The answer that is arriving in a thread, and since when. */
  readonly #running = new Map<string, { readonly messageId: string; readonly since: number }>();
  readonly #unseen = new Set<string>();

  constructor(parts: UnseenParts) {
    this.#parts = parts;
    this.#listening = parts.threads.onEvent(({ threadId, event }) => { this.#heard(threadId, event); });
  }

  /** Another thread may be in sight now. */
  look(): void {
    this.#forget([...this.#unseen].filter((threadId) => this.#parts.isSeen(threadId)));
  }

  dispose(): void {
    this.#listening.dispose();
  }

  #heard(threadId: string, event: ThreadEvent): void {
    // Of several answers to one prompt, the first to begin is the last to settle.
    if (event.type === 'answering' && !this.#running.has(threadId)) this.#running.set(threadId, { messageId: event.message.id, since: this.#parts.now() });
    else if (event.type === 'resumed') this.#running.set(threadId, { messageId: event.messageId, since: this.#parts.now() });
    else if (event.type === 'settled' && this.#running.get(threadId)?.messageId === event.messageId) this.#ended(threadId, event.messageId);
    else if (event.type === 'deleted') this.#forget([threadId]);
  }

  #ended(threadId: string, messageId: string): void {
    const { threads, isSeen, tell, count, now } = this.#parts;
    const since = this.#running.get(threadId)?.since ?? now();
    this.#running.delete(threadId);
    const { messages, title } = threads.open(threadId);
    const answer = messages.find(({ id }) => id === messageId);
    if (answer?.role !== 'assistant' || answer.state === 'stopped' || now() - since < longTurn || isSeen(threadId)) return;
    this.#unseen.add(threadId);
    count(this.#unseen.size);
    tell({ threadId, words: wordsFor(answer, title), isFailure: answer.state !== 'complete' });
  }

  #forget(threadIds: readonly string[]): void {
    const before = this.#unseen.size;
    for (const threadId of threadIds) this.#unseen.delete(threadId);
    if (this.#unseen.size !== before) this.#parts.count(this.#unseen.size);
  }
}

function wordsFor({ assistantName, state, failure }: Answer, title: string): string {
  if (state === 'complete') return t('{0} has answered in “{1}”.', assistantName, title);
  if (state === 'failed') return t('{0} could not answer in “{1}”. {2}', assistantName, title, failure?.message ?? '').trim();
  return t('The answer of {0} in “{1}” is not whole. {2}', assistantName, title, failure?.message ?? '').trim();
}

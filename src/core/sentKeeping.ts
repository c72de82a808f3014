import type { SentRequest } from './sentRequest.ts';
import type { SentStore } from './stores.ts';

/** Keeps what was sent: of temporary threads in memory, of all others in the store. */
export class SentKeeping implements SentStore {
  readonly #store: SentStore;
  readonly #isTemporary: (threadId: string) => boolean;
  readonly #temporary = new Map<string, { readonly threadId: string; readonly requests: SentRequest[] }>();

  constructor(store: SentStore, isTemporary: (threadId: string) => boolean) {
    this.#store = store;
    this.#isTemporary = isTemporary;
  }

  keep(threadId: string, answerId: string, request: SentRequest): void {
    if (!this.#isTemporary(threadId)) {
      this.#store.keep(threadId, answerId, request);
      return;
    }
    const kept = this.#temporary.get(answerId) ?? { threadId, requests: [] };
    kept.requests.push(request);
    this.#temporary.set(answerId, kept);
  }

  sentFor(answerId: string): readonly SentRequest[] {
    return this.#temporary.get(answerId)?.requests ?? this.#store.sentFor(answerId);
  }

  purgeSent(threadId: string): void {
    for (const [answerId, kept] of this.#temporary) if (kept.threadId === threadId) this.#temporary.delete(answerId);
    this.#store.purgeSent(threadId);
  }
}

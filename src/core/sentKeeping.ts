import type { SentRequest } from './sentRequest.ts';
import { withoutToolSecrets } from './shownRequest.ts';
import type { Log, SentStore } from './stores.ts';

/** Keeps a request as what was sent for an answer, without what a tool server is trusted with. A disk that is full is no reason not to send: that is logged. */
export function keepSent({ sent, log }: { readonly sent: SentStore; readonly log: Log }, threadId: string, answerId: string, request: SentRequest): void {
  try {
    sent.keep(threadId, answerId, withoutToolSecrets(request));
  } catch (error) {
    log.error(`What was sent for answer ${answerId} was not kept.`, error);
  }
}

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

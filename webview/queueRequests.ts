import type { Fitting } from '../src/shared/asks.ts';
import type { Asking } from './asking.ts';

/** What the user asks about the queue. Each resolves as `Requests` says. */
export class QueueRequests {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  /** Puts a queued prompt back into the composer, before this text. */
  editQueued(queuedId: string, text: string): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.editQueued({ threadId, queuedId, text }));
  }

  moveQueued(queuedId: string, by: -1 | 1): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.moveQueued({ threadId, queuedId, by }));
  }

  removeQueued(queuedId: string): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.removeQueued({ threadId, queuedId }));
  }

  /** `how`: although it may not fit, or without the oldest messages. */
  sendQueued(queuedId: string, how: Fitting = {}): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.sendQueued({ threadId, queuedId, ...how }));
  }
}

import type { Asking } from './asking.ts';
import type { Ways } from './notices.ts';

/** What the user asks about messages. Each resolves as `Requests` says. */
export class MessageRequests {
  readonly #asking: Asking;

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  select(messageId: string): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.select({ threadId, messageId }));
  }

  /** Has another assistant or model, as the user chooses, answer the prompt of this answer. */
  regenerate(messageId: string, by: 'assistant' | 'model', ways: Ways): Promise<boolean> {
    return this.#asking.fitting((threadId, how) => this.#asking.host.regenerate({ threadId, messageId, by, ...how }), ways);
  }

  /** Sends a prompt in other words; `stored` is told when it is, be it at last. */
  edit(messageId: string, text: string, attachmentIds: readonly string[], stored: () => void): Promise<boolean> {
    return this.#asking.fitting(async (threadId, how) => {
      await this.#asking.host.edit({ threadId, messageId, text, attachmentIds, ...how });
      stored();
    });
  }

  fork(messageId: string): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.fork({ threadId, messageId }));
  }

  remove(messageId: string): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.remove({ threadId, messageId }));
  }

  /** Copies a message, or all up to it, as Markdown. */
  copy(messageId: string, what: 'message' | 'branch'): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.copy({ threadId, messageId, what }));
  }

  compare(messageId: string): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.compare({ threadId, messageId }));
  }

  /** Lets the user give the result of a function that an answer waits for. */
  answerCall(messageId: string, stepId: string): Promise<boolean> {
    return this.#asking.ask(() => this.#asking.host.answerCall({ messageId, stepId }));
  }

  /** Shows what was sent for an answer. */
  showSent(messageId: string): Promise<boolean> {
    return this.#asking.inThread((threadId) => this.#asking.host.showSent({ threadId, messageId }));
  }
}

import type { Keep } from './keep.ts';
import type { Requests } from './requests.ts';
import type { Store } from './store.ts';
import type { Transcript } from './transcript.ts';

/** How many earlier messages are loaded at once on the way to where the reader was. */
const stride = 500;

/** Where the reader is in each thread, kept for when the thread is on show again. */
export class Places {
  readonly #store: Store;
  readonly #keep: Keep;
  readonly #transcript: Transcript;
  readonly #requests: Requests;
  #isReturning = false;

  constructor(options: { readonly store: Store; readonly keep: Keep; readonly transcript: Transcript; readonly requests: Requests }) {
    this.#store = options.store;
    this.#keep = options.keep;
    this.#transcript = options.transcript;
    this.#requests = options.requests;
    this.#transcript.ending.rested(() => { this.#note(); });
  }

  /** Goes to where the reader was in the thread that has just come on show; what is not loaded yet is loaded first. */
  async goBack(): Promise<void> {
    const threadId = this.#threadId;
    const place = this.#keep.kept.places.find((kept) => kept.threadId === threadId);
    if (place === undefined || this.#transcript.goTo(place)) return;
    if (await this.#load(place.messageId)) this.#transcript.goTo(place);
  }

  /** Brings a message of the thread on show into sight; what is not loaded yet is loaded first. */
  async reveal(messageId: string): Promise<void> {
    if (await this.#load(messageId)) this.#transcript.reveal(messageId);
  }

  /** Loads what is earlier until this message is there; answers whether the same thread is still on show. */
  async #load(messageId: string): Promise<boolean> {
    const threadId = this.#threadId;
    this.#isReturning = true;
    while (this.#threadId === threadId && this.#lacks(messageId) && (await this.#requests.loadEarlier(stride))) this.#transcript.show(this.#store.snapshot?.thread);
    this.#isReturning = false;
    return this.#threadId === threadId;
  }

  get #threadId(): string | undefined {
    return this.#store.snapshot?.thread?.id;
  }

  #lacks(messageId: string): boolean {
    const { thread } = this.#store.snapshot ?? {};
    return (thread?.earlier?.before ?? 0) > 0 && thread?.messages.some(({ id }) => id === messageId) === false;
  }

  #note(): void {
    const threadId = this.#threadId;
    if (threadId === undefined || this.#isReturning) return;
    const { place } = this.#transcript;
    this.#keep.savePlace(threadId, place);
  }
}

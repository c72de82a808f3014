import { Emitter } from '../shared/lifetime.ts';
import type { Log } from './stores.ts';

/** Keeps which window has taken which thread. Every method throws FailureError `storage` when the disk says no. */
export interface LeaseStore {
  /** Takes a thread for this window until then, or for longer; false while another one has it. Times are milliseconds since the epoch. */
  take(threadId: string, owner: string, now: number, until: number): boolean;
  /** Keeps a thread that this window has taken until then; false if another one has had it meanwhile, be it for a moment. */
  renew(threadId: string, owner: string, until: number): boolean;
  /** Lets go of it, if it is this window's. */
  release(threadId: string, owner: string): void;
}

/** How long a lease lasts that is not renewed, as when its window has crashed, and how often it is renewed, in milliseconds. */
const usual = { lasts: 10_000, renewed: 3000 };

/** The threads that this window is giving answers in: no other window may meanwhile. */
export class Leases {
  readonly #store: LeaseStore;
  readonly #log: Log;
  readonly #times: typeof usual;
  readonly #owner = crypto.randomUUID();
  readonly #held = new Map<string, ReturnType<typeof setInterval>>();
  readonly #lost = new Emitter<string>();
  /** Another window has taken this thread, as after this computer slept: what arrives here is no longer to be written. */
  readonly onLose = this.#lost.on;

  constructor(store: LeaseStore, log: Log, times = usual) {
    this.#store = store;
    this.#log = log;
    this.#times = times;
  }

  /** Takes a thread until it is released; false while another window has it. A disk that says no is no reason not to answer. */
  take(threadId: string): boolean {
    if (this.#held.has(threadId)) return true;
    if (!this.#said(threadId, (now, until) => this.#store.take(threadId, this.#owner, now, until))) return false;
    this.#held.set(threadId, setInterval(() => { this.#keep(threadId); }, this.#times.renewed));
    return true;
  }

  release(threadId: string): void {
    clearInterval(this.#held.get(threadId));
    if (!this.#held.delete(threadId)) return;
    try {
      this.#store.release(threadId, this.#owner);
    } catch (error) {
      this.#log.error(`Thread ${threadId} could not be released for other windows.`, error);
    }
  }

  #keep(threadId: string): void {
    if (this.#said(threadId, (_now, until) => this.#store.renew(threadId, this.#owner, until))) return;
    clearInterval(this.#held.get(threadId));
    this.#held.delete(threadId);
    this.#log.info(`Another window goes on with thread ${threadId}.`);
    this.#lost.fire(threadId);
  }

  #said(threadId: string, ask: (now: number, until: number) => boolean): boolean {
    const now = Date.now();
    try {
      return ask(now, now + this.#times.lasts);
    } catch (error) {
      this.#log.error(`Thread ${threadId} could not be taken for this window alone.`, error);
      return true;
    }
  }
}

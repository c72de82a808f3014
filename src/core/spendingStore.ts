import type { Spent } from '../shared/meter.ts';

/** One call of a model as it stands in the ledger: an estimate until its server has counted. */
export interface SpendingEntry {
  readonly id: string;
  readonly threadId: string;
  /** The day on which it began, where the user is, as YYYY-MM-DD. */
  readonly day: string;
  readonly tokens: number;
  /** In USD; absent where no price is known. */
  readonly usd?: number;
  /** Whether it was answered on this machine. */
  readonly isLocal: boolean;
}

/** Keeps what was spent, for all windows together; see ThreadStore for failures. */
export interface SpendingStore {
  /** Enters a call, in the place of what is known of it. */
  put(entry: SpendingEntry): void;
  /** Strikes a call out: it came to nothing. */
  remove(id: string): void;
  inThread(threadId: string): Spent;
  onDay(day: string): Spent;
  /** Forgets which calls were a thread's; what they cost stays with their day. */
  forgetThread(threadId: string): void;
}

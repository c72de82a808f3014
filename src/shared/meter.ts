/** What was spent, about, with all branches, retries and summaries. */
export interface Spent {
  /** In and out. */
  readonly tokens: number;
  /** In USD, of what has a price. */
  readonly usd: number;
  /** The tokens among them that were answered on this machine. */
  readonly local: number;
  /** The tokens among them of which nobody knows the price. */
  readonly unpriced: number;
}

/** How full the model's window would be with the next prompt, in tokens, about. */
export interface Meter {
  readonly tokens: number;
  /** What the model takes, prompt and answer together; absent where nobody says. */
  readonly window?: number;
  /** What of it is kept free for the answer. */
  readonly reserved?: number;
  /** What the thread on show has cost so far; absent for a new one. */
  readonly spent?: Spent;
  /** What was spent today, in all threads. */
  readonly today?: Spent;
  /** What passages of the assistant's files may come to on top, at most; absent where none are looked for on this machine. */
  readonly passages?: number;
}

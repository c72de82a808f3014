/** Tells the time, and when some of it has passed. */
export interface Clock {
  /** In milliseconds since the epoch. */
  now(): number;
  /** Calls again and again, this many milliseconds apart, until what it answers with is called. */
  every(milliseconds: number, call: () => void): () => void;
}

/** The clock of this computer. */
export const systemClock: Clock = {
  now: () => Date.now(),
  every: (milliseconds, call) => {
    const timer = setInterval(call, milliseconds);
    return () => { clearInterval(timer); };
  },
};

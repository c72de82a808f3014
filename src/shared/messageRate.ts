/** How many messages pass: so many at once, and so many more with every second. */
export class MessageRate {
  readonly #atOnce: number;
  readonly #perSecond: number;
  readonly #now: () => number;
  #left: number;
  #at: number;

  /** `now` tells the time in milliseconds, and never goes back. */
  constructor(atOnce: number, perSecond: number, now: () => number = () => performance.now()) {
    this.#atOnce = atOnce;
    this.#perSecond = perSecond;
    this.#now = now;
    this.#left = atOnce;
    this.#at = now();
  }

  /** Whether one more may pass now; if so, it counts. */
  passes(): boolean {
    const now = this.#now();
    this.#left = Math.min(this.#atOnce, this.#left + ((now - this.#at) / 1000) * this.#perSecond);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}

/** What an honest page keeps to, far above what hands can do; and what the host takes, which is more. */
export const pageRate = { atOnce: 1000, perSecond: 500 } as const;
export const hostRate = { atOnce: 2000, perSecond: 1000 } as const;

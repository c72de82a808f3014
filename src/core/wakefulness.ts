import type { Clock } from './clock.ts';

/** How late a look at the clock may be, in milliseconds: whoever is later was asleep. */
const latest = 30_000;

/** How long after waking something must come to show that its connection is still there, in milliseconds: what comes sooner may be left from before. */
const proven = 5000;

/** Measures for how long nothing has come, while this computer was awake. Sleep is no silence, but connections may not outlive it. */
export class Wakefulness {
  readonly #clock: Clock;
  #looked: number;
  #silent = 0;
  #awake: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#looked = clock.now();
  }

  /** For how long nothing has come, in milliseconds. */
  get silent(): number {
    return this.#silent;
  }

  /** Whether this computer has slept, and nothing has come since that shows the connection to be there. */
  get hasSlept(): boolean {
    return this.#awake !== undefined;
  }

  /** Takes in how late it is; to be called every few seconds. */
  look(): void {
    const now = this.#clock.now();
    const passed = Math.max(0, now - this.#looked);
    this.#looked = now;
    if (passed > latest) {
      this.#silent = 0;
      this.#awake = 0;
      return;
    }
    this.#silent += passed;
    if (this.#awake !== undefined) this.#awake += passed;
  }

  /** Something has come; `isFresh`: over a connection that was opened just now. */
  heard(isFresh = false): void {
    this.look();
    this.#silent = 0;
    if (isFresh || (this.#awake ?? 0) > proven) this.#awake = undefined;
  }

  /** From now on it is waited anew. */
  restart(): void {
    this.#silent = 0;
  }
}

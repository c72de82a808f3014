import type { Disposable } from '../shared/lifetime.ts';
import type { Clock } from './clock.ts';
import { Wakefulness } from './wakefulness.ts';

/** How often a page in sight is asked whether it is there, in milliseconds, and after how much silence it is taken for dead. */
const beatTime = 5000;
const deadTime = 20_000;

/** A page that may die, and who is told. */
export interface HeartbeatParts {
  /** Asks the page whether it is there. */
  readonly ask: () => void;
  /** Whether the user sees it: only then it is asked, and there is a timer only then. */
  readonly isInSight: () => boolean;
  /** Resolves once whatever lies between this host and the page has answered by itself. */
  readonly confirm: () => Promise<unknown>;
  /** Told once of each death. */
  readonly tell: () => void;
  readonly clock: Clock;
}

/** Notices that a page does not answer any more. Sleep is no silence, and one that has not said anything since it came into sight is still being made. */
export class Heartbeat implements Disposable {
  readonly #parts: HeartbeatParts;
  #wakefulness: Wakefulness | undefined;
  #stop: (() => void) | undefined;
  /** Since when its death has to be beyond doubt: how long it had been silent then, in milliseconds. */
  #doubted: number | undefined;
  #isTold = false;

  constructor(parts: HeartbeatParts) {
    this.#parts = parts;
  }

  /** The page has said something. */
  heard(): void {
    this.#isTold = false;
    this.#doubted = undefined;
    if (this.#wakefulness !== undefined) this.#wakefulness.heard();
    else if (this.#parts.isInSight()) this.#begin();
  }

  /** The page may have come into sight, or gone out of it. */
  look(): void {
    if (!this.#parts.isInSight()) this.dispose();
    else if (this.#wakefulness === undefined) this.#parts.ask();
  }

  dispose(): void {
    this.#stop?.();
    this.#stop = undefined;
    this.#wakefulness = undefined;
    this.#doubted = undefined;
  }

  #begin(): void {
    this.#wakefulness = new Wakefulness(this.#parts.clock);
    this.#stop = this.#parts.clock.every(beatTime, () => { this.#beat(); });
  }

  #beat(): void {
    const { isInSight, ask, tell } = this.#parts;
    const wakefulness = this.#wakefulness;
    if (wakefulness === undefined) return;
    if (!isInSight()) {
      this.dispose();
      return;
    }
    wakefulness.look();
    ask();
    if (this.#isTold || wakefulness.silent < deadTime) return;
    if (this.#doubted === undefined) void this.#doubt(wakefulness);
    else if (wakefulness.silent >= this.#doubted + beatTime) {
      this.#isTold = true;
      tell();
    }
  }

  /** It may be the way to the page that is slow: the time begins anew when that is known to be open. */
  async #doubt(wakefulness: Wakefulness): Promise<void> {
    this.#doubted = Number.POSITIVE_INFINITY;
    await this.#parts.confirm();
    if (this.#doubted !== undefined && wakefulness === this.#wakefulness) this.#doubted = wakefulness.silent;
  }
}

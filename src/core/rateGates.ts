/** Which servers want to be left alone for a while: known to all turns, and to all windows. Times are milliseconds since the epoch. */
export interface RateGates {
  /** Nothing is to go to this origin before then; the later of two times counts. */
  close(origin: string, until: number): void;
  /** Until when nothing is to go there; 0 if it may. */
  closedUntil(origin: string): number;
  /** A moment at which to send, taken for the caller: apart from those of others where many come back after a wait, otherwise now. */
  place(origin: string, now: number): number;
}

/** How far apart those who come back after a wait are let through, and for how long after it, in milliseconds. */
export const release = { apart: 200, lasts: 60_000 };

/** Gates that are known to this window alone. */
export class OwnRateGates implements RateGates {
  readonly #known = new Map<string, { readonly until: number; readonly next: number }>();

  close(origin: string, until: number): void {
    const known = this.#known.get(origin);
    this.#known.set(origin, { until: Math.max(until, known?.until ?? 0), next: Math.max(until, known?.next ?? 0) });
  }

  closedUntil(origin: string): number {
    return this.#known.get(origin)?.until ?? 0;
  }

  place(origin: string, now: number): number {
    const known = this.#known.get(origin);
    if (known === undefined || known.until + release.lasts <= now) return now;
    const moment = Math.max(now, known.next);
    this.#known.set(origin, { ...known, next: moment + release.apart });
    return moment;
  }
}

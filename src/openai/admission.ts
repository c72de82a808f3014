import { pause } from '../core/pause.ts';
import type { RateGates } from '../core/rateGates.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** The longest wait that a request sits out, in milliseconds; a longer one is the user's to see and to end. */
const longestPause = 10_000;

/**
 * Settles when a request may go to this address as far as its server's limits go: at once, or after a short wait, one request after the other.
 * Throws FailureError `rateLimited`, with nothing sent, where the wait is longer; and the signal's reason when that aborts.
 */
export async function admission(gates: RateGates, { origin, host }: URL, signal: AbortSignal): Promise<void> {
  for (let mine: number | undefined; ;) {
    const closed = gates.closedUntil(origin) - Date.now();
    if (closed > longestPause) throw tooMany(host, closed / 1000);
    if (closed <= 0 && mine !== undefined) return;
    if (closed <= 0) mine = gates.place(origin, Date.now());
    const wait = closed > 0 ? closed : (mine ?? 0) - Date.now();
    if (wait > 0) await pause(wait, signal);
    signal.throwIfAborted();
  }
}

/** What is said where a server has had too many requests; `wait` is in seconds. */
export function tooMany(host: string, wait: number): FailureError {
  return new FailureError({ kind: 'rateLimited', message: t('{0} has had too many requests for now.', host), action: 'retry', retryAfter: Math.ceil(wait) });
}

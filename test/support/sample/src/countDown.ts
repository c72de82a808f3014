import { setTimeout as delay } from 'node:timers/promises';

/** Counts the seconds down to zero, one a second. */
export async function* countDown(seconds: number): AsyncGenerator<number> {
  for (let left = Math.round(seconds); left >= 0; left -= 1) {
    yield left;
    await delay(1000);
  }
}

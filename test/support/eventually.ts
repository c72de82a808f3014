import { deepEqual } from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';

/** How long to wait for what must come, in milliseconds. */
const patience = 15_000;

/** Reads until it finds what is expected; says what it found when that does not come. */
export async function eventually<Value>(read: () => Value | Promise<Value>, expected: Value): Promise<void> {
  const until = Date.now() + patience;
  let found = await read();
  while (!isDeepStrictEqual(found, expected) && Date.now() < until) {
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    found = await read();
  }
  deepEqual(found, expected);
}

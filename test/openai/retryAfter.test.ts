import { deepEqual } from 'node:assert/strict';
import { retryAfter } from '../../src/openai/retryAfter.ts';

const now = Date.UTC(2026, 10, 21, 15, 0, 0);
const waitOf = (headers: Readonly<Record<string, string>>): number => retryAfter(new Headers(headers), now);

describe('How long a server asks to be left alone', () => {
  it('is told in seconds, as a date or in milliseconds (cases 28, 29)', () => {
    const told = ['120', '0', '1.5', 'Sat, 21 Nov 2026 15:00:30 GMT', 'Saturday, 21-Nov-26 15:00:30 GMT', 'Sat, 21 Nov 2026 14:00:00 GMT'];
    deepEqual([...told.map((value) => waitOf({ 'retry-after': value })), waitOf({ 'retry-after-ms': '2500', 'retry-after': '3' })], [120, 0, 1.5, 30, 30, 0, 2.5]);
  });

  it('is ten seconds where it is not told, or cannot be meant (case 29)', () => {
    deepEqual(['-5', 'abc', '', '1e3', 'NaN', 'Infinity', 'Soon, 99 Foo'].map((value) => waitOf({ 'retry-after': value, 'retry-after-ms': '-1' })), Array.from({ length: 7 }, () => 10));
    deepEqual([waitOf({}), retryAfter(undefined, now)], [10, 10]);
  });

  it('is never longer than a quarter of an hour without the user being asked again (case 29)', () => {
    deepEqual([waitOf({ 'retry-after': '1000000000' }), waitOf({ 'retry-after': 'Sat, 21 Nov 2099 15:00:00 GMT' }), waitOf({ 'retry-after-ms': '99999999999' })], [900, 900, 900]);
  });
});

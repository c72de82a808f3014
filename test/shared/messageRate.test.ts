import { deepEqual } from 'node:assert/strict';
import { MessageRate } from '../../src/shared/messageRate.ts';

describe('The rate of messages', () => {
  it('lets so many pass at once, and so many more with every second (case 103)', () => {
    let now = 0;
    const rate = new MessageRate(100, 50, () => now);
    const passing = (tries: number): number => Array.from({ length: tries }, () => rate.passes()).filter(Boolean).length;
    const counts = [passing(10_000)];
    now += 1000;
    counts.push(passing(10_000));
    now += 3_600_000;
    counts.push(passing(10_000));
    deepEqual(counts, [100, 50, 100]);
  });
});

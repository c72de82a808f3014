import { deepEqual } from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { OwnRateGates, release } from '../../src/core/rateGates.ts';
import { SqliteRateGates } from '../../src/node/rateGates.ts';
import { KeptLog } from '../support/fakes.ts';

const home = 'https://api.example';

describe('SqliteRateGates', () => {
  let folder: string;
  let one: SqliteRateGates;
  let other: SqliteRateGates;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'rates-'));
    one = new SqliteRateGates(folder, new KeptLog());
    other = new SqliteRateGates(folder, new KeptLog());
  });
  afterEach(async () => {
    one.dispose();
    other.dispose();
    await rm(folder, { recursive: true });
  });

  it('tell all windows until when an origin is to be left alone, and no other origin’s (case 31)', () => {
    one.close(home, 500);
    other.close(home, 300);
    deepEqual([one.closedUntil(home), other.closedUntil(home), other.closedUntil('https://other.example')], [500, 500, 0]);
  });

  it('give those who come back after a wait moments of their own, and after a while let all through (case 31)', () => {
    one.close(home, 500);
    const later = 500 + release.lasts;
    deepEqual(
      [one.place(home, 500), other.place(home, 510), one.place(home, 520), other.place(home, later), one.place(home, later), one.place('https://other.example', 500)],
      [500, 500 + release.apart, 500 + 2 * release.apart, later, later, 500],
    );
  });

  it('are this window’s own where the disk says no', async () => {
    await writeFile(path.join(folder, 'taken'), '');
    const alone = new SqliteRateGates(path.join(folder, 'taken', 'below'), new KeptLog());
    alone.close(home, 500);
    deepEqual([alone.closedUntil(home), alone.place(home, 500), alone.place(home, 500)], [500, 500, 500 + release.apart]);
  });

  it('agree with those of one window', () => {
    const own = new OwnRateGates();
    const told = [own, one].map((gates) => {
      gates.close(home, 500);
      return [gates.closedUntil(home), gates.place(home, 400), gates.place(home, 900), gates.place(home, 900), gates.place(home, 99_999)];
    });
    deepEqual(told[0], told[1]);
  });
});

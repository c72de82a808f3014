import { deepEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SqliteLeaseStore } from '../../src/node/leaseStore.ts';

describe('SqliteLeaseStore', () => {
  let folder: string;
  let one: SqliteLeaseStore;
  let other: SqliteLeaseStore;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'leases-'));
    one = new SqliteLeaseStore(folder);
    other = new SqliteLeaseStore(folder);
  });
  afterEach(async () => {
    one.dispose();
    other.dispose();
    await rm(folder, { recursive: true });
  });

  it('gives a thread to one window at a time, which may hold it for longer', () => {
    deepEqual([one.take('t', 'A', 0, 10), other.take('t', 'B', 5, 15), one.take('t', 'A', 9, 19), other.take('t', 'B', 15, 25), other.take('u', 'B', 5, 15)], [true, false, true, false, true]);
  });

  it('gives it to another one when its time is over', () => {
    deepEqual([one.take('t', 'A', 0, 10), other.take('t', 'B', 10, 20), one.take('t', 'A', 11, 21)], [true, true, false]);
  });

  it('is kept for longer by whose it is, past its time too, unless another one has had it meanwhile', () => {
    one.take('t', 'A', 0, 10);
    const kept = one.renew('t', 'A', 20);
    other.take('t', 'B', 20, 30);
    other.release('t', 'B');
    deepEqual([kept, one.renew('t', 'A', 40), one.take('t', 'A', 31, 41), one.renew('u', 'A', 10)], [true, false, true, true]);
  });

  it('gives it to another one when it is released, and only by whose it is', () => {
    one.take('t', 'A', 0, 10);
    other.release('t', 'B');
    const before = other.take('t', 'B', 1, 11);
    one.release('t', 'A');
    deepEqual([before, other.take('t', 'B', 1, 11)], [false, true]);
  });
});

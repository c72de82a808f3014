import { deepEqual } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SqliteServerRecord } from '../../src/node/serverRecord.ts';

describe('The record of what was made at servers', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'record-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  it('keeps values by connection and kind, and has them after a restart and in another window', () => {
    const one = new SqliteServerRecord(folder);
    const other = new SqliteServerRecord(folder);
    one.put('here', 'file', 'file-1', { hash: 'a' });
    one.put('here', 'store', 'vs_1', {});
    other.put('there', 'file', 'file-1', { hash: 'b' });
    deepEqual([other.entries('here', 'file'), one.entries('there', 'file')], [[['file-1', { hash: 'a' }]], [['file-1', { hash: 'b' }]]]);
    one.dispose();
    other.dispose();
    const again = new SqliteServerRecord(folder);
    deepEqual(again.entries('here', 'store'), [['vs_1', {}]]);
    again.dispose();
  });

  it('puts the newer value in the place of the older one, and lets go of what is removed', () => {
    const record = new SqliteServerRecord(folder);
    record.put('here', 'file', 'file-1', 1);
    record.put('here', 'file', 'file-1', 2);
    record.put('here', 'file', 'file-2', 3);
    record.remove('here', 'file', 'file-2');
    deepEqual(record.entries('here', 'file'), [['file-1', 2]]);
    record.dispose();
  });
});

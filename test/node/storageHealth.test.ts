import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { storageHealth } from '../../src/node/storageHealth.ts';

describe('The health of the storage', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'health-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** A database with some pages, in a folder of its own. */
  const database = (name: string): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    const made = new DatabaseSync(file);
    made.exec('CREATE TABLE words (word TEXT); CREATE INDEX inOrder ON words (word); BEGIN');
    for (let number = 0; number < 500; number += 1) made.prepare('INSERT INTO words VALUES (?)').run(`word ${String(number)} `.repeat(20));
    made.exec('COMMIT');
    made.close();
    return file;
  };

  it('tells of each database whether it is whole, of the disk what is free, and leaves nothing behind', async () => {
    const file = database('threads/threads.db');
    const { free = 0, ...rest } = await storageHealth(folder);
    const bytes = readFileSync(file).length;
    assert.deepEqual([rest, free > 0, readdirSync(folder)], [{ folder, bytes, databases: [{ name: path.join('threads', 'threads.db'), bytes }] }, true, ['threads']]);
  });

  it('finds what is damaged, and what is no database', async () => {
    const damaged = database('damaged.db');
    const content = readFileSync(damaged);
    content.fill(0x41, 4096 * 3, 4096 * 6);
    writeFileSync(damaged, content);
    writeFileSync(path.join(folder, 'nonsense.db'), 'This is no database, however long it goes on about it.'.repeat(20));
    const { databases } = await storageHealth(folder);
    assert.deepEqual(databases.map(({ name, problem = '' }) => [name, /^(?:damaged|cannot be read): ./.test(problem)]), [['damaged.db', true], ['nonsense.db', true]]);
  });

  it('says that a folder which is not there cannot be written', async () => {
    const { unwritable, databases } = await storageHealth(path.join(folder, 'nowhere'));
    assert.deepEqual([unwritable, databases], ['ENOENT', []]);
  });
});

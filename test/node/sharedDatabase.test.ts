import { deepEqual, throws } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { SharedDatabase } from '../../src/node/sharedDatabase.ts';
import { FailureError } from '../../src/shared/rpc.ts';

const parts = { file: 'tea.db', tables: 'CREATE TABLE IF NOT EXISTS cups (tea TEXT NOT NULL)', unable: (reason: string) => `Cups cannot be counted: ${reason}.` };

const says = (reason: RegExp) => (error: unknown): boolean => error instanceof FailureError && error.failure.kind === 'storage' && error.failure.message.startsWith('Cups cannot be counted: ') && reason.test(error.failure.message);

describe('SharedDatabase', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'shared-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('is made at the first use, is seen by other windows, and opens again after it was closed', () => {
    const place = path.join(folder, 'below');
    const [one, other] = [new SharedDatabase(place, parts), new SharedDatabase(place, parts)];
    const before = existsSync(place);
    one.use((database) => database.exec("INSERT INTO cups VALUES ('green')"));
    one.dispose();
    const cups = [one, other].map((window) => window.use((database) => database.prepare('SELECT tea FROM cups').all().map(({ tea }) => tea)));
    for (const window of [one, other]) window.dispose();
    deepEqual([before, cups], [false, [['green'], ['green']]]);
  });

  it('says in one sentence what cannot be done when the disk or SQLite says no', async () => {
    await writeFile(path.join(folder, 'taken'), '');
    await writeFile(path.join(folder, 'tea.db'), 'This is no database. '.repeat(100));
    const below = path.join(folder, 'taken', 'below');
    throws(() => new SharedDatabase(below, parts).use(() => 1), says(/ENOTDIR/));
    throws(() => new SharedDatabase(folder, parts).use(() => 1), says(/not a database/));
  });
});

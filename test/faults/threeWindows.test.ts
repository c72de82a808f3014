import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { Threads } from '../../src/core/threads.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { KeptLog } from '../support/fakes.ts';

const run = promisify(execFile);
const program = path.join(import.meta.dirname, '..', 'support', 'sayingWindow.ts');

describe('Three windows that say fifty things each in one thread', () => {
  it('lose none of them, and see all in the same order (case 72)', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'three-'));
    const store = new SqliteThreadStore(folder);
    try {
      const threads = new Threads(store, new KeptLog());
      threads.create({ type: 'created', at: 1, threadId: 't', assistantId: 'a', workspace: '' }, []);
      const seen = await Promise.all(['a', 'b', 'c'].map(async (name) => (await run(process.execPath, [program, folder, 't', name, '150'], { timeout: 600_000 })).stdout.trim()));
      const here = threads.open('t').messages.map(({ id }) => id);
      assert.deepEqual([new Set(here).size, seen], [150, Array.from({ length: 3 }, () => here.join(' '))]);
    } finally {
      store.dispose();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

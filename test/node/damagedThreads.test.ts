import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';

const created = (threadId: string): ThreadEvent => ({ type: 'created', at: 1, threadId, assistantId: 'a', workspace: 'w' });
const prompted = (id: string, words: string): ThreadEvent => ({ type: 'prompted', at: 2, message: { role: 'user', id, at: 2, text: words, attachments: [] } });

describe('A damaged database of threads', () => {
  let folder = '';
  let told: string[] = [];
  let store: SqliteThreadStore;
  const open = (): SqliteThreadStore => {
    store = new SqliteThreadStore(folder);
    store.onTell((message) => { told.push(message); });
    return store;
  };
  const file = (): string => path.join(folder, 'threads.db');
  const kept = (): readonly string[] => readdirSync(folder).filter((name) => /damaged-.*Z$/.test(name));
  const fill = (threads: number): void => {
    for (let number = 0; number < threads; number += 1) {
      const id = `t${String(number).padStart(3, '0')}`;
      open().append([created(id), prompted('p', `Words of ${id} ${'and so on '.repeat(300)}`)], { id, title: `Title ${id}`, assistantId: 'a', workspace: 'w', createdAt: 1, updatedAt: 2 }, { durable: true });
      store.dispose();
    }
  };
  const readable = (): number => store.heads().filter(({ id }) => store.read(id).some(({ type }) => type === 'prompted')).length;

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'damaged-'));
    told = [];
  });

  afterEach(() => {
    store.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is set aside, said, and what can be read of it is there again, to be found as well (case 68)', () => {
    fill(40);
    const bytes = readFileSync(file());
    bytes.fill(0x41, 4096 * 30, 4096 * 34);
    writeFileSync(file(), bytes);
    open();
    const heads = store.heads();
    assert.deepEqual([heads.length >= 35 && heads.length <= 40, readable() >= 35, told.length, kept().length, store.search('so on', 100).length >= 35], [true, true, 1, 1, true]);
    assert.match(told.join(), /^The file with your threads was damaged or missing: \d+ threads were saved, and the damaged file was kept as threads\.db\.damaged-\S+\.$/);
  });

  for (const [how, damage] of [
    ['no database at all', () => { writeFileSync(file(), 'not a database'.repeat(1000)); }],
    ['filled with NUL', () => { writeFileSync(file(), Buffer.alloc(65_536)); }],
    ['cut to nothing', () => { truncateSync(file(), 0); }],
    ['taken away', () => { rmSync(file()); }],
  ] as const) {
    it(`is had back from the copy of the day when it is ${how} (case 68)`, async () => {
      fill(3);
      open().heads();
      const made = [await store.backUp(Date.now()), await store.backUp(Date.now()), await store.backUp(Date.now() + 25 * 3_600_000)];
      store.dispose();
      damage();
      open();
      assert.deepEqual([made, readable(), told.length], [[true, false, true], 3, 1]);
    });
  }

  it('is had back, without its beginning, as far as there is anything (case 68)', () => {
    fill(1);
    writeFileSync(file(), readFileSync(file()).subarray(0, 4096 * 3));
    open();
    store.append([created('new'), prompted('p', 'goes on')], { id: 'new', title: 'New', assistantId: 'a', workspace: 'w', createdAt: 1, updatedAt: 9 }, { durable: true });
    assert.deepEqual([store.heads()[0]?.id, kept().length], ['new', 1]);
  });

  it('does not bring back what was removed for good', async () => {
    fill(2);
    open().heads();
    await store.backUp(Date.now());
    store.purge('t000');
    store.dispose();
    writeFileSync(file(), 'not a database'.repeat(1000));
    open();
    assert.deepEqual(store.heads().map(({ id }) => id), ['t001']);
  });
});

import { deepEqual } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import os from 'node:os';
import path from 'node:path';
import { Threads } from '../../src/core/threads.ts';
import { earlierMessages, windowOf } from '../../src/core/threadWindow.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';
import { KeptLog } from '../support/fakes.ts';

/** Threads of so many messages each, on the disk. */
function filled(folder: string, threads: number, messages: number): SqliteThreadStore {
  const store = new SqliteThreadStore(folder);
  for (let number = 0; number < threads; number += 1) {
    const id = `t${String(number)}`;
    const prompts = Array.from({ length: messages }, (_, index): ThreadEvent => ({ type: 'prompted', at: index, message: { role: 'user', id: `m${String(index)}`, ...(index === 0 ? {} : { parentId: `m${String(index - 1)}` }), at: index, text: 'Tea?', attachments: [] } }));
    store.append([{ type: 'created', at: 1, threadId: id, assistantId: 'a', workspace: '' }, ...prompts], { id, title: 'Tea', assistantId: 'a', workspace: '', createdAt: 1, updatedAt: number }, { durable: false });
  }
  return store;
}

/** The tables that are read while this is done. */
function tablesRead(act: () => unknown): readonly string[] {
  const own = Object.getOwnPropertyDescriptor(DatabaseSync.prototype, 'prepare') ?? {};
  const whole: unknown = own.value;
  if (typeof whole !== 'function') throw new Error('SQLite is asked in another way now.');
  const read: string[] = [];
  const spied = function prepare(this: DatabaseSync, sql: string): unknown {
    read.push(...[...sql.matchAll(/FROM (\w+)/g)].map(([, table = '']) => table));
    return Reflect.apply(whole, this, [sql]);
  };
  Object.defineProperty(DatabaseSync.prototype, 'prepare', { ...own, value: spied });
  try {
    act();
    return read;
  } finally {
    Object.defineProperty(DatabaseSync.prototype, 'prepare', own);
  }
}

describe('Many and long threads', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'long-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are listed by one look at their heads, whatever they hold (case 79)', () => {
    const store = filled(folder, 500, 20);
    const threads = new Threads(store, new KeptLog());
    const listed: number[] = [];
    const read = tablesRead(() => { listed.push(threads.list().length); });
    store.dispose();
    deepEqual([listed, read], [[500], ['heads']]);
  });

  it('come to the page with their last hundred messages, and with all others in their order as the reader goes up (case 78)', () => {
    const store = filled(folder, 1, 10_000);
    const thread = new Threads(store, new KeptLog()).open('t0');
    store.dispose();
    const first = windowOf(thread);
    const shown = first.messages.map(({ id }) => id);
    const steps = [shown.length];
    for (let before = first.earlier?.before ?? 0; before > 0;) {
      const earlier = earlierMessages(thread, shown[0] ?? '', 1000);
      shown.unshift(...earlier.messages.map(({ id }) => id));
      steps.push(earlier.messages.length);
      before = earlier.before;
    }
    deepEqual([shown.length, new Set(shown).size, shown[0], shown.at(-1), steps.slice(0, 2), steps.length], [10_000, 10_000, 'm0', 'm9999', [100, 1000], 11]);
  });
});

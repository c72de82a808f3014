import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ThreadHead } from '../../src/core/stores.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';

const head = (id: string, updatedAt = 1): ThreadHead => ({ id, title: `Title of ${id}`, assistantId: 'a', workspace: 'file:///w', createdAt: 1, updatedAt });
const text = (words: string): ThreadEvent => ({ type: 'text', messageId: 'm', text: words });
const produced = (hash: string): ThreadEvent => ({ type: 'produced', messageId: 'm', output: { id: 'f', name: 'a.txt', mediaType: 'text/plain', state: 'kept', bytes: 1, hash } });
const isStorage = (error: unknown): boolean => error instanceof FailureError && error.failure.kind === 'storage';

describe('SqliteThreadStore', () => {
  let folder = '';
  const stores: SqliteThreadStore[] = [];
  const open = (at = folder): SqliteThreadStore => {
    const store = new SqliteThreadStore(at);
    stores.push(store);
    return store;
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'threads-'));
  });

  afterEach(() => {
    for (const store of stores.splice(0)) store.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds the thread that names an output, until the last one is gone, without reading the rest', () => {
    const store = open();
    const [one, other] = ['ab'.repeat(32), 'cd'.repeat(32)];
    store.append([text(one), produced(other)], head('t'), { durable: true });
    store.append([produced(other)], head('u'), { durable: true });
    const found = [store.namesOutput(one), store.namesOutput(other)];
    store.purge('t');
    found.push(store.namesOutput(other));
    store.purge('u');
    assert.deepEqual([...found, store.namesOutput(other)], [false, true, true, false]);
    store.dispose();
    const plan = new DatabaseSync(path.join(folder, 'threads.db')).prepare(`EXPLAIN QUERY PLAN SELECT 1 FROM events WHERE substr(event, 1, 18) = '{"type":"produced"' AND event ->> '$.output.hash' = ? LIMIT 1`).all(one);
    assert.match(JSON.stringify(plan), /USING (?:COVERING )?INDEX outputs/);
  });

  it('knows whether any thread mentions something, until that thread is gone', () => {
    const store = open();
    store.append([text('a 100% "quoted" word')], head('t'), { durable: true });
    const found = [store.mentions('100%'), store.mentions('1__%')];
    store.purge('t');
    assert.deepEqual([found, store.mentions('100%')], [[true, false], false]);
  });

  it('gives back what was appended, in order, after it was closed', () => {
    const store = open();
    store.append([text('one'), text('two “zwei” 二')], head('t'), { durable: true });
    store.append([text('three')], { ...head('t', 5), deletedAt: 9 }, { durable: false });
    store.dispose();
    assert.deepEqual(open().read('t'), [text('one'), text('two “zwei” 二'), text('three')]);
    assert.deepEqual(open().heads(), [{ ...head('t', 5), deletedAt: 9 }]);
  });

  it('gives back which threads are pinned and archived', () => {
    const store = open();
    store.append([text('x')], { ...head('t'), pinned: true, archived: true }, { durable: true });
    store.append([text('x')], head('u', 0), { durable: true });
    assert.deepEqual(store.heads(), [{ ...head('t'), pinned: true, archived: true }, head('u', 0)]);
  });

  it('gives back what an answer cites', () => {
    const citations = [{ number: 1, name: 'a.md', path: 'a.md', hash: 'h', startLine: 1, endLine: 2, quote: 'So.' }, { name: 'b.md', fileId: 'file-1' }];
    open().append([{ type: 'noted', messageId: 'm', note: { citations } }], head('t'), { durable: true });
    assert.deepEqual(open().read('t'), [{ type: 'noted', messageId: 'm', note: { citations } }]);
  });

  it('makes its folder, and nothing at all before it is used', () => {
    const deep = path.join(folder, 'a', 'b');
    const store = open(deep);
    assert.deepEqual(store.heads(), []);
  });

  it('lists the newest thread first', () => {
    const store = open();
    for (const [id, at] of [['old', 1], ['new', 3], ['middle', 2]] as const) store.append([text(id)], head(id, at), { durable: true });
    assert.deepEqual(store.heads().map(({ id }) => id), ['new', 'middle', 'old']);
  });

  it('is shared by two windows that write to one thread in turns', () => {
    const [one, two] = [open(), open()];
    for (let number = 0; number < 50; number += 1) (number % 2 === 0 ? one : two).append([text(String(number))], head('t'), { durable: false });
    assert.deepEqual(one.read('t'), Array.from({ length: 50 }, (_, number) => text(String(number))));
    assert.equal(two.length('t'), 50);
  });

  it('removes a thread for good', () => {
    const store = open();
    store.append([text('x')], head('t'), { durable: true });
    store.append([text('y')], head('u'), { durable: true });
    store.purge('t');
    assert.deepEqual([store.read('t'), store.length('t'), store.heads().map(({ id }) => id)], [[], 0, ['u']]);
  });

  it('passes over what it cannot read and leaves it where it is', () => {
    const store = open();
    store.append([text('good')], head('t'), { durable: true });
    const raw = new DatabaseSync(path.join(folder, 'threads.db'));
    raw.exec(`INSERT INTO events VALUES ('t', 2, '{"type":"text","messageId":"m"'), ('t', 3, '{"type":"unknown"}'), ('t', 4, '${JSON.stringify(text('also good'))}')`);
    assert.deepEqual(store.read('t'), [text('good'), text('also good')]);
    assert.equal(raw.prepare('SELECT count(*) AS number FROM events').get()?.['number'], 4);
    raw.close();
  });

  it('does not touch a database of a newer version', () => {
    const raw = new DatabaseSync(path.join(folder, 'threads.db'));
    raw.exec('PRAGMA user_version = 99');
    raw.close();
    assert.throws(() => open().heads(), (error) => isStorage(error) && /newer version/.test(String(error)));
  });

  it('says so when the folder cannot be used or the file is no database', () => {
    writeFileSync(path.join(folder, 'file'), 'x');
    assert.throws(() => open(path.join(folder, 'file')).heads(), isStorage);
    writeFileSync(path.join(folder, 'threads.db'), 'this is not a database, and long enough to be looked at as one'.repeat(20));
    assert.throws(() => open().heads(), isStorage);
  });
});

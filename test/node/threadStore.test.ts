import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ThreadHead } from '../../src/core/stores.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';
import { eventually } from '../support/eventually.ts';

const head = (id: string, updatedAt = 1): ThreadHead => ({ id, title: `Title of ${id}`, assistantId: 'a', workspace: 'file:///w', createdAt: 1, updatedAt });
const text = (words: string): ThreadEvent => ({ type: 'text', messageId: 'm', text: words });
const produced = (hash: string): ThreadEvent => ({ type: 'produced', messageId: 'm', output: { id: 'f', name: 'a.txt', mediaType: 'text/plain', state: 'kept', bytes: 1, hash } });
const renamed = (at: number): ThreadEvent => ({ type: 'renamed', at, title: String(at), by: 'user' });
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

  it('is shared by two windows that write to one thread in turns (case 72)', () => {
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

  it('passes over what it cannot read and leaves it where it is (case 69)', () => {
    const store = open();
    store.append([text('good')], head('t'), { durable: true });
    const raw = new DatabaseSync(path.join(folder, 'threads.db'));
    raw.exec(`INSERT INTO events VALUES ('t', 2, '{"type":"text","messageId":"m"'), ('t', 3, '{"type":"unknown"}'), ('t', 4, '${JSON.stringify(text('also good'))}')`);
    assert.deepEqual(store.read('t'), [text('good'), text('also good')]);
    assert.equal(raw.prepare('SELECT count(*) AS number FROM events').get()?.['number'], 4);
    raw.close();
  });

  it('reads a database of a newer version, says so, and does not touch it (case 70)', () => {
    const store = open();
    store.append([text('x')], head('t'), { durable: true });
    store.dispose();
    const raw = new DatabaseSync(path.join(folder, 'threads.db'));
    raw.exec('PRAGMA user_version = 99');
    raw.close();
    const before = readFileSync(path.join(folder, 'threads.db'));
    const told: string[] = [];
    const newer = open();
    newer.onTell((message) => told.push(message));
    assert.deepEqual([newer.read('t'), newer.heads()], [[text('x')], [head('t')]]);
    assert.throws(() => newer.append([text('y')], head('t'), { durable: true }), (error) => isStorage(error) && /newer version/.test(String(error)));
    newer.dispose();
    assert.deepEqual([told.length, /newer version/.test(told.join()), readFileSync(path.join(folder, 'threads.db')).equals(before)], [1, true, true]);
  });

  it('says so when the folder cannot be used (case 75)', () => {
    writeFileSync(path.join(folder, 'file'), 'x');
    assert.throws(() => open(path.join(folder, 'file')).heads(), isStorage);
  });

  it('does not write through a link that took the place of its folder, nor through one in the place of its file (case 75)', () => {
    const elsewhere = path.join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    const store = open(path.join(folder, 'threads'));
    store.append([text('x')], head('t'), { durable: true });
    renameSync(path.join(folder, 'threads'), path.join(folder, 'away'));
    symlinkSync(elsewhere, path.join(folder, 'threads'));
    assert.throws(() => store.append([text('y')], head('t'), { durable: true }), isStorage);
    mkdirSync(path.join(folder, 'other'));
    symlinkSync(path.join(elsewhere, 'x.db'), path.join(folder, 'other', 'threads.db'));
    assert.throws(() => open(path.join(folder, 'other')).append([text('y')], head('t'), { durable: true }), isStorage);
    assert.deepEqual(readdirSync(elsewhere), []);
  });

  it('writes its file again, with all that it held, when that is taken away while it is open (case 75)', function test() {
    if (process.platform === 'win32') this.skip();
    const store = open(path.join(folder, 'threads'));
    store.append([text('x')], head('t'), { durable: true });
    rmSync(path.join(folder, 'threads'), { recursive: true });
    store.append([text('y')], head('t'), { durable: true, after: 1 });
    store.dispose();
    assert.deepEqual(open(path.join(folder, 'threads')).read('t'), [text('x'), text('y')]);
  });

  it('gives what was written by others between, and refuses what has no thread any more (cases 72, 73)', () => {
    const [one, two] = [open(), open()];
    one.append([text('a')], head('t'), { durable: true, after: 0 });
    two.append([text('b')], head('t'), { durable: true, after: 1 });
    assert.deepEqual(one.append([text('c')], head('t'), { durable: true, after: 1 }), { length: 3, missed: [text('b')] });
    two.purge('t');
    assert.throws(() => one.append([text('d')], head('t'), { durable: true, after: 3 }), (error) => error instanceof FailureError && error.failure.kind === 'notFound');
    assert.deepEqual([one.read('t'), one.heads()], [[], []]);
  });

  it('keeps events in the order in which they came, whatever the clock says (case 77)', () => {
    const store = open();
    for (const at of [9, 3, 7, 1]) store.append([renamed(at)], head('t', at), { durable: true });
    assert.deepEqual(store.read('t'), [9, 3, 7, 1].map(renamed));
  });

  it('never makes a file name of what a thread is called (case 80)', () => {
    const store = open();
    const titles = ['../../x', 'CON', 'x'.repeat(300), '🙂\u0000', '"><img src=x>'];
    for (const [index, title] of titles.entries()) store.append([text('x')], { ...head(`../${title.slice(0, 50)}`, index), title }, { durable: true });
    assert.deepEqual([store.heads().map(({ title }) => title), readdirSync(folder).toSorted()], [titles.toReversed(), ['threads.db', 'threads.db-shm', 'threads.db-wal']]);
  });

  it('tells soon that another window has written, and not of its own writing (case 72)', async () => {
    const [one, two] = [open(), open()];
    const told: string[] = [];
    one.onWritten(() => told.push('one'));
    two.onWritten(() => told.push('two'));
    for (const each of [one, two]) each.heads();
    one.append([text('a')], head('t'), { durable: true });
    await eventually(() => told, ['two']);
  });
});

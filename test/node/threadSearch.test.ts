import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Threads } from '../../src/core/threads.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import type { Thread } from '../../src/shared/thread.ts';
import { emptyThread, type ThreadEvent } from '../../src/shared/threadEvents.ts';
import { KeptLog } from '../support/fakes.ts';

const prompted = (id: string, text: string, at = 2): ThreadEvent => ({ type: 'prompted', at, message: { role: 'user', id, at, text, attachments: [] } });
const answered = (id: string, parentId: string, ...pieces: readonly string[]): readonly ThreadEvent[] => [
  { type: 'answering', at: 3, message: { role: 'assistant', id, parentId, at: 3, assistantId: 'a', assistantName: 'A', connectionName: 'C', model: 'm', text: '', state: 'running' } },
  ...pieces.map((text): ThreadEvent => ({ type: 'text', messageId: id, text })),
];
const settled = (messageId: string): ThreadEvent => ({ type: 'settled', at: 4, messageId, outcome: { state: 'complete' } });

describe('The search in threads', () => {
  let folder = '';
  let store: SqliteThreadStore;
  let threads: Threads;
  const begin = (threadId: string, ...events: readonly ThreadEvent[]): void => {
    threads.create({ type: 'created', at: 1, threadId, assistantId: 'a', workspace: '' }, events);
  };
  const found = (query: string): readonly string[] => threads.search(query, 50).map(({ threadId, messageId = 'title' }) => `${threadId} ${messageId}`);

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'search-'));
    store = new SqliteThreadStore(folder);
    threads = new Threads(store, new KeptLog());
  });

  afterEach(() => {
    store.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds parts of words in titles, prompts and finished answers, titles first and then the newest', () => {
    begin('one', prompted('p', 'How do I steep a teapot?'), ...answered('x', 'p', 'Warm the tea', 'pot first.'), settled('x'));
    begin('two', prompted('q', 'Something else'), ...answered('y', 'q', 'A teapot, too.'));
    assert.deepEqual(found('EAPO'), ['one title', 'one x', 'one p']);
    threads.apply('two', [settled('y')], { durable: true });
    assert.deepEqual(found('teapot'), ['one title', 'two y', 'one x', 'one p']);
  });

  it('finds nothing that was deleted from a thread, and all that came back', () => {
    begin('one', prompted('p', 'A samovar, please'), ...answered('x', 'p', 'Warm the teapot first.'), settled('x'));
    const gone = threads.open('one').messages.slice(1);
    threads.apply('one', [{ type: 'removed', at: 5, messageId: 'x' }], { durable: true });
    const meanwhile = found('teapot');
    threads.apply('one', [{ type: 'returned', at: 6, messages: gone }], { durable: true });
    assert.deepEqual([meanwhile, found('teapot')], [[], ['one x']]);
  });

  it('finds Chinese, Japanese and Korean by one character or more, and letters with other accents', () => {
    begin('zh', prompted('p', '请解释如何泡绿茶'));
    begin('ja', prompted('p', '日本語のお茶について教えて'));
    begin('ko', prompted('p', '녹차를 우리는 방법을 알려줘'));
    begin('fr', prompted('p', 'Le thé à Genève'));
    assert.deepEqual(['绿茶', '茶', '泡绿茶', 'お茶に', '녹차', '우리는', 'geneve'].map((query) => found(query).filter((hit) => hit.endsWith(' p'))), [['zh p'], ['ja p', 'zh p'], ['zh p'], ['ja p'], ['ko p'], ['ko p'], ['fr p']]);
  });

  it('wants all of the words, wherever they stand, and takes every sign as it is', () => {
    begin('one', prompted('p', 'first line\nwith "quotes", 100% and a_b'));
    begin('two', prompted('p', 'first line alone, 100 and axb'));
    assert.deepEqual(['line first', 'line quotes', '"quotes"', '0% fir', 'a_b', '* OR', ''].map((query) => found(query).filter((hit) => hit.endsWith(' p'))), [['two p', 'one p'], ['one p'], ['one p'], ['one p'], ['one p'], [], []]);
  });

  it('shows the words around what it found', () => {
    begin('one', prompted('p', `${'Many words before. '.repeat(20)}\n\nA samovar\tboils.${' Many words after.'.repeat(20)}`));
    assert.deepEqual(threads.search('samovar', 9).map(({ title, snippet }) => [title.slice(0, 10), /^….{0,60}A samovar boils\..{0,60}…$/.test(snippet)]), [['Many words', true]]);
  });

  it('follows a new title, and leaves out what lies in the trash or is gone', () => {
    begin('one', prompted('p', 'Oolong'));
    threads.rename('one', 'Darjeeling');
    const renamed = found('jeel');
    threads.remove('one');
    const deleted = found('oolong');
    threads.restore('one');
    const restored = found('oolong');
    threads.purge('one');
    assert.deepEqual([renamed, deleted, restored, found('oolong'), found('Darjeeling')], [['one title'], [], ['one p'], [], []]);
  });

  it('finds what came whole from a file, and has it again when the file of threads is opened anew', () => {
    const thread: Thread = { ...emptyThread, id: 'one', title: 'Imported', leafId: 'p', messages: [{ role: 'user', id: 'p', at: 2, text: 'Pu-erh', attachments: [] }] };
    threads.create({ type: 'imported', at: 5, thread }, []);
    store.dispose();
    assert.deepEqual([found('pu-erh'), new Threads(store, new KeptLog()).open('one')], [['one p'], thread]);
  });

  it('takes in what a database of the first shape holds, once', () => {
    begin('one', prompted('p', 'Lapsang'), ...answered('x', 'p', 'Smo', 'ked.'), settled('x'));
    store.dispose();
    const raw = new DatabaseSync(path.join(folder, 'threads.db'));
    raw.exec('DROP TRIGGER saidIn; DROP TRIGGER saidOut; DROP TRIGGER saidAnew; DROP TABLE saidIndex; DROP TABLE said; ALTER TABLE heads DROP COLUMN pinned; ALTER TABLE heads DROP COLUMN archived; PRAGMA user_version = 1');
    raw.close();
    const first = found('smoked');
    store.dispose();
    assert.deepEqual([first, found('Lapsang'), threads.list().map(({ id, title }) => [id, title])], [['one x'], ['one title', 'one p'], [['one', 'Lapsang']]]);
  });
});

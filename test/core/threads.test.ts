import assert from 'node:assert/strict';
import { Threads, trashTime } from '../../src/core/threads.ts';
import type { Attachment } from '../../src/shared/attachment.ts';
import { applyThreadEvent, emptyThread, type ThreadEvent } from '../../src/shared/threadEvents.ts';
import { KeptLog, MemoryThreadStore } from '../support/fakes.ts';

const created = { type: 'created', at: 1, threadId: 't', assistantId: 'a', workspace: '' } as const;
const prompted: ThreadEvent = { type: 'prompted', at: 2, message: { role: 'user', id: 'p', at: 2, text: 'Hello', attachments: [] } };

const image = (hash: string): Attachment => ({ id: hash, kind: 'file', path: 'a.png', language: '', text: '', media: { mediaType: 'image/png', bytes: 1, hash } });
const showing = (...hashes: readonly string[]): ThreadEvent => ({ type: 'prompted', at: 2, message: { role: 'user', id: 'p', at: 2, text: '', attachments: hashes.map(image) } });

function stage(): { readonly store: MemoryThreadStore; readonly threads: Threads; readonly log: KeptLog } {
  const store = new MemoryThreadStore();
  const log = new KeptLog();
  return { store, log, threads: new Threads(store, log) };
}

describe('Threads', () => {
  it('are the fold of their log, here and wherever the log is read again', () => {
    const { store, threads } = stage();
    threads.create(created, [prompted]);
    const thread = threads.apply('t', [{ type: 'renamed', at: 3, title: 'Mine', by: 'user' }], { durable: true });
    assert.deepEqual(store.read('t').reduce(applyThreadEvent, emptyThread), thread);
    assert.deepEqual(new Threads(store, new KeptLog()).open('t'), thread);
  });

  it('tell what happened, after it did', () => {
    const { threads } = stage();
    const heard: string[] = [];
    threads.onEvent(({ event }) => heard.push(`${event.type} ${threads.open('t').title}`));
    threads.create(created, [prompted]);
    assert.deepEqual(heard, ['created Hello', 'prompted Hello']);
  });

  it('tell of a thread by its own id, even where its beginning cannot be read any more', () => {
    const { store, threads } = stage();
    store.logs.set('t', [prompted]);
    threads.open('t');
    const heard: string[] = [];
    threads.onEvent(({ threadId, event }) => heard.push(`${threadId} ${event.type}`));
    store.logs.set('t', [prompted, { type: 'renamed', at: 3, title: 'Elsewhere', by: 'user' }]);
    threads.refresh();
    assert.deepEqual(heard, ['t renamed']);
  });

  it('change nothing when the disk refuses what must be durable', () => {
    const { store, threads } = stage();
    store.full = true;
    assert.throws(() => threads.create(created, [prompted]), /disk is full/);
    assert.throws(() => threads.open('t'), /no longer there/);
  });

  it('keep what the disk refuses otherwise, and store it as soon as they can', () => {
    const { store, threads, log } = stage();
    threads.create(created, [prompted]);
    store.full = true;
    threads.apply('t', [{ type: 'renamed', at: 3, title: 'One', by: 'user' }], { durable: false });
    threads.apply('t', [{ type: 'renamed', at: 4, title: 'Two', by: 'user' }], { durable: false });
    assert.deepEqual([threads.open('t').title, store.length('t'), log.lines.length], ['Two', 2, 1]);
    store.full = false;
    threads.apply('t', [{ type: 'deleted', at: 5 }], { durable: false });
    assert.deepEqual(store.read('t').map(({ type }) => type), ['created', 'prompted', 'renamed', 'renamed', 'deleted']);
  });

  it('are held in memory, and kept up with, once they are opened; a look alone does not do that', () => {
    const { store, threads } = stage();
    const elsewhere = new Threads(store, new KeptLog());
    elsewhere.create(created, [prompted]);
    const heard: string[] = [];
    threads.onEvent(({ event }) => heard.push(event.type));
    const titles = (['peek', 'open'] as const).map((look) => {
      const before = threads[look]('t').title;
      elsewhere.rename('t', look);
      threads.refresh();
      return [before, threads.peek('t').title];
    });
    assert.deepEqual([titles, heard], [[['Hello', 'peek'], ['peek', 'open']], ['renamed']]);
  });

  it('miss nothing that another window writes while they are read, and tell it once', () => {
    const { store, threads } = stage();
    const elsewhere = new Threads(store, new KeptLog());
    threads.create(created, [prompted]);
    const heard: string[] = [];
    threads.onEvent(({ event }) => heard.push(event.type === 'renamed' ? event.title : event.type));
    elsewhere.rename('t', 'First');
    const read = store.read.bind(store);
    store.read = (...range) => {
      const events = read(...range);
      store.read = read;
      elsewhere.rename('t', 'Second');
      return events;
    };
    threads.refresh();
    assert.deepEqual([threads.open('t').title, heard], ['Second', ['First', 'Second']]);
  });

  it('take in what another window wrote', () => {
    const { store, threads } = stage();
    threads.create(created, [prompted]);
    new Threads(store, new KeptLog()).rename('t', 'From the other window');
    assert.equal(threads.open('t').title, 'From the other window');
  });

  it('leave the list for the trash and come back', () => {
    const { threads } = stage();
    threads.create(created, [prompted]);
    threads.remove('t');
    assert.deepEqual(threads.list(), []);
    threads.restore('t');
    assert.deepEqual(threads.list().map(({ title }) => title), ['Hello']);
  });

  it('are gone for good after thirty days in the trash, and say what servers keep of them', () => {
    const { threads, store } = stage();
    const bookmark = { place: 'x', kind: 'conversation', id: 'conv' } as const;
    const answer = { role: 'assistant', id: 'x', parentId: 'p', at: 3, assistantId: 'a', assistantName: 'A', connectionName: 'C', model: 'm', text: '', state: 'complete', bookmark } as const;
    threads.create(created, [prompted, { type: 'answering', at: 3, message: answer }]);
    threads.remove('t');
    assert.deepEqual(threads.emptyTrash(Date.now() + trashTime - 1000), []);
    assert.deepEqual(threads.emptyTrash(Date.now() + trashTime + 1000), [bookmark]);
    assert.deepEqual([store.heads(), store.read('t')], [[], []]);
  });

  it('stay in memory alone when they are temporary, with all that they hold, until the window closes', () => {
    const { threads, store } = stage();
    const freed: string[] = [];
    threads.onFree((hash) => { freed.push(hash); });
    const hash = '3'.repeat(64);
    threads.create({ ...created, temporary: true }, [showing(hash), { type: 'renamed', at: 3, title: 'Secret', by: 'user' }]);
    threads.create({ ...created, threadId: 'other' }, [prompted]);
    const before = [threads.isTemporary('t'), threads.list().map(({ id }) => id), store.heads().map(({ id }) => id)];
    threads.endTemporary();
    assert.deepEqual([before, threads.list().map(({ id }) => id), freed], [[true, ['t', 'other'], ['other']], ['other'], [hash]]);
  });

  it('say which images nobody has any more when one is gone for good', () => {
    const { threads } = stage();
    const freed: string[] = [];
    threads.onFree((hash) => { freed.push(hash); });
    const [shared, own] = ['1'.repeat(64), '2'.repeat(64)];
    threads.create(created, [showing(shared, own)]);
    threads.create({ ...created, threadId: 'other' }, [showing(shared)]);
    threads.purge('t');
    const first = [...freed];
    threads.purge('other');
    assert.deepEqual([first, freed], [[own], [own, shared]]);
  });
});

import { deepEqual, equal } from 'node:assert/strict';
import { toFile, type OpenAI } from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, refusalOf } from './testClient.ts';

describe('/v1/vector_stores', () => {
  let server: OfflineServer;
  let client: OpenAI;
  before(async () => {
    server = await startOfflineServer();
    client = clientFor(server.url);
  });
  afterEach(() => {
    server.reset();
  });
  after(() => server.close());

  async function upload(name: string): Promise<string> {
    return (await client.files.create({ file: await toFile(Buffer.from(`This is ${name}.`), name), purpose: 'assistants' })).id;
  }

  it('begins empty', async () => {
    const store = await client.vectorStores.create({ name: 'Novels' });
    deepEqual([store.name, store.status, store.usage_bytes, store.file_counts], [
      'Novels', 'completed', 0, { in_progress: 0, completed: 0, failed: 0, cancelled: 0, total: 0 },
    ]);
  });

  it('reads a file in', async () => {
    const { id } = await client.vectorStores.create({});
    const file = await upload('a.txt');
    const begun = await client.vectorStores.files.create(id, { file_id: file });
    const ended = await client.vectorStores.files.poll(id, file);
    deepEqual([begun.status, ended.status, (await client.vectorStores.retrieve(id)).file_counts.completed], ['in_progress', 'completed', 1]);
  });

  it('is made with its files at once', async () => {
    const ids = [await upload('a.txt'), await upload('b.txt')];
    const { id } = await client.vectorStores.create({ file_ids: ids });
    const { data } = await client.vectorStores.files.list(id, { order: 'asc' });
    deepEqual(data.map((file) => file.id), ids);
  });

  it('carries attributes for its files', async () => {
    const { id } = await client.vectorStores.create({});
    const file = await upload('a.txt');
    await client.vectorStores.files.create(id, { file_id: file, attributes: { year: 1866 } });
    const { attributes } = await client.vectorStores.files.update(file, { vector_store_id: id, attributes: { year: 1867 } });
    deepEqual(attributes, { year: 1867 });
  });

  it('lets go of a file, which stays an upload', async () => {
    const file = await upload('a.txt');
    const { id } = await client.vectorStores.create({ file_ids: [file] });
    deepEqual(await client.vectorStores.files.delete(file, { vector_store_id: id }), { id: file, object: 'vector_store.file.deleted', deleted: true });
    deepEqual(await refusalOf(client.vectorStores.files.retrieve(file, { vector_store_id: id })), [404, null, null]);
    equal((await client.files.retrieve(file)).id, file);
  });

  it('changes its name, and tells when it goes by itself', async () => {
    const { id, last_active_at: active } = await client.vectorStores.create({ name: 'Novels' });
    const store = await client.vectorStores.update(id, { name: 'Poems', expires_after: { anchor: 'last_active_at', days: 7 } });
    deepEqual([store.name, (store.expires_at ?? 0) - (active ?? 0) >= 7 * 86_400], ['Poems', true]);
  });

  it('lists the stores page by page, newest first', async () => {
    for (const name of ['one', 'two', 'three']) await client.vectorStores.create({ name });
    const first = await client.vectorStores.list({ limit: 2 });
    const second = await first.getNextPage();
    deepEqual([first, second].map(({ data }) => data.map(({ name }) => name)), [['three', 'two'], ['one']]);
  });

  it('is gone once it is deleted', async () => {
    const { id } = await client.vectorStores.create({});
    deepEqual(await client.vectorStores.delete(id), { id, object: 'vector_store.deleted', deleted: true });
    deepEqual((await refusalOf(client.vectorStores.retrieve(id)))[0], 404);
  });

  it('refuses a file that is not there', async () => {
    deepEqual(await refusalOf(client.vectorStores.create({ file_ids: ['file-none'] })), [404, null, 'id']);
  });

  it('takes many files at once, or none of them', async () => {
    const { id } = await client.vectorStores.create({});
    const ids = [await upload('a.txt'), await upload('b.txt')];
    const batch = await client.vectorStores.fileBatches.createAndPoll(id, { file_ids: ids });
    deepEqual([batch.status, batch.file_counts.completed], ['completed', 2]);
    deepEqual((await refusalOf(client.vectorStores.fileBatches.create(id, { file_ids: [await upload('c.txt'), 'file-none'] })))[0], 404);
    equal((await client.vectorStores.retrieve(id)).file_counts.total, 2);
  });

  it('goes on reading for as long as it is told to, and fails when it is told to', async () => {
    const file = await upload('a.txt');
    const { id } = await client.vectorStores.create({ file_ids: [file] });
    const states: unknown[] = [];
    for (const ingestion of ['held', 'failing', 'asRead'] as const) {
      server.set({ ingestion });
      await new Promise((resolve) => { setTimeout(resolve, 30); });
      const { status, last_error: error } = await client.vectorStores.files.retrieve(file, { vector_store_id: id });
      states.push([status, error?.code, (await client.vectorStores.retrieve(id)).status]);
    }
    deepEqual(states, [['in_progress', undefined, 'in_progress'], ['failed', 'server_error', 'completed'], ['completed', undefined, 'completed']]);
  });

  it('finds the files with most of the words', async () => {
    const files = [await upload('apples and pears'), await upload('apples'), await upload('plums')];
    const { id } = await client.vectorStores.create({ file_ids: files });
    await new Promise((resolve) => { setTimeout(resolve, 30); });
    const { data } = await client.vectorStores.search(id, { query: 'Apples, pears!' });
    deepEqual(data.map(({ filename, score }) => [filename, score]), [['apples and pears', 1], ['apples', 0.5]]);
  });
});

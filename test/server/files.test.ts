import { deepEqual, equal } from 'node:assert/strict';
import { toFile, type OpenAI } from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, refusalOf } from './testClient.ts';

describe('/v1/files', () => {
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

  async function upload(name: string, purpose: OpenAI.FilePurpose = 'assistants'): Promise<OpenAI.FileObject> {
    return client.files.create({ file: await toFile(Buffer.from(`This is ${name}.`), name), purpose });
  }

  it('keeps an upload', async () => {
    const file = await upload('a.txt');
    deepEqual([file.object, file.filename, file.bytes, file.purpose], ['file', 'a.txt', 14, 'assistants']);
    deepEqual(await client.files.retrieve(file.id), file);
  });

  it('keeps a name that is not Latin', async () => {
    equal((await upload('книга 小说.txt')).filename, 'книга 小说.txt');
  });

  it('lists the uploads page by page, newest first', async () => {
    for (const name of ['a.txt', 'b.txt', 'c.txt']) await upload(name);
    const first = await client.files.list({ limit: 2 });
    const second = await first.getNextPage();
    deepEqual([first, second].map(({ data }) => data.map(({ filename }) => filename)), [['c.txt', 'b.txt'], ['a.txt']]);
  });

  it('lists those of one purpose', async () => {
    await upload('a.txt');
    await upload('b.jsonl', 'batch');
    const { data } = await client.files.list({ purpose: 'batch' });
    deepEqual(data.map(({ filename }) => filename), ['b.jsonl']);
  });

  it('gives back what is in a file, but not what is there for assistants', async () => {
    const [batch, assistants] = [await upload('b.jsonl', 'batch'), await upload('a.txt')];
    equal(await (await client.files.content(batch.id)).text(), 'This is b.jsonl.');
    deepEqual(await refusalOf(client.files.content(assistants.id)), [400, null, null]);
  });

  it('is gone once it is deleted, from its vector stores too', async () => {
    const { id } = await upload('a.txt');
    const store = await client.vectorStores.create({ file_ids: [id] });
    deepEqual(await client.files.delete(id), { id, object: 'file', deleted: true });
    deepEqual(await refusalOf(client.files.retrieve(id)), [404, null, 'id']);
    deepEqual((await client.vectorStores.retrieve(store.id)).file_counts.total, 0);
  });

  it('tells when it goes by itself', async () => {
    const file = await client.files.create({ file: await toFile(Buffer.from('x'), 'x.txt'), purpose: 'user_data', expires_after: { anchor: 'created_at', seconds: 3600 } });
    equal((file.expires_at ?? 0) - file.created_at, 3600);
  });

  it('refuses a purpose that it does not know', async () => {
    const form = new FormData();
    form.set('purpose', 'fun');
    form.set('file', new File(['x'], 'x.txt'));
    equal((await fetch(`${server.url}/files`, { method: 'POST', body: form })).status, 400);
  });
});

import { deepEqual, equal, match } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { toFile, type OpenAI } from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, refusalOf } from './testClient.ts';

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

describe('/v1/uploads', () => {
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

  const begin = (bytes: number): PromiseLike<OpenAI.Upload> => client.uploads.create({ bytes, filename: 'a.txt', mime_type: 'text/plain', purpose: 'assistants' });
  const add = async (id: string, text: string): Promise<string> => (await client.uploads.parts.create(id, { data: await toFile(Buffer.from(text), 'part') })).id;

  it('makes a file of the parts, in the order that they are told in', async () => {
    const { id, status } = await begin(12);
    const [world, hello] = [await add(id, 'world!'), await add(id, 'hello ')];
    const { file, status: ended } = await client.uploads.complete(id, { part_ids: [hello, world], md5: md5('hello world!') });
    deepEqual([status, ended, file?.bytes, file?.filename, file?.purpose], ['pending', 'completed', 12, 'a.txt', 'assistants']);
    deepEqual(await client.files.retrieve(file?.id ?? ''), file);
  });

  it('leaves out a part that is not told', async () => {
    const { id } = await begin(5);
    const part = await add(id, 'hello');
    await add(id, 'hello');
    equal((await client.uploads.complete(id, { part_ids: [part] })).file?.bytes, 5);
  });

  it('makes no file of other bytes than were announced, or of others than were meant', async () => {
    const { id } = await begin(5);
    const [right, short] = [await add(id, 'hello'), await add(id, 'hell')];
    const refused = [{ part_ids: [short] }, { part_ids: [right], md5: md5('hallo') }, { part_ids: ['part_none'] }];
    deepEqual(await Promise.all(refused.map(async (asked) => (await refusalOf(client.uploads.complete(id, asked)))[0])), [400, 400, 400]);
    deepEqual((await client.files.list()).data, []);
  });

  it('takes nothing more once it is cancelled, completed or expired', async () => {
    const [cancelled, completed, expired] = [await begin(1), await begin(1), await begin(1)];
    equal((await client.uploads.cancel(cancelled.id)).status, 'cancelled');
    await client.uploads.complete(completed.id, { part_ids: [await add(completed.id, 'x')] });
    deepEqual([(await refusalOf(add(cancelled.id, 'x')))[0], (await refusalOf(add(completed.id, 'x')))[0]], [400, 400]);
    server.set({ uploadLifetime: 0 });
    deepEqual((await refusalOf(add(expired.id, 'x')))[0], 400);
  });

  it('knows no other uploads, and no others than 1 byte to 8 GB', async () => {
    deepEqual([(await refusalOf(add('upload_none', 'x')))[0], (await refusalOf(Promise.resolve(begin(0))))[0], (await refusalOf(Promise.resolve(begin(9 * 1024 ** 3))))[0]], [404, 400, 400]);
  });

  it('tells what came with each request, not what was in it', async () => {
    const { id } = await begin(5);
    await add(id, 'hello');
    match(JSON.stringify(server.requests.at(-1)?.body), /^\{"data":\{"filename":"part","bytes":5,"sha256":"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"\}\}$/);
  });

  it('takes in a file of which it keeps no more than the beginning', async () => {
    const { id, bytes } = await client.files.create({ file: await toFile(Buffer.alloc(3_000_000, 'x'), 'x "y".jsonl'), purpose: 'batch' });
    deepEqual([bytes, (await client.files.retrieve(id)).filename, (await refusalOf(client.files.content(id)))[0]], [3_000_000, 'x "y".jsonl', 507]);
  });

  it('takes no file that is cut off', async () => {
    const cut = request(`${server.url}/files`, { method: 'POST', headers: { 'content-type': 'multipart/form-data; boundary=b' } });
    const gone = new Promise((resolve) => { cut.once('error', resolve).once('close', resolve); });
    cut.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nhalf', () => cut.destroy());
    await gone;
    await server.settled();
    deepEqual((await client.files.list()).data, []);
  });
});

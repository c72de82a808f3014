import { deepEqual, equal } from 'node:assert/strict';
import { toFile, type OpenAI } from 'openai';
import type { Tool } from 'openai/resources/responses/responses';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, refusalOf } from './testClient.ts';

const model = 'offline-large';
const interpreter = (container: string): Tool => ({ type: 'code_interpreter', container });

describe('/v1/containers', () => {
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

  it('keeps containers, lists them page by page and lets go of them', async () => {
    const first = await client.containers.create({ name: 'first' });
    const second = await client.containers.create({ name: 'second', memory_limit: '4g' });
    const page = await client.containers.list({ limit: 1 });
    const next = await page.getNextPage();
    deepEqual([page.data, next.data], [[second], [first]]);
    await client.containers.delete(first.id);
    deepEqual(await refusalOf(client.containers.retrieve(first.id)), [404, null, null]);
  });

  it('holds files, given as they are or by their ids', async () => {
    const { id } = await client.containers.create({ name: 'c' });
    const { id: file } = await client.files.create({ file: await toFile(Buffer.from('There.'), 'there.txt'), purpose: 'user_data' });
    const here = await client.containers.files.create(id, { file: await toFile(Buffer.from('Here.'), 'here.txt') });
    const there = await client.containers.files.create(id, { file_id: file });
    deepEqual([here.path, here.source, here.bytes, there.path], ['/mnt/data/here.txt', 'user', 5, '/mnt/data/there.txt']);
    deepEqual((await client.containers.files.list(id, { order: 'asc' })).data, [here, there]);
    deepEqual(await client.containers.files.retrieve(here.id, { container_id: id }), here);
    equal(await (await client.containers.files.content.retrieve(there.id, { container_id: id })).text(), 'There.');
    await client.containers.files.delete(here.id, { container_id: id });
    deepEqual(await refusalOf(client.containers.files.retrieve(here.id, { container_id: id })), [404, null, null]);
  });

  it('lets code run in a container of one’s own, and leaves there what it makes', async () => {
    const { id } = await client.containers.create({ name: 'c' });
    await client.responses.create({ model, input: 'make file squares.csv 1 4 9', tools: [interpreter(id)] });
    const { data } = await client.containers.files.list(id);
    deepEqual(data.map(({ path, source }) => [path, source]), [['/mnt/data/squares.csv', 'assistant']]);
  });

  it('expires on demand, with all that is in it', async () => {
    const { id } = await client.containers.create({ name: 'c' });
    const { id: file } = await client.containers.files.create(id, { file: await toFile(Buffer.from('Here.'), 'here.txt') });
    server.set({ containersExpired: true });
    equal((await client.containers.retrieve(id)).status, 'expired');
    deepEqual(await refusalOf(client.containers.files.content.retrieve(file, { container_id: id })), [400, null, null]);
    deepEqual(await refusalOf(client.responses.create({ model, input: 'compute 1 + 1', tools: [interpreter(id)] })), [400, null, null]);
  });
});

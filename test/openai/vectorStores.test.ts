import assert from 'node:assert/strict';
import type { FileForStore } from '../../src/core/vectorStores.ts';
import type { VectorStore } from '../../src/core/vectorStores.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { ScriptedServer } from './scriptedServer.ts';
import { failureOf, UploadStage } from './uploadStage.ts';

const { signal } = new AbortController();
const marks = { assistant: 'librarian', workspace: 'w1' };
const idsOf = (ids: readonly string[]): readonly FileForStore[] => ids.map((id) => ({ id }));

describe('the vector stores of a server', () => {
  let server: OfflineServer;
  let stage: UploadStage;
  let host = '';
  before(async () => {
    server = await startOfflineServer();
    ({ host } = new URL(server.url));
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
    stage = new UploadStage(server.url);
  });
  afterEach(() => stage.close());

  const upload = async (name: string, content: string | Uint8Array = `This is ${name}.`): Promise<string> => (await stage.files.upload(await stage.file(name, content), { purpose: 'assistants' }, signal)).file.id;
  const posts = (path: string): number => server.requests.filter((asked) => asked.method === 'POST' && asked.path === path).length;

  it('come back by their marks, among many and over all pages', async () => {
    const { id } = await stage.stores.create({ name: 'Books', marks }, signal);
    for (let number = 0; number < 120; number += 1) await stage.stores.create({ name: 'Other' }, signal);
    await stage.stores.create({ name: 'Other books', marks: { ...marks, workspace: 'w2' } }, signal);
    const found = await stage.stores.find(marks, signal);
    assert.deepEqual(found.map((store) => [store.id, store.name, store.marks]), [[id, 'Books', marks]]);
  });

  it('change, and go', async () => {
    const { id } = await stage.stores.create({ name: 'Books', marks }, signal);
    const store = await stage.stores.update(id, { name: 'Poems', expiresAfter: 7 }, signal);
    assert.deepEqual([store.name, store.marks, (store.expires ?? 0) > Date.now()], ['Poems', marks, true]);
    await stage.stores.remove(id, signal);
    assert.deepEqual(await stage.stores.find(marks, signal), []);
  });

  it('read files in, and find what stands in them', async () => {
    const { id } = await stage.stores.create({ name: 'Books', marks }, signal);
    const [apples, plums] = [await upload('apples.md'), await upload('plums.md')];
    await stage.stores.attach(id, idsOf([apples, plums, apples]), signal);
    const { files } = await stage.stores.settled(id, signal);
    const [found] = await stage.stores.search(id, 'apples', 1, signal);
    assert.deepEqual([files, found], [{ reading: 0, ready: 2, failed: 0, cancelled: 0, total: 2 }, { fileId: apples, fileName: 'apples.md', score: 1, text: 'This is apples.md.' }]);
  });

  it('take files in batches of two thousand, and the last one by itself', async () => {
    const scripted = await new ScriptedServer(...Array.from({ length: 3 }, () => ({ json: {} }))).open();
    const elsewhere = new UploadStage(`${scripted.origin}/v1`);
    const ids = Array.from({ length: 4001 }, (_, number) => `file-${String(number)}`);
    await elsewhere.stores.attach('vs_1', idsOf(ids), signal);
    await elsewhere.close();
    scripted.close();
    assert.deepEqual(scripted.bodies, [{ file_ids: ids.slice(0, 2000) }, { file_ids: ids.slice(2000, 4000) }, { file_id: 'file-4000' }]);
  });

  it('tell by its marks what a file is', async () => {
    const { id } = await stage.stores.create({ marks }, signal);
    const [one, other] = [await upload('a.md'), await upload('b.md')];
    await stage.stores.attach(id, [{ id: one, marks: { hash: 'aaa', path: 'docs/a.md' } }, { id: other, marks: { hash: 'bbb' } }], signal);
    const files = await stage.stores.files(id, signal);
    assert.deepEqual(Object.fromEntries(files.map((file) => [file.id, file.marks])), { [one]: { hash: 'aaa', path: 'docs/a.md' }, [other]: { hash: 'bbb' } });
  });

  it('say why a file cannot be searched', async () => {
    const { id } = await stage.stores.create({ marks }, signal);
    const [text, binary] = [await upload('a.md'), await upload('a.bin', Uint8Array.of(1, 0, 2))];
    await stage.stores.attach(id, idsOf([text, binary]), signal);
    await stage.stores.settled(id, signal);
    const files = await stage.stores.files(id, signal);
    assert.deepEqual(Object.fromEntries(files.map((file) => [file.id, [file.status, file.problem]])), {
      [text]: ['completed', undefined],
      [binary]: ['failed', 'The server does not read files of this kind: The file contents could not be parsed.'],
    });
  });

  it('say so when the server itself fails to read', async () => {
    server.set({ ingestion: 'failing' });
    const { id } = await stage.stores.create({ marks }, signal);
    await stage.stores.attach(id, idsOf([await upload('a.md')]), signal);
    const { files } = await stage.stores.settled(id, signal);
    assert.deepEqual([files.failed, (await stage.stores.files(id, signal))[0]?.problem], [1, 'The server had a problem of its own with this file: An internal error occurred.']);
  });

  it('are waited for as the server asks, until they are ready', async () => {
    server.set({ ingestion: 'held' });
    const { id } = await stage.stores.create({ marks }, signal);
    await stage.stores.attach(id, idsOf([await upload('a.md')]), signal);
    const seen: VectorStore['files'][] = [];
    const progress = ({ files }: VectorStore): void => {
      seen.push(files);
      if (seen.length === 5) server.set({ ingestion: 'asRead' });
    };
    await stage.stores.settled(id, signal, progress);
    assert.deepEqual([seen.length, seen[4]?.reading, seen[5]?.ready], [6, 1, 1]);
  });

  it('are not waited for any longer than is wished', async () => {
    server.set({ ingestion: 'held' });
    const { id } = await stage.stores.create({ marks }, signal);
    await stage.stores.attach(id, idsOf([await upload('a.md')]), signal);
    const stop = new AbortController();
    assert.deepEqual(await failureOf(stage.stores.settled(id, stop.signal, () => { stop.abort(); })), ['interrupted', 'That was stopped.']);
  });

  it('let go of a file, which stays an upload, and of one that is not in them', async () => {
    const file = await upload('a.md');
    const { id } = await stage.stores.create({ marks }, signal);
    await stage.stores.attach(id, idsOf([file]), signal);
    await stage.stores.detach(id, file, signal);
    await stage.stores.detach(id, file, signal);
    assert.deepEqual([await stage.stores.files(id, signal), (await stage.files.retrieve(file, signal)).id], [[], file]);
  });

  it('list all their files', async () => {
    const { id } = await stage.stores.create({ marks }, signal);
    const ids: string[] = [];
    for (let number = 0; number < 105; number += 1) ids.push(await upload(`${String(number)}.md`));
    await stage.stores.attach(id, idsOf(ids), signal);
    assert.deepEqual((await stage.stores.files(id, signal)).map((file) => file.id).toSorted(), ids.toSorted());
  });

  it('are missed when they were removed elsewhere (case 130)', async () => {
    const { id } = await stage.stores.create({ marks }, signal);
    const file = await upload('a.md');
    await stage.stores.remove(id, signal);
    const asked = [
      stage.stores.retrieve(id, signal), stage.stores.update(id, { name: 'x' }, signal), stage.stores.remove(id, signal), stage.stores.attach(id, idsOf([file]), signal),
      stage.stores.files(id, signal), stage.stores.detach(id, file, signal), stage.stores.search(id, 'x', 5, signal), stage.stores.settled(id, signal),
    ];
    const failures = await Promise.all(asked.map(failureOf));
    assert.deepEqual(failures, failures.map(() => ['notFound', `There is no vector store “${id}” at ${host}.`]));
  });

  it('miss a file that was removed elsewhere (case 130)', async () => {
    const { id } = await stage.stores.create({ marks }, signal);
    assert.deepEqual(await failureOf(stage.stores.attach(id, idsOf(['file-gone']), signal)), ['notFound', `A file is missing at ${host}.`]);
  });

  it('are found when the answer to their making is lost, and not made twice (case 34)', async () => {
    await stage.stores.create({ name: 'Books', marks }, signal);
    server.plan({ fault: 'lostAnswer', method: 'POST', path: '/v1/vector_stores' });
    const { id } = await stage.stores.create({ name: 'Books', marks }, signal);
    const found = await stage.stores.find(marks, signal);
    assert.deepEqual([found[0]?.id, found.length, posts('/v1/vector_stores')], [id, 2, 2]);
  });

  it('are not taken for others when they were not made', async () => {
    await stage.stores.create({ name: 'Books', marks }, signal);
    server.plan({ fault: 'status', status: 500, method: 'POST', path: '/v1/vector_stores' });
    assert.equal((await failureOf(stage.stores.create({ name: 'Books', marks }, signal)))[0], 'serverError');
    assert.equal(posts('/v1/vector_stores'), 2);
  });

  it('have their files when the answer to that is lost', async () => {
    const { id } = await stage.stores.create({ marks }, signal);
    const ids = [await upload('a.md'), await upload('b.md')];
    server.plan({ fault: 'lostAnswer', method: 'POST', path: `/v1/vector_stores/${id}/file_batches` });
    await stage.stores.attach(id, idsOf(ids), signal);
    assert.deepEqual([(await stage.stores.settled(id, signal)).files.ready, posts(`/v1/vector_stores/${id}/file_batches`)], [2, 1]);
  });

  it('are not asked for under ids that are paths, and not to be had everywhere', async () => {
    for (const id of ['..', 'vs_1/files', '']) assert.equal((await failureOf(stage.stores.remove(id, signal)))[0], 'notFound');
    assert.deepEqual(server.requests, []);
    server.set({ vectorStores: false });
    assert.deepEqual(await failureOf(stage.stores.find(marks, signal)), ['notSupported', `${host} keeps no vector stores.`]);
  });
});

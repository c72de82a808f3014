import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { UploadedFile } from '../server/upload.ts';
import { failureOf, numbered, sha256, UploadStage } from './uploadStage.ts';

const { signal } = new AbortController();
const purpose = 'user_data';

describe('the files of a server', () => {
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

  const arrived = (): UploadedFile | undefined => {
    const bodies = server.requests.flatMap(({ body }) => (typeof body === 'object' && body !== null && 'file' in body ? [body.file] : []));
    const last = bodies.at(-1);
    return last instanceof UploadedFile ? last : undefined;
  };
  const posts = (): number => server.requests.filter(({ method }) => method === 'POST').length;

  it('are uploaded whole, with the hash of what was sent', async () => {
    const content = numbered(300_000);
    const told: number[] = [];
    const { file, sha256: sent } = await stage.files.upload(await stage.file('a.bin', content), { purpose, progress: (bytes) => told.push(bytes) }, signal);
    assert.deepEqual([file.name, file.bytes, file.purpose, sent, arrived()?.sha256], ['a.bin', 300_000, purpose, sha256(content), sha256(content)]);
    assert.deepEqual([told.at(-1), told.toSorted((one, other) => one - other)], [300_000, told]);
  });

  it('are let go by the server when that was wished for', async () => {
    const { file } = await stage.files.upload(await stage.file('a.txt', 'x'), { purpose, expiresAfter: 7200 }, signal);
    assert.equal((file.expires ?? 0) - file.created, 7_200_000);
  });

  it('are listed page by page, the newest first', async () => {
    for (let number = 1; number <= 102; number += 1) await stage.files.upload(await stage.file(`${String(number)}.txt`, 'x'), { purpose }, signal);
    const { files: first, next = '' } = await stage.files.list(signal);
    const { files: second, ...end } = await stage.files.list(signal, { after: next });
    assert.deepEqual([first.length, first[0]?.name, second.map(({ name }) => name), end], [100, '102.txt', ['2.txt', '1.txt'], {}]);
  });

  it('are listed by purpose', async () => {
    await stage.files.upload(await stage.file('a.txt', 'x'), { purpose }, signal);
    await stage.files.upload(await stage.file('b.png', 'x'), { purpose: 'vision' }, signal);
    assert.deepEqual((await stage.files.list(signal, { purpose: 'vision' })).files.map(({ name }) => name), ['b.png']);
  });

  it('are known by their id until they are removed', async () => {
    const { file } = await stage.files.upload(await stage.file('a.txt', 'x'), { purpose }, signal);
    assert.deepEqual(await stage.files.retrieve(file.id, signal), file);
    await stage.files.remove(file.id, signal);
    const gone: readonly [string, string] = ['notFound', `There is no file “${file.id}” at ${host}.`];
    assert.deepEqual(await Promise.all([stage.files.retrieve(file.id, signal), stage.files.remove(file.id, signal), buffer(stage.files.content(file.id, signal))].map(failureOf)), [gone, gone, gone]);
  });

  it('give back what is in them, where the server allows it', async () => {
    const form = new FormData();
    form.set('purpose', 'batch');
    form.set('file', new File(['{}\n'], 'a.jsonl'));
    await fetch(`${server.url}/files`, { method: 'POST', body: form });
    const [batch] = (await stage.files.list(signal)).files;
    const { file } = await stage.files.upload(await stage.file('a.txt', 'x'), { purpose }, signal);
    assert.equal((await buffer(stage.files.content(batch?.id ?? '', signal))).toString(), '{}\n');
    assert.deepEqual(await failureOf(buffer(stage.files.content(file.id, signal))), ['requestRefused', `${host} refused the request (400): Not allowed to download files of purpose: user_data`]);
  });

  it('are not asked for under ids that are paths', async () => {
    for (const id of ['..', '../models', 'file_1/content', '']) assert.equal((await failureOf(stage.files.remove(id, signal)))[0], 'notFound');
    assert.deepEqual(server.requests, []);
  });

  it('have names that can do no harm in a form (case 125)', async () => {
    const { file } = await stage.files.upload(await stage.file('a\r\n"; filename="b\u202E.txt', 'x'), { purpose }, signal);
    assert.deepEqual([file.name, arrived()?.filename, arrived()?.bytes], ['a__"; filename="b_.txt', 'a__"; filename="b_.txt', 1]);
  });

  it('are not uploaded when they are empty', async () => {
    const failure = await failureOf(stage.files.upload(await stage.file('a.txt', ''), { purpose }, signal));
    assert.deepEqual([failure, server.requests], [['notSupported', '“a.txt” is empty; there is nothing to upload.'], []]);
  });

  it('do not arrive when they grow while they are read', async () => {
    const source = await stage.file('a.bin', numbered(2_000_000));
    let grown = false;
    const progress = (): void => {
      if (!grown) appendFileSync(path.join(stage.folder, 'a.bin'), 'more');
      grown = true;
    };
    assert.equal((await failureOf(stage.files.upload(source, { purpose, progress }, signal)))[0], 'fileChanged');
    await server.settled();
    assert.deepEqual((await stage.files.list(signal)).files, []);
  });

  it('do not arrive when they are stopped at half (case 123)', async () => {
    const stop = new AbortController();
    const progress = (sent: number): void => {
      if (sent > 1_000_000) stop.abort();
    };
    assert.deepEqual(await failureOf(stage.files.upload(await stage.file('a.bin', numbered(2_000_000)), { purpose, progress }, stop.signal)), ['interrupted', 'That was stopped.']);
    await server.settled();
    assert.deepEqual((await stage.files.list(signal)).files, []);
  });

  it('are found when the answer is lost, and not sent again (case 34)', async () => {
    await stage.files.upload(await stage.file('a.txt', 'one'), { purpose }, signal);
    server.plan({ fault: 'lostAnswer', method: 'POST', path: '/v1/files' });
    const { file, sha256: sent } = await stage.files.upload(await stage.file('a.txt', 'two'), { purpose }, signal);
    const { files } = await stage.files.list(signal);
    assert.deepEqual([files.length, files[0]?.id, posts(), sent], [2, file.id, 2, sha256('two')]);
  });

  it('are not taken for earlier ones of the same name and size when they did not arrive', async () => {
    await stage.files.upload(await stage.file('a.txt', 'one'), { purpose }, signal);
    server.plan({ fault: 'status', status: 500, method: 'POST', path: '/v1/files' });
    assert.equal((await failureOf(stage.files.upload(await stage.file('a.txt', 'two'), { purpose }, signal)))[0], 'serverError');
    assert.equal(posts(), 2);
  });

  it('are said to be uncertain when the server cannot be asked either (case 34)', async () => {
    server.plan({ fault: 'lostAnswer', method: 'POST', path: '/v1/files' });
    server.plan({ fault: 'status', status: 500, method: 'GET', path: '/v1/files', times: 5 });
    const [kind, words] = await failureOf(stage.files.upload(await stage.file('a.txt', 'x'), { purpose }, signal));
    assert.equal(kind, 'interrupted');
    assert.match(words, /whether “a\.txt” has arrived is not known/);
  });

  it('come back when they are stopped too late', async () => {
    server.plan({ fault: 'hang', method: 'POST', path: '/v1/files' });
    const stop = new AbortController();
    const source = await stage.file('a.txt', 'x');
    const uploading = stage.files.upload(source, { purpose }, stop.signal);
    while (server.requests.length === 0) await new Promise((resolve) => { setTimeout(resolve, 5); });
    const elsewhere = new UploadStage(server.url);
    const { file: other } = await elsewhere.files.upload(source, { purpose }, signal);
    await elsewhere.close();
    stop.abort();
    assert.equal((await uploading).file.id, other.id);
  });

  it('are refused in the server’s words, or in ours', async () => {
    server.plan({ fault: 'status', status: 413, method: 'POST', path: '/v1/files' });
    assert.deepEqual(await failureOf(stage.files.upload(await stage.file('a.txt', 'x'), { purpose }, signal)), ['tooLarge', `${host} takes no file of this size.`]);
    server.plan({ fault: 'redirect', location: 'http://example.com/files', method: 'POST', path: '/v1/files' });
    assert.deepEqual(await failureOf(stage.files.upload(await stage.file('a.txt', 'x'), { purpose }, signal)), ['redirected', `${host} tried to send this request on to another place; nothing was sent there. Check the base URL.`]);
    server.set({ files: false });
    assert.deepEqual(await failureOf(stage.files.list(signal)), ['notSupported', `${host} keeps no files.`]);
  });
});

describe('a server that breaks off at half of an upload', () => {
  let server: Server;
  let asked = 0;
  let stage: UploadStage;
  before(async () => {
    server = createServer((incoming) => {
      asked += 1;
      let bytes = 0;
      incoming.on('error', () => undefined).on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > 1_000_000) incoming.destroy();
      });
    });
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const address = server.address();
    stage = new UploadStage(`http://127.0.0.1:${address !== null && typeof address === 'object' ? String(address.port) : ''}/v1`);
  });
  after(async () => {
    server.closeAllConnections();
    server.close();
    await stage.close();
  });

  it('is asked once', async () => {
    const [kind] = await failureOf(stage.files.upload(await stage.file('a.bin', numbered(20_000_000)), { purpose }, signal));
    assert.deepEqual([kind, asked], ['offline', 1]);
  });
});

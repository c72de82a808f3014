import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { readUploadState, type UploadState } from '../../src/core/uploadState.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { failureOf, numbered, sha256, UploadStage } from './uploadStage.ts';

const { signal } = new AbortController();
const purpose = 'assistants';
const content = numbered(450_000);
const parts = '/v1/uploads/*/parts';
const complete = '/v1/uploads/*/complete';

describe('large uploads', () => {
  let server: OfflineServer;
  let stage: UploadStage;
  let kept: (UploadState | undefined)[] = [];
  const keep = (state: UploadState | undefined): void => void kept.push(state);
  before(async () => {
    server = await startOfflineServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
    kept = [];
    stage = new UploadStage(server.url, { oneRequest: 200_000 });
  });
  afterEach(() => stage.close());

  /** What was asked, without ids. */
  const asked = (): readonly string[] => server.requests.map(({ method, path: at }) => `${method} ${at.replace(/^\/v1/, '').replace(/upload_[^/]+/, '*')}`);
  const count = (what: string): number => asked().filter((each) => each === what).length;
  const upload = async (more: object = {}, stop = signal): ReturnType<UploadStage['files']['upload']> => stage.files.upload(await stage.file('a.bin', content), { purpose, keep, ...more }, stop);
  /** Fails for good when two parts have arrived, and gives back where it had come to. */
  const broken = async (): Promise<UploadState> => {
    const twoThere = (state: UploadState | undefined): void => {
      keep(state);
      if (Object.keys(state?.parts ?? {}).length === 2) server.plan({ fault: 'status', status: 403, method: 'POST', path: parts });
    };
    await failureOf(upload({ keep: twoThere }));
    await server.settled();
    const state = kept.at(-1);
    assert.ok(state !== undefined);
    return state;
  };

  it('go in parts, and become one file with the hash of what was sent', async () => {
    const told: number[] = [];
    const { file, sha256: sent } = await upload({ progress: (bytes: number) => told.push(bytes) });
    assert.deepEqual([file.name, file.bytes, file.purpose, sent, told.at(-1)], ['a.bin', 450_000, purpose, sha256(content), 450_000]);
    assert.deepEqual(asked(), ['POST /uploads', ...Array.from({ length: 5 }, () => 'POST /uploads/*/parts'), 'POST /uploads/*/complete']);
    assert.deepEqual([kept.map((state) => Object.keys(state?.parts ?? {}).length), kept.at(-1)], [[0, 1, 2, 3, 4, 5, 0], undefined]);
  });

  it('are for files above the limit only', async () => {
    await stage.files.upload(await stage.file('small.bin', numbered(200_000)), { purpose }, signal);
    assert.deepEqual(asked(), ['POST /files']);
  });

  it('go as what the published schema knows', async () => {
    assert.equal((await upload({ purpose: 'user_data' })).file.purpose, 'assistants');
  });

  it('send a part again whose answer is lost, or that the server was too busy for', async () => {
    server.plan({ fault: 'lostAnswer', method: 'POST', path: parts });
    server.plan({ fault: 'status', status: 429, method: 'POST', path: parts });
    assert.equal((await upload()).file.bytes, 450_000);
    assert.deepEqual([count('POST /uploads'), count('POST /uploads/*/parts')], [1, 7]);
  });

  it('are taken up where they broke off (case 123)', async () => {
    const resume = await broken();
    const there = Object.keys(resume.parts).length;
    kept = [];
    const { file } = await upload({ resume });
    const last = kept.at(-2)?.parts ?? {};
    assert.deepEqual([file.bytes, count('POST /uploads'), kept.at(-1)], [450_000, 1, undefined]);
    assert.deepEqual([there >= 2, kept.length - 1, { ...last, ...resume.parts }], [true, 5 - there, last]);
  });

  it('are taken up by another window, from plain JSON', async () => {
    const resume = readUploadState(JSON.parse(JSON.stringify(await broken())));
    assert.ok(resume !== undefined);
    const other = new UploadStage(server.url, { oneRequest: 200_000 });
    const { file } = await other.files.upload(await other.file('a.bin', content), { purpose, resume }, signal);
    await other.close();
    assert.deepEqual([file.bytes, count('POST /uploads')], [450_000, 1]);
  });

  it('begin anew when the file has changed since, and the server lets go of what it had (case 123)', async () => {
    const resume = await broken();
    const { sha256: sent } = await stage.files.upload(await stage.file('a.bin', numbered(450_001)), { purpose, keep, resume }, signal);
    assert.deepEqual([sent, count('POST /uploads'), count('POST /uploads/*/cancel')], [sha256(numbered(450_001)), 2, 1]);
  });

  it('begin anew when the hour is over (case 123)', async () => {
    const resume = await broken();
    const { file } = await upload({ resume: { ...resume, expires: Date.now() } });
    assert.deepEqual([file.bytes, count('POST /uploads')], [450_000, 2]);
  });

  it('begin anew when the server’s clock says that the hour is over', async () => {
    const resume = await broken();
    server.plan({ fault: 'status', status: 400, message: 'This upload is expired.', method: 'POST', path: `/v1/uploads/${resume.id}/parts`, times: 9 });
    const { file } = await upload({ resume });
    assert.deepEqual([file.bytes, count('POST /uploads'), kept.at(-1)], [450_000, 2, undefined]);
  });

  it('begin anew when the server knows nothing of them any more', async () => {
    const resume = await broken();
    server.reset();
    const { file } = await upload({ resume });
    assert.deepEqual([file.bytes, count('POST /uploads')], [450_000, 1]);
  });

  it('fail when a part fails for good, and can then be taken up', async () => {
    server.plan({ fault: 'status', status: 500, method: 'POST', path: parts, times: 6 });
    assert.equal((await failureOf(upload()))[0], 'serverError');
    assert.deepEqual([count('POST /uploads/*/cancel'), kept.at(-1)?.bytes], [0, 450_000]);
  });

  it('are found when the answer to their completion is lost (case 34)', async () => {
    server.plan({ fault: 'lostAnswer', method: 'POST', path: complete });
    const { file } = await upload();
    assert.deepEqual([(await stage.files.list(signal)).files.map(({ id }) => id), count('POST /uploads/*/complete')], [[file.id], 1]);
  });

  it('ask whether they were completed before they are taken up at the end', async () => {
    server.plan({ fault: 'lostAnswer', method: 'POST', path: complete });
    server.plan({ fault: 'status', status: 500, method: 'GET', path: '/v1/files', times: 5 });
    await failureOf(upload());
    const { file } = await upload({ resume: kept.at(-1) });
    assert.deepEqual([file.bytes, count('POST /uploads'), count('POST /uploads/*/complete')], [450_000, 1, 1]);
  });

  it('are forgotten by the server when they are stopped (case 123)', async () => {
    const stop = new AbortController();
    const [kind] = await failureOf(upload({ progress: () => { stop.abort(); } }, stop.signal));
    assert.deepEqual([kind, count('POST /uploads/*/cancel'), kept.at(-1)], ['interrupted', 1, undefined]);
    assert.deepEqual((await stage.files.list(signal)).files, []);
  });

  it('are given up when the file changes on the way', async () => {
    assert.equal((await failureOf(upload({ progress: () => { appendFileSync(path.join(stage.folder, 'a.bin'), 'more'); } })))[0], 'fileChanged');
    assert.deepEqual([count('POST /uploads/*/cancel'), count('POST /uploads/*/complete'), kept.at(-1)], [1, 0, undefined]);
  });

  it('are not to be had everywhere', async () => {
    server.set({ uploads: false });
    assert.deepEqual(await failureOf(upload()), ['notSupported', `${new URL(server.url).host} keeps no files as large as that.`]);
  });
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { OutputFolder } from '../../src/node/outputFolder.ts';
import { FailureError } from '../../src/shared/rpc.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const most = 1000;

async function* arriving(...pieces: readonly (string | Error)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Error) throw piece;
    yield Buffer.from(piece);
  }
}

const kindOf = (work: Promise<unknown>): Promise<string> => work.then(() => 'no failure', (error: unknown) => (error instanceof FailureError ? error.failure.kind : String(error)));

describe('OutputFolder', () => {
  let home = '';
  let folder = '';
  let store: OutputFolder;
  beforeEach(() => {
    home = mkdtempSync(path.join(os.tmpdir(), 'outputs-'));
    folder = path.join(home, 'threads', 'outputs');
    store = new OutputFolder(folder);
  });
  afterEach(() => {
    rmSync(home, { recursive: true, force: true });
  });
  const aged = (name: string): void => {
    const then = new Date(Date.now() - 2 * 60 * 60 * 1000);
    utimesSync(path.join(folder, name), then, then);
  };

  it('keeps what arrives under the hash of its bytes, and gives it back', async () => {
    const kept = await store.keep(arriving('one, ', 'two'));
    const bytes = await store.read(kept.hash, most);
    assert.deepEqual([kept, Buffer.from(bytes ?? []).toString(), readdirSync(folder)], [{ hash: hashOf('one, two'), bytes: 8 }, 'one, two', [hashOf('one, two')]]);
  });

  it('keeps the same content once', async () => {
    await store.keep(arriving('same'));
    await store.keep(arriving('sa', 'me'));
    assert.deepEqual(readdirSync(folder), [hashOf('same')]);
  });

  it('keeps an empty file, too', async () => {
    const { hash } = await store.keep(arriving());
    assert.equal((await store.read(hash, most))?.length, 0);
  });

  it('leaves nothing of what breaks off', async () => {
    await assert.rejects(store.keep(arriving('half', new Error('The connection was lost.'))), { message: 'The connection was lost.' });
    assert.deepEqual(readdirSync(folder), []);
  });

  it('puts the whole in the place of what was damaged', async () => {
    const { hash } = await store.keep(arriving('whole'));
    writeFileSync(path.join(folder, hash), 'wh');
    assert.equal(await store.read(hash, most), undefined);
    await store.keep(arriving('whole'));
    assert.equal(readFileSync(path.join(folder, hash), 'utf8'), 'whole');
  });

  it('gives nothing that is too long, gone, changed or a link to elsewhere', async () => {
    const { hash } = await store.keep(arriving('content'));
    const secret = path.join(home, 'secret');
    writeFileSync(secret, 'secret');
    symlinkSync(secret, path.join(folder, hashOf('secret')));
    writeFileSync(path.join(folder, hashOf('other')), 'changed');
    const found = [await store.read(hash, 3), await store.read(hashOf('gone'), most), await store.read(hashOf('secret'), most), await store.read(hashOf('other'), most)];
    assert.deepEqual(found, [undefined, undefined, undefined, undefined]);
  });

  it('takes no path for a hash', async () => {
    await assert.rejects(async () => store.read('../secret', most), TypeError);
  });

  it('says so when the folder cannot be written to, or is a link to elsewhere', async () => {
    mkdirSync(path.join(home, 'elsewhere'));
    mkdirSync(path.dirname(folder));
    symlinkSync(path.join(home, 'elsewhere'), folder);
    writeFileSync(path.join(home, 'file'), '');
    assert.deepEqual([await kindOf(store.keep(arriving('x'))), await kindOf(new OutputFolder(path.join(home, 'file')).keep(arriving('x')))], ['storage', 'storage']);
    assert.deepEqual(readdirSync(path.join(home, 'elsewhere')), []);
  });

  it('sweeps away what is gone at once, and else what nobody has named for an hour', async () => {
    for (const text of ['gone', 'shared', 'old', 'named', 'new']) await store.keep(arriving(text));
    writeFileSync(path.join(folder, 'broken.part'), 'ha');
    writeFileSync(path.join(folder, 'running.part'), 'ha');
    for (const name of [hashOf('old'), hashOf('named'), 'broken.part']) aged(name);
    const named = new Set([hashOf('named'), hashOf('shared')]);
    await store.sweep((hash) => named.has(hash), new Set([hashOf('gone'), hashOf('shared')]));
    assert.deepEqual(readdirSync(folder).toSorted(), [hashOf('named'), hashOf('new'), hashOf('shared'), 'running.part'].toSorted());
  });

  it('counts as new what has come again', async () => {
    const { hash } = await store.keep(arriving('again'));
    aged(hash);
    await store.keep(arriving('again'));
    await store.sweep(() => false, new Set());
    assert.ok(existsSync(path.join(folder, hash)));
  });

  it('counts as new what is renewed, and what is not there is no error', async () => {
    const { hash } = await store.keep(arriving('temporary'));
    aged(hash);
    await store.renew(hash);
    await store.renew(hashOf('never there'));
    await store.sweep(() => false, new Set());
    assert.ok(existsSync(path.join(folder, hash)));
  });

  it('keeps what it keeps from other users of the machine', async function () {
    if (process.platform === 'win32') this.skip();
    const { hash } = await store.keep(arriving('mine'));
    assert.deepEqual([folder, path.join(folder, hash)].map((place) => (statSync(place).mode & 0o777).toString(8)), ['700', '600']);
  });

  it('sweeps where nothing was ever kept', async () => {
    await store.sweep(() => false, new Set());
    assert.equal(existsSync(folder), false);
  });
});

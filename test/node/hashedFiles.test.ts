import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { HashedFiles } from '../../src/node/hashedFiles.ts';
import { FailureError } from '../../src/shared/rpc.ts';

const bytes = new Uint8Array([0, 255, 13, 10, 0]);
const hash = createHash('sha256').update(bytes).digest('hex');

describe('HashedFiles', () => {
  let folder = '';
  let files: HashedFiles;

  beforeEach(() => {
    folder = path.join(mkdtempSync(path.join(os.tmpdir(), 'hashed-')), 'attachments');
    files = new HashedFiles(folder);
  });

  afterEach(() => {
    rmSync(path.dirname(folder), { recursive: true, force: true });
  });

  it('give back what they were given, under its hash, in another window too', async () => {
    assert.equal(await files.keep(bytes), hash);
    assert.deepEqual(new Uint8Array((await new HashedFiles(folder).read(hash)) ?? []), bytes);
  });

  it('keep the same bytes once, and nothing half-written beside them', async () => {
    await Promise.all([files.keep(bytes), files.keep(bytes), files.keep(bytes)]);
    assert.deepEqual(readdirSync(folder), [hash]);
  });

  it('know nothing of what is gone, and do not pass on what has been changed', async () => {
    await files.keep(bytes);
    writeFileSync(path.join(folder, hash), 'something else');
    assert.deepEqual([await files.read(hash), await files.read('0'.repeat(64))], [undefined, undefined]);
  });

  it('mend what has been changed when it is kept again', async () => {
    await files.keep(bytes);
    writeFileSync(path.join(folder, hash), 'cut');
    await files.keep(bytes);
    assert.deepEqual(new Uint8Array((await files.read(hash)) ?? []), bytes);
  });

  it('let go of what nobody needs, once or twice', async () => {
    await files.keep(bytes);
    await files.drop(hash);
    await files.drop(hash);
    assert.deepEqual(readdirSync(folder), []);
  });

  it('are swept away once nobody has named them for a week; what is named, or was kept again, stays', async () => {
    const [named = '', taken = '', again = '', fresh = ''] = await Promise.all([1, 2, 3, 4].map((byte) => files.keep(new Uint8Array([byte]))));
    const monthAgo = new Date(Date.now() - 30 * 24 * 3_600_000);
    for (const old of [named, taken, again]) utimesSync(path.join(folder, old), monthAgo, monthAgo);
    await files.keep(new Uint8Array([3]));
    const asked: string[] = [];
    const sweep = (): Promise<void> => files.sweep((each) => {
      asked.push(each);
      return each === named;
    });
    await sweep();
    await sweep();
    assert.deepEqual(new Set(readdirSync(folder)), new Set([named, again, fresh]));
    assert.deepEqual([asked.length, new Set(asked)], [2, new Set([named, taken])]);
  });

  it('read nothing under a name that is no hash', async () => {
    writeFileSync(path.join(path.dirname(folder), 'secret'), 'key');
    await assert.rejects(files.read('../secret'), /no hash/);
  });

  it('say where they cannot be stored, and leave nothing behind', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) {
      // To the superuser no folder is closed: a file in its place is.
      writeFileSync(folder, '');
      await assert.rejects(files.keep(bytes), (error) => error instanceof FailureError && error.failure.kind === 'storage');
      return;
    }
    await files.keep(bytes);
    chmodSync(folder, 0o500);
    await assert.rejects(files.keep(new Uint8Array([1])), (error) => error instanceof FailureError && error.failure.kind === 'storage');
    chmodSync(folder, 0o700);
    assert.deepEqual(readdirSync(folder), [hash]);
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { checkUploadSize, uploadLimit } from '../../src/core/serverFiles.ts';
import { FileBytes } from '../../src/node/fileBytes.ts';
import { FailureError } from '../../src/shared/rpc.ts';

const { signal } = new AbortController();
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const numbered = (length: number): Buffer => Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) % 256));

async function failureOf(asked: Promise<unknown>): Promise<readonly string[]> {
  const error = await asked.then(() => new Error('It went well.'), (reason: unknown) => reason);
  return error instanceof FailureError ? [error.failure.kind, error.failure.message] : ['', String(error)];
}

describe('the bytes of a file', () => {
  let folder = '';
  const opened: FileBytes[] = [];

  const open = async (name: string, within?: readonly string[]): Promise<FileBytes> => {
    const bytes = await FileBytes.open(path.join(folder, name), within);
    opened.push(bytes);
    return bytes;
  };
  const put = (name: string, content: string | Uint8Array): string => {
    writeFileSync(path.join(folder, name), content);
    return path.join(folder, name);
  };
  /** Reads a file of a megabyte to its end; `meanwhile` happens after the first piece. */
  const readWhile = async (meanwhile: (file: string) => void): Promise<readonly [number, string]> => {
    const file = put('a.bin', numbered(1_000_000));
    const bytes = await open('a.bin');
    let count = 0;
    const reading = async (): Promise<void> => {
      for await (const piece of bytes.read(signal)) {
        if (count === 0) meanwhile(file);
        count += piece.length;
      }
    };
    const [kind = ''] = await failureOf(reading());
    return [count, kind];
  };

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'bytes-'));
  });
  afterEach(async () => {
    for (const bytes of opened.splice(0)) await bytes.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('come in order, with the hash of exactly what was given out', async () => {
    const content = numbered(700_001);
    put('a.bin', content);
    const bytes = await open('a.bin');
    let told = '';
    const read = await buffer(bytes.read(signal, { ended: (hash) => { told = hash; } }));
    assert.deepEqual([bytes.name, bytes.bytes, read.equals(content), told], ['a.bin', 700_001, true, sha256(content)]);
  });

  it('come in part, side by side', async () => {
    const content = numbered(700_001);
    put('a.bin', content);
    const bytes = await open('a.bin');
    const parts = await Promise.all([[0, 300_000], [300_000, 700_001]].map(([from = 0, to = 0]) => buffer(bytes.read(signal, { from, to }))));
    assert.ok(Buffer.concat(parts).equals(content));
  });

  it('are known by their digest', async () => {
    put('a.txt', 'The quick brown fox jumps over the lazy dog');
    const bytes = await open('a.txt');
    assert.deepEqual([await bytes.digest(signal), await bytes.md5(signal)], [{ sha256: 'd7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592' }, '9e107d9d372bb6826bd81d3542a419d6']);
  });

  for (const [once, read] of Object.entries<(bytes: FileBytes) => Promise<unknown>>({ 'their digest was taken': (bytes) => bytes.digest(signal), 'all of them were read': (bytes) => buffer(bytes.read(signal)) })) {
    it(`are not read for their digest again once ${once}; a change since then is noticed`, async () => {
      const file = put('a.bin', numbered(700_001));
      const bytes = await open('a.bin');
      await read(bytes);
      const stopped = AbortSignal.abort(new Error('It was read.'));
      assert.deepEqual(await bytes.digest(stopped), { sha256: sha256(numbered(700_001)) });
      utimesSync(file, 1, 1);
      assert.equal((await failureOf(bytes.digest(stopped)))[0], 'fileChanged');
    });
  }

  it('are read for their digest when only a part of them was', async () => {
    put('a.bin', numbered(700_001));
    const bytes = await open('a.bin');
    await buffer(bytes.read(signal, { to: 8000 }));
    assert.deepEqual(await bytes.digest(signal), { sha256: sha256(numbered(700_001)) });
  });

  it('may be none, which is no file to upload; neither is one above the limit (case 122)', async () => {
    put('empty.txt', '');
    const empty = await open('empty.txt');
    assert.equal((await buffer(empty.read(signal))).length, 0);
    assert.throws(() => { checkUploadSize(empty); }, { message: '“empty.txt” is empty; there is nothing to upload.' });
    assert.throws(() => { checkUploadSize({ name: 'x.bin', bytes: uploadLimit + 1024 ** 3 }); }, { message: '“x.bin” has 9 GB; at most 8 GB can be uploaded.' });
  });

  it('are of regular files only, and nothing else holds it up (case 116)', async () => {
    execFileSync('mkfifo', [path.join(folder, 'pipe')]);
    mkdirSync(path.join(folder, 'folder'));
    symlinkSync('/dev/zero', path.join(folder, 'zero'));
    assert.deepEqual(await Promise.all(['pipe', 'folder', 'zero'].map(async (name) => (await failureOf(open(name)))[1])), [
      '“pipe” is a pipe; only files can be sent.', '“folder” is a folder; only files can be sent.', '“zero” is a device; only files can be sent.',
    ]);
  });

  it('are found over links, which are told', async () => {
    const file = put('a.txt', 'x');
    symlinkSync('a.txt', path.join(folder, 'link.txt'));
    const bytes = await open('link.txt', [folder]);
    assert.deepEqual([bytes.name, bytes.realPath], ['link.txt', file]);
  });

  it('are not read where a link leads out of the workspace (case 113)', async () => {
    const inside = path.join(folder, 'inside');
    mkdirSync(inside);
    const file = put('secret.txt', 'x');
    symlinkSync(file, path.join(inside, 'link.txt'));
    symlinkSync(folder, path.join(inside, 'up'));
    assert.deepEqual(await Promise.all(['inside/link.txt', 'inside/up/secret.txt', 'secret.txt'].map(async (name) => (await failureOf(open(name, [inside])))[1])), [
      `“link.txt” is a link to ${file}, which lies outside this workspace.`,
      `“secret.txt” is a link to ${file}, which lies outside this workspace.`,
      '“secret.txt” lies outside this workspace; choose it in the file dialog to send it.',
    ]);
  });

  it('are missed where there are none', async () => {
    symlinkSync('nowhere', path.join(folder, 'dangling'));
    symlinkSync('loop', path.join(folder, 'loop'));
    assert.deepEqual(await Promise.all(['gone', 'dangling', 'loop'].map(async (name) => (await failureOf(open(name)))[0])), ['notFound', 'notFound', 'notFound']);
  });

  for (const [change, meanwhile] of Object.entries<(file: string) => void>({
    grows: (file) => { appendFileSync(file, 'more'); },
    shrinks: (file) => { truncateSync(file, 500_000); },
    'is written to': (file) => { utimesSync(file, 1, 1); },
    'is replaced': (file) => {
      writeFileSync(`${file}.new`, numbered(1_000_000));
      renameSync(`${file}.new`, file);
    },
    'is deleted': (file) => { rmSync(file); },
  })) {
    it(`never come to their end when the file ${change} meanwhile (case 120)`, async () => {
      const [count, kind] = await readWhile(meanwhile);
      assert.deepEqual([count < 1_000_000, kind], [true, 'fileChanged']);
    });
  }

  it('are not read any more once it is stopped', async () => {
    put('a.bin', numbered(1_000_000));
    const bytes = await open('a.bin');
    const stop = new AbortController();
    const read = async (): Promise<void> => {
      for await (const piece of bytes.read(stop.signal)) if (piece.length > 0) stop.abort(new Error('stopped'));
    };
    await assert.rejects(read(), /stopped/);
  });

  it('have a name that fits into a header (case 125)', async () => {
    put('a\n"b"\r\u202E; c=\u0007.txt', 'x');
    assert.equal((await open('a\n"b"\r\u202E; c=\u0007.txt')).name, 'a_"b"__; c=_.txt');
  });
});

import assert from 'node:assert/strict';
import { namedConnection, readConnections } from '../../src/core/connections.ts';
import type { BackEnd } from '../../src/core/engine.ts';
import { FileCatalogue } from '../../src/core/fileCatalogue.ts';
import type { FilesPage, ServerFile, ServerFiles, Uploaded, UploadOptions } from '../../src/core/serverFiles.ts';
import { Uploads } from '../../src/core/uploads.ts';
import type { UploadSource } from '../../src/core/uploadSource.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { backEndOf, MemoryRecord, ScriptedEngine } from '../support/fakes.ts';

const settings = { active: 'one', connections: [{ id: 'one', name: 'One', baseUrl: 'https://one.example/v1', api: 'responses', auth: 'none' }] };

/** A server that keeps files in memory and gives them out two to a page. */
class KeptFiles implements ServerFiles {
  kept: readonly ServerFile[] = [];
  readonly asked: UploadOptions[] = [];

  async list(_signal: AbortSignal, from: { readonly after?: string } = {}): Promise<FilesPage> {
    const start = this.kept.findIndex(({ id }) => id === from.after) + 1;
    const files = this.kept.slice(start, start + 2);
    const last = files.at(-1)?.id;
    return { files, ...(last === undefined || start + 2 >= this.kept.length ? {} : { next: last }) };
  }

  async retrieve(id: string): Promise<ServerFile> {
    const found = this.kept.find((one) => one.id === id);
    if (found === undefined) throw new FailureError({ kind: 'notFound', message: `There is no ${id}.`, action: 'retry' });
    return found;
  }

  async upload(source: UploadSource, options: UploadOptions): Promise<Uploaded> {
    this.asked.push(options);
    const file = fileOf(`file-${String(this.kept.length + 1)}`, source.name);
    this.kept = [file, ...this.kept];
    return { file, sha256: (await source.digest(AbortSignal.timeout(1000))).sha256 };
  }

  async remove(id: string): Promise<void> {
    await this.retrieve(id);
    this.kept = this.kept.filter((one) => one.id !== id);
  }

  async *content(): AsyncGenerator<Uint8Array> {
    yield new Uint8Array([1]);
  }
}

const fileOf = (id: string, name: string): ServerFile => ({ id, name, bytes: 3, purpose: 'user_data', created: 1, status: 'processed' });

const sourceOf = (name: string, sha256: string): UploadSource => ({
  name, bytes: 3, digest: async () => ({ sha256 }), md5: async () => '', read: async function* () { yield new Uint8Array([1, 2, 3]); }, close: async () => undefined,
});

function stage(): { files: FileCatalogue; server: KeptFiles; uploads: Uploads; upload: (name: string, sha256: string) => ReturnType<FileCatalogue['upload']> } {
  const server = new KeptFiles();
  const uploads = new Uploads(new MemoryRecord());
  const backEnd: BackEnd = { ...backEndOf(new ScriptedEngine()), files: server };
  const connection = namedConnection(settings, 'one');
  const files = new FileCatalogue({ connections: readConnections(settings).connections, answering: async () => ({ connection, backEnd }) }, uploads);
  const upload: ReturnType<typeof stage>['upload'] = (name, sha256) => files.upload('one', { source: sourceOf(name, sha256), path: `docs/${name}`, use: 'prompt' }, AbortSignal.timeout(1000));
  return { files, server, uploads, upload };
}

const namesIn = async (files: FileCatalogue): Promise<readonly string[]> => (await files.list('one')).files.map(({ name }) => name);

describe('The files of a connection', () => {
  it('are listed page by page, as they are asked for', async () => {
    const { files, server } = stage();
    server.kept = ['a', 'b', 'c'].map((name) => fileOf(name, name));
    assert.deepEqual(await namesIn(files), ['a', 'b']);
    await files.more('one');
    assert.deepEqual(await namesIn(files), ['a', 'b', 'c']);
    assert.equal((await files.list('one')).next, undefined);
  });

  it('have what was uploaded among them, and it is remembered by its hash', async () => {
    const { files, uploads, upload } = stage();
    assert.equal((await upload('a.md', 'aaa')).known, false);
    assert.deepEqual(await namesIn(files), ['a.md']);
    assert.deepEqual(uploads.list('one').map(({ fileId, hash, path }) => [fileId, hash, path]), [['file-1', 'aaa', 'docs/a.md']]);
  });

  it('do not take the same bytes twice', async () => {
    const { server, upload } = stage();
    await upload('a.md', 'aaa');
    assert.deepEqual([await upload('copy of a.md', 'aaa').then(({ known, file }) => [known, file.id]), server.asked.length], [[true, 'file-1'], 1]);
  });

  it('take them again when somebody has deleted them elsewhere', async () => {
    const { server, uploads, upload } = stage();
    await upload('a.md', 'aaa');
    server.kept = [];
    assert.equal((await upload('a.md', 'aaa')).known, false);
    assert.equal(uploads.list('one').length, 1);
  });

  it('take an upload up where it ended', async () => {
    const { server, uploads, upload } = stage();
    const state = { id: 'upload_1', name: 'a.md', bytes: 3, purpose: 'user_data', sha256: 'aaa', created: 1, expires: Date.now() + 1000, partSize: 2, parts: { 0: 'part_1' } } as const;
    uploads.keepUnfinished('one', 'aaa', state);
    await upload('a.md', 'aaa');
    assert.deepEqual(server.asked[0]?.resume, state);
  });

  it('say of an upload that was cut that it goes on where it broke off, if parts of it have arrived', async () => {
    const { server, uploads, upload } = stage();
    server.upload = async (_source, { keep }) => {
      if (server.asked.length > 0) keep?.({ id: 'upload_1', name: 'a.md', bytes: 3, purpose: 'user_data', sha256: 'aaa', created: 1, expires: Date.now() + 1000, partSize: 2, parts: { 0: 'part_1' } });
      throw new FailureError({ kind: 'interrupted', message: 'The connection was lost.', action: 'retry' });
    };
    const words = (): Promise<string> => upload('a.md', 'aaa').then(() => 'uploaded', (error: unknown) => (error instanceof FailureError ? error.message : String(error)));
    const before = await words();
    server.asked.push({ purpose: 'user_data' });
    assert.deepEqual([before, await words(), uploads.unfinished('one', 'aaa')?.id], ['The connection was lost.', 'The connection was lost. Choose it again within the hour: it goes on where it broke off.', 'upload_1']);
  });

  it('are forgotten here when they are deleted, also when they were gone already', async () => {
    const { files, server, uploads, upload } = stage();
    await upload('a.md', 'aaa');
    server.kept = [];
    await files.remove('one', 'file-1');
    assert.deepEqual([uploads.list('one'), await namesIn(files)], [[], []]);
  });
});

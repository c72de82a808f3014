import { createHash } from 'node:crypto';
import { deepEqual, rejects } from 'node:assert/strict';
import type { KnowledgeServer } from '../../src/core/knowledge.ts';
import { knowledgeAtServer } from '../../src/core/knowledgeAtServer.ts';
import type { ServerFiles } from '../../src/core/serverFiles.ts';
import type { UploadSource } from '../../src/core/uploadSource.ts';
import type { VectorStores } from '../../src/core/vectorStores.ts';
import { textBytes } from '../../src/node/textBytes.ts';

const { signal } = new AbortController();
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
const nothing = async (): Promise<never> => { throw new Error('Nobody asked for this.'); };
const stores: VectorStores = { create: nothing, find: nothing, retrieve: nothing, update: nothing, remove: nothing, attach: nothing, files: nothing, detach: nothing, search: nothing, settled: nothing };

/** A server, and what is on the disk by the time of the upload; it notes what is uploaded, and whether files are let go of. */
function stage(onDisk: string): { readonly server: KnowledgeServer; readonly happened: readonly string[] } {
  const happened: string[] = [];
  const upload: ServerFiles['upload'] = async (source: UploadSource) => {
    happened.push(`upload ${source.name}`);
    return { file: { id: 'file-1', name: source.name, bytes: source.bytes, purpose: 'assistants', created: 1, status: 'processed' }, sha256: hashOf(onDisk) };
  };
  const open = async (): Promise<UploadSource> => ({ ...textBytes('notes.md', onDisk), close: async () => { happened.push('close'); } });
  return { server: knowledgeAtServer({ upload }, stores, open), happened };
}

const looked = { path: 'docs/notes.md', hash: hashOf('harmless'), size: 8, isText: true };

describe('A file of an assistant’s knowledge, uploaded', () => {
  it('goes under the name that the server is to know it by', async () => {
    const { server, happened } = stage('harmless');
    deepEqual([await server.upload(looked, 'notes.txt', signal), happened], [{ fileId: 'file-1', hash: looked.hash }, ['upload notes.txt', 'close']]);
  });

  it('does not go when it is not any more what was looked through', async () => {
    const { server, happened } = stage('harmful');
    await rejects(server.upload(looked, 'notes.md', signal), /^FailureError: docs\/notes\.md changed after it was looked through; sync again to send it as it is now\.$/);
    deepEqual(happened, ['close']);
  });
});

import type { Attaching, KnowledgeFile, KnowledgeServer } from './knowledge.ts';
import { assertLookedThrough } from './knowledgeGate.ts';
import { failureOf } from './outcomes.ts';
import type { ServerFiles } from './serverFiles.ts';
import type { UploadSource } from './uploadSource.ts';
import type { VectorStores } from './vectorStores.ts';

/** Opens what is to be uploaded of a file. Throws FailureError. */
export type OpenKnowledge = (file: KnowledgeFile) => Promise<UploadSource>;

/** A connection's server as knowledge needs it: its files and vector stores. */
export function knowledgeAtServer(files: Pick<ServerFiles, 'upload'>, stores: VectorStores, open: OpenKnowledge): KnowledgeServer {
  return {
    upload: async (file, name, signal, progress) => {
      const source = await open(file);
      try {
        await assertLookedThrough(source, file, signal);
        const { file: { id }, sha256 } = await files.upload(named(source, name), { purpose: 'assistants', ...(progress === undefined ? {} : { progress }) }, signal);
        return { fileId: id, hash: sha256 };
      } finally {
        await source.close();
      }
    },
    createStore: async ({ name, metadata }, signal) => (await stores.create({ name, marks: metadata }, signal)).id,
    findStore: async (metadata, signal) => (await stores.find(metadata, signal)).toSorted((one, other) => one.created - other.created)[0]?.id,
    storeFiles: async (storeId, signal) => {
      try {
        const stored = await stores.files(storeId, signal);
        return stored.map(({ id, status, error, marks: { hash, owner } }) => ({ fileId: id, status, ...(error === undefined ? {} : { error }), ...(hash === undefined ? {} : { hash }), ...(owner === undefined ? {} : { owner }) }));
      } catch (error) {
        if (failureOf(error).kind === 'notFound') return undefined;
        throw error;
      }
    },
    attach: (storeId, attaching, signal) => stores.attach(storeId, attaching.map(({ fileId, attributes }) => ({ id: fileId, marks: marksOf(attributes) })), signal),
    detach: (storeId, fileId, signal) => stores.detach(storeId, fileId, signal),
  };
}

/** The same bytes under the name that the server is to know them by. */
function named(source: UploadSource, name: string): UploadSource {
  return { name, bytes: source.bytes, digest: (signal) => source.digest(signal), md5: (signal) => source.md5(signal), read: (signal, reading) => source.read(signal, reading), close: () => source.close() };
}

// A value holds at most 512 characters.
function marksOf({ path, ...marks }: Attaching['attributes']): Attaching['attributes'] {
  return { ...marks, path: path.slice(-512) };
}

import type { VectorStoreFile } from 'openai/resources/vector-stores/files';
import type { VectorStore } from 'openai/resources/vector-stores/vector-stores';
import * as v from 'valibot';
import type { Features } from './features.ts';
import { now } from './ids.ts';
import type { StoredFile, StoredStoreFile, World } from './world.ts';

/** Milliseconds that it takes at least to read a file in. */
const readingTime = 20;

const tokens = (least: number): v.GenericSchema<number> => v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(4096));

/** How a file shall be cut into pieces. */
export const chunkingStrategy = v.variant('type', [
  v.strictObject({ type: v.literal('auto') }),
  v.strictObject({ type: v.literal('static'), static: v.strictObject({ max_chunk_size_tokens: tokens(100), chunk_overlap_tokens: tokens(0) }) }),
]);

/** What a file is told about that is put into a vector store. */
export interface StoreFileOptions {
  readonly strategy?: v.InferOutput<typeof chunkingStrategy>;
  readonly attributes?: VectorStoreFile['attributes'];
}

/** A file on its way into a vector store: it is read in after a moment; what is no text fails. */
export function newStoreFile({ file, content }: StoredFile, storeId: string, { wordDelay }: World, options: StoreFileOptions = {}): StoredStoreFile {
  const { strategy } = options;
  const fails = content.includes(0);
  return {
    file: {
      id: file.id,
      object: 'vector_store.file',
      created_at: now(),
      vector_store_id: storeId,
      status: fails ? 'failed' : 'completed',
      last_error: fails ? { code: 'unsupported_file', message: 'The file contents could not be parsed.' } : null,
      usage_bytes: fails ? 0 : file.bytes,
      attributes: options.attributes ?? {},
      chunking_strategy: { type: 'static', static: strategy?.type === 'static' ? strategy.static : { max_chunk_size_tokens: 800, chunk_overlap_tokens: 400 } },
    },
    readyAt: Date.now() + Math.max(readingTime, wordDelay),
  };
}

/** How far it is. */
export function statusOf({ file, readyAt }: StoredStoreFile, { ingestion }: Features): VectorStoreFile['status'] {
  if (ingestion === 'held' || Date.now() < readyAt) return 'in_progress';
  return ingestion === 'failing' ? 'failed' : file.status;
}

/** The file as it stands now. */
export function toldFile(kept: StoredStoreFile, features: Features): VectorStoreFile {
  const status = statusOf(kept, features);
  if (status === kept.file.status) return kept.file;
  const error = status === 'failed' ? { code: 'server_error', message: 'An internal error occurred.' } as const : null;
  return { ...kept.file, status, last_error: error, usage_bytes: 0 };
}

/** How many of the files stand where. */
export function countsOf(files: readonly StoredStoreFile[], features: Features): VectorStore.FileCounts {
  const counted = (status: VectorStoreFile['status']): number => files.filter((file) => statusOf(file, features) === status).length;
  return { in_progress: counted('in_progress'), completed: counted('completed'), failed: counted('failed'), cancelled: counted('cancelled'), total: files.length };
}

import type { VectorStoreFile } from 'openai/resources/vector-stores/files';
import type { VectorStore as Kept } from 'openai/resources/vector-stores/vector-stores';
import type { StoredFile, StoreMarks, StoreOptions, VectorStore } from '../core/vectorStores.ts';
import { quoted } from './failures.ts';
import { entryOf } from '../shared/entryOf.ts';
import { t } from '../shared/words.ts';

const reasons: Readonly<Record<string, (said: string) => string>> = {
  unsupported_file: (said) => (said === '' ? t('The server does not read files of this kind.') : t('The server does not read files of this kind: {0}', said)),
  invalid_file: (said) => (said === '' ? t('The server cannot read this file.') : t('The server cannot read this file: {0}', said)),
  server_error: (said) => (said === '' ? t('The server had a problem of its own with this file.') : t('The server had a problem of its own with this file: {0}', said)),
};

function unknownReason(said: string): string {
  return said === '' ? t('The server could not read this file.') : t('The server could not read this file: {0}', said);
}

/** A vector store in our words. */
export function vectorStore({ id, name, created_at: created, expires_at: expires, status, usage_bytes: bytes, file_counts: counts, metadata }: Kept): VectorStore {
  return {
    id,
    name: name ?? '',
    created: (created ?? 0) * 1000,
    ...(typeof expires === 'number' ? { expires: expires * 1000 } : {}),
    status,
    bytes: bytes ?? 0,
    files: { reading: counts?.in_progress ?? 0, ready: counts?.completed ?? 0, failed: counts?.failed ?? 0, cancelled: counts?.cancelled ?? 0, total: counts?.total ?? 0 },
    marks: metadata ?? {},
  };
}

/** A file of a vector store in our words. */
export function storedFile({ id, status, usage_bytes: bytes, last_error: error, attributes }: VectorStoreFile): StoredFile {
  const marks = Object.fromEntries(Object.entries(attributes ?? {}).map(([key, value]) => [key, String(value)]));
  if (status !== 'failed') return { id, status, bytes: bytes ?? 0, marks };
  const problem = (entryOf(reasons, error?.code ?? '') ?? unknownReason)(quoted(error?.message));
  return { id, status, bytes: bytes ?? 0, marks, problem, ...(error === null || error === undefined ? {} : { error: { code: error.code, message: error.message } }) };
}

/** What is to be said of a vector store in a request. */
export function storeBody({ name, marks, expiresAfter }: StoreOptions): { readonly name?: string; readonly metadata?: Record<string, string>; readonly expires_after?: { readonly anchor: 'last_active_at'; readonly days: number } } {
  return {
    ...(name === undefined ? {} : { name }),
    ...(marks === undefined ? {} : { metadata: { ...marks } }),
    ...(expiresAfter === undefined ? {} : { expires_after: { anchor: 'last_active_at', days: expiresAfter } }),
  };
}

/** Whether a vector store has all of these marks. */
export function hasMarks(store: Pick<VectorStore, 'marks'>, marks: StoreMarks): boolean {
  return Object.entries(marks).every(([key, value]) => store.marks[key] === value);
}

import type { VectorStoreFileBatch } from 'openai/resources/vector-stores/file-batches';
import * as v from 'valibot';
import { askAgainSoon } from './askAgain.ts';
import { check } from './body.ts';
import { noneFound } from './errors.ts';
import { findFile } from './files.ts';
import { newId, now } from './ids.ts';
import type { Route } from './router.ts';
import { chunkingStrategy, countsOf, newStoreFile } from './vectorStoreFile.ts';
import { findVectorStore } from './vectorStores.ts';
import type { StoredVectorStore, World } from './world.ts';

const needs = ['vectorStores'] as const;
const path = '/v1/vector_stores/{storeId}/file_batches';
const strategy = { chunking_strategy: v.exactOptional(chunkingStrategy) };
const eachFile = v.strictObject({ file_id: v.string(), attributes: v.exactOptional(v.nullable(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])))), ...strategy });
const createRequest = v.union([
  v.strictObject({ file_ids: v.pipe(v.array(v.string()), v.minLength(1), v.maxLength(2000)), ...strategy }),
  v.strictObject({ files: v.pipe(v.array(eachFile), v.minLength(1), v.maxLength(2000)) }),
]);

/** Many files for a vector store at once. */
export const vectorStoreBatchRoutes: readonly Route[] = [
  {
    method: 'POST',
    path,
    needs,
    answer: (exchange, world, { storeId = '' }) => {
      const kept = findVectorStore(world, storeId);
      const asked = check(createRequest, exchange.request.body);
      const each = 'files' in asked ? asked.files : asked.file_ids.map((id) => ({ ...asked, file_id: id, attributes: null }));
      const ids = each.map(({ file_id: id }) => id);
      const found = each.map(({ file_id: id, attributes = null, chunking_strategy: chosen }) => newStoreFile(findFile(world, id), storeId, world, { attributes, ...(chosen === undefined ? {} : { strategy: chosen }) }));
      for (const file of found) kept.files.set(file.file.id, file);
      const id = newId('vsfb');
      kept.batches.set(id, ids);
      return told(id, kept, world);
    },
  },
  {
    method: 'GET',
    path: `${path}/{batchId}`,
    needs,
    answer: (exchange, world, { storeId = '', batchId = '' }) => {
      askAgainSoon(exchange);
      return told(batchId, findVectorStore(world, storeId), world);
    },
  },
];

function told(id: string, { store, files, batches }: StoredVectorStore, { features }: World): VectorStoreFileBatch {
  const ids = batches.get(id);
  if (ids === undefined) throw noneFound('file batch', id);
  const counts = countsOf(ids.flatMap((each) => files.get(each) ?? []), features);
  return { id, object: 'vector_store.files_batch', created_at: now(), vector_store_id: store.id, status: counts.in_progress > 0 ? 'in_progress' : 'completed', file_counts: counts };
}

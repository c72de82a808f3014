import type { VectorStore, VectorStoreDeleted } from 'openai/resources/vector-stores/vector-stores';
import * as v from 'valibot';
import { askAgainSoon } from './askAgain.ts';
import { check } from './body.ts';
import { objectNotFound } from './errors.ts';
import { findFile } from './files.ts';
import { newId, now } from './ids.ts';
import { metadata } from './metadata.ts';
import { page } from './pages.ts';
import type { Route } from './router.ts';
import { chunkingStrategy, countsOf, newStoreFile } from './vectorStoreFile.ts';
import type { StoredVectorStore, World } from './world.ts';

const needs = ['vectorStores'] as const;
const path = '/v1/vector_stores/{storeId}';
const expiry = v.strictObject({ anchor: v.literal('last_active_at'), days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365)) });

const createRequest = v.strictObject({
  name: v.exactOptional(v.string()),
  description: v.exactOptional(v.string()),
  file_ids: v.exactOptional(v.pipe(v.array(v.string()), v.maxLength(500))),
  chunking_strategy: v.exactOptional(chunkingStrategy),
  expires_after: v.exactOptional(expiry),
  metadata,
});
const updateRequest = v.strictObject({ name: v.exactOptional(v.nullable(v.string())), expires_after: v.exactOptional(v.nullable(expiry)), metadata });

/** What can be asked for when a vector store is made. */
export type VectorStoreRequest = v.InferOutput<typeof createRequest>;

/** `/v1/vector_stores`. */
export const vectorStoreRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/vector_stores',
    needs,
    answer: (exchange, world) => told(newVectorStore(check(createRequest, exchange.request.body ?? {}), world), world),
  },
  {
    method: 'GET',
    path: '/v1/vector_stores',
    needs,
    answer: (exchange, world) => page([...world.vectorStores.values()].map((kept) => told(kept, world)), exchange.query),
  },
  {
    method: 'GET',
    path,
    needs,
    answer: (exchange, world, { storeId = '' }) => {
      askAgainSoon(exchange);
      return told(findVectorStore(world, storeId), world);
    },
  },
  {
    method: 'POST',
    path,
    needs,
    answer: (exchange, world, { storeId = '' }) => {
      const kept = findVectorStore(world, storeId);
      const { name, expires_after: expires, metadata: pairs } = check(updateRequest, exchange.request.body);
      kept.store = {
        ...kept.store,
        ...(typeof name === 'string' ? { name } : {}),
        ...(pairs === undefined ? {} : { metadata: pairs ?? {} }),
        ...(expires === undefined || expires === null ? {} : { expires_after: expires, expires_at: now() + expires.days * 86_400 }),
      };
      return told(kept, world);
    },
  },
  {
    method: 'DELETE',
    path,
    needs,
    answer: (_exchange, world, { storeId = '' }) => {
      const { id } = findVectorStore(world, storeId).store;
      world.vectorStores.delete(id);
      return { id, object: 'vector_store.deleted', deleted: true } satisfies VectorStoreDeleted;
    },
  },
];

/** Makes a vector store and keeps it. Throws for files that are not there. */
export function newVectorStore(request: VectorStoreRequest, world: World): StoredVectorStore {
  const created = now();
  const { expires_after: expires } = request;
  const kept: StoredVectorStore = {
    store: {
      id: newId('vs'),
      object: 'vector_store',
      created_at: created,
      name: request.name ?? '',
      usage_bytes: 0,
      file_counts: { in_progress: 0, completed: 0, failed: 0, cancelled: 0, total: 0 },
      status: 'completed',
      last_active_at: created,
      metadata: request.metadata ?? {},
      ...(expires === undefined ? {} : { expires_after: expires, expires_at: created + expires.days * 86_400 }),
    },
    files: new Map(),
    batches: new Map(),
  };
  for (const id of request.file_ids ?? []) kept.files.set(id, newStoreFile(findFile(world, id), kept.store.id, world));
  world.vectorStores.set(kept.store.id, kept);
  return kept;
}

/** The vector store under this id; throws the service's 404. */
export function findVectorStore(world: World, id: string): StoredVectorStore {
  const found = world.vectorStores.get(id);
  if (found === undefined) throw objectNotFound('Vector store', id);
  return found;
}

function told({ store, files }: StoredVectorStore, { features }: World): VectorStore {
  const all = [...files.values()];
  const counts = countsOf(all, features);
  const bytes = all.reduce((sum, { file }) => sum + file.usage_bytes, 0);
  return { ...store, usage_bytes: bytes, file_counts: counts, status: counts.in_progress > 0 ? 'in_progress' : 'completed' };
}

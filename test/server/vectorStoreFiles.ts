import type { VectorStoreFileDeleted } from 'openai/resources/vector-stores/files';
import * as v from 'valibot';
import { askAgainSoon } from './askAgain.ts';
import { check } from './body.ts';
import { noneFound } from './errors.ts';
import { findFile } from './files.ts';
import { page } from './pages.ts';
import type { Parameters, Route } from './router.ts';
import { chunkingStrategy, newStoreFile, toldFile } from './vectorStoreFile.ts';
import { findVectorStore } from './vectorStores.ts';
import type { StoredStoreFile, World } from './world.ts';

const needs = ['vectorStores'] as const;
const path = '/v1/vector_stores/{storeId}/files';
const attributes = v.exactOptional(v.nullable(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))));
const createRequest = v.strictObject({ file_id: v.string(), attributes, chunking_strategy: v.exactOptional(chunkingStrategy) });
const updateRequest = v.strictObject({ attributes: v.nullable(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()]))) });

/** Which files are in a vector store. */
export const vectorStoreFileRoutes: readonly Route[] = [
  {
    method: 'POST',
    path,
    needs,
    answer: (exchange, world, { storeId = '' }) => {
      const { store, files } = findVectorStore(world, storeId);
      const { file_id: id, attributes: given = null, chunking_strategy: strategy } = check(createRequest, exchange.request.body);
      const kept = newStoreFile(findFile(world, id), store.id, world, { attributes: given, ...(strategy === undefined ? {} : { strategy }) });
      files.set(id, kept);
      return toldFile(kept, world.features);
    },
  },
  {
    method: 'GET',
    path,
    needs,
    answer: (exchange, world, { storeId = '' }) => {
      const filter = exchange.query.get('filter');
      const all = [...findVectorStore(world, storeId).files.values()].map((kept) => toldFile(kept, world.features));
      return page(all.filter(({ status }) => filter === null || status === filter), exchange.query);
    },
  },
  {
    method: 'GET',
    path: `${path}/{fileId}`,
    needs,
    answer: (exchange, world, parameters) => {
      askAgainSoon(exchange);
      return toldFile(findStoreFile(world, parameters), world.features);
    },
  },
  {
    method: 'POST',
    path: `${path}/{fileId}`,
    needs,
    answer: (exchange, world, parameters) => {
      const kept = findStoreFile(world, parameters);
      kept.file = { ...kept.file, attributes: check(updateRequest, exchange.request.body).attributes };
      return toldFile(kept, world.features);
    },
  },
  {
    method: 'DELETE',
    path: `${path}/{fileId}`,
    needs,
    answer: (_exchange, world, parameters) => {
      const { id, vector_store_id: storeId } = findStoreFile(world, parameters).file;
      findVectorStore(world, storeId).files.delete(id);
      return { id, object: 'vector_store.file.deleted', deleted: true } satisfies VectorStoreFileDeleted;
    },
  },
];

function findStoreFile(world: World, { storeId = '', fileId = '' }: Parameters): StoredStoreFile {
  const found = findVectorStore(world, storeId).files.get(fileId);
  if (found === undefined) throw noneFound('file', fileId);
  return found;
}

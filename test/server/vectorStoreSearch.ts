import type { VectorStoreSearchResponse } from 'openai/resources/vector-stores/vector-stores';
import * as v from 'valibot';
import { check } from './body.ts';
import { readableFiles } from './readableFiles.ts';
import type { Route } from './router.ts';
import { statusOf } from './vectorStoreFile.ts';
import { findVectorStore } from './vectorStores.ts';

const searchRequest = v.strictObject({ query: v.string(), max_num_results: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)), 10), rewrite_query: v.exactOptional(v.boolean()) });

/** Characters of a file that are told. */
const excerpt = 800;

/** The search in a vector store: a file counts as much as words of the query stand in it. */
export const vectorStoreSearchRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '/v1/vector_stores/{storeId}/search',
    needs: ['vectorStores'],
    answer: (exchange, world, { storeId = '' }) => {
      const { files } = findVectorStore(world, storeId);
      const { query, max_num_results: most } = check(searchRequest, exchange.request.body);
      const words = query.toLowerCase().split(/\W+/).filter((word) => word !== '');
      const ready = [...files.values()].filter((file) => statusOf(file, world.features) === 'completed');
      const found = readableFiles(world, ready.map(({ file }) => file.id)).map(({ id, name, text }): VectorStoreSearchResponse => {
        const score = words.filter((word) => text.toLowerCase().includes(word)).length / Math.max(1, words.length);
        return { file_id: id, filename: name, score, attributes: files.get(id)?.file.attributes ?? {}, content: [{ type: 'text', text: text.slice(0, excerpt) }] };
      });
      const data = found.filter(({ score }) => score > 0).toSorted((one, other) => other.score - one.score).slice(0, most);
      return { object: 'vector_store.search_results.page', search_query: [query], data, has_more: false, next_page: null };
    },
  },
];

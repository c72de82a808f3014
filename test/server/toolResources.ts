import type * as v from 'valibot';
import type { toolResources } from './assistantRequest.ts';
import type { Thread } from './assistantTypes.ts';
import { ApiError } from './errors.ts';
import { findFile } from './files.ts';
import { newVectorStore, findVectorStore } from './vectorStores.ts';
import type { World } from './world.ts';

type Asked = v.InferOutput<typeof toolResources>;
type ToolResources = NonNullable<Thread['tool_resources']>;

/** What is asked for, with the vector store that is made on the way. Throws for files and stores that are not there. */
export function resourcesOf(asked: Asked, world: World): ToolResources {
  const { code_interpreter: code, file_search: search } = asked ?? {};
  for (const id of code?.file_ids ?? []) findFile(world, id);
  for (const id of search?.vector_store_ids ?? []) findVectorStore(world, id);
  if (search?.vector_store_ids !== undefined && search.vector_stores !== undefined) {
    throw new ApiError(400, { message: 'Only one of vector_store_ids and vector_stores can be given.', param: 'tool_resources.file_search' });
  }
  const made = search?.vector_stores?.map((request) => newVectorStore(request, world).store.id);
  return {
    ...(code === undefined ? {} : { code_interpreter: { file_ids: code.file_ids ?? [] } }),
    ...(search === undefined ? {} : { file_search: { vector_store_ids: made ?? search.vector_store_ids ?? [] } }),
  };
}

/** The same, with these files given to these tools: files to search go into a vector store of their own, which expires. */
export function withFiles(resources: ToolResources, files: { readonly code: readonly string[]; readonly search: readonly string[] }, world: World): ToolResources {
  const codeIds = [...new Set([...(resources.code_interpreter?.file_ids ?? []), ...files.code])];
  const [storeId] = resources.file_search?.vector_store_ids ?? [];
  const store = storeId === undefined ? undefined : world.vectorStores.get(storeId);
  let search = resources.file_search;
  if (files.search.length > 0) {
    const ids = [...new Set([...(store?.files.keys() ?? []), ...files.search])];
    const made = newVectorStore({ file_ids: ids, expires_after: { anchor: 'last_active_at', days: 7 } }, world);
    search = { vector_store_ids: [made.store.id] };
  }
  return { ...(codeIds.length === 0 ? {} : { code_interpreter: { file_ids: codeIds } }), ...(search === undefined ? {} : { file_search: search }) };
}

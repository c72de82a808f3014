import type { ReadableFile } from './toolBox.ts';
import type { World } from './world.ts';

/** The files under these ids that are there and hold text. */
export function readableFiles(world: World, ids: readonly string[]): readonly ReadableFile[] {
  return [...new Set(ids)].flatMap((id) => {
    const found = world.files.get(id);
    const text = found === undefined ? undefined : textIn(found.content);
    return found === undefined || text === undefined ? [] : [{ id, name: found.file.filename, text }];
  });
}

/** The ids of the files in these vector stores. */
export function idsInStores(world: World, storeIds: readonly string[]): readonly string[] {
  return storeIds.flatMap((id) => [...(world.vectorStores.get(id)?.files.keys() ?? [])]);
}

function textIn(content: Uint8Array): string | undefined {
  return content.includes(0) ? undefined : new TextDecoder().decode(content);
}

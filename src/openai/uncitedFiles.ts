import type OpenAI from 'openai';
import type { ResponseOutputItem } from 'openai/resources/responses/responses';
import type { MadeFile } from '../core/engine.ts';
import { everyItem, pageSize } from './everyItem.ts';
import type { MadeFiles } from './madeFiles.ts';
import { serverId } from './serverId.ts';

/** How a text leads to a file of its container. */
const path = /sandbox:\/mnt\/data\/(?<name>[^\s)\]>"'`]+)/g;

/**
 * The files that a text leads to and that no annotation cites, as models leave it out now and then: looked for in the containers of
 * the response. None where the containers cannot be asked.
 */
export async function uncitedFiles(items: readonly ResponseOutputItem[], client: OpenAI, files: MadeFiles, signal: AbortSignal): Promise<readonly MadeFile[]> {
  const missing = namesWithoutCitation(items);
  if (missing.size === 0) return [];
  const containers = new Set(items.flatMap((item) => (item.type === 'code_interpreter_call' && typeof item.container_id === 'string' ? [item.container_id] : [])));
  const found: MadeFile[] = [];
  try {
    for (const container of containers) {
      for await (const file of everyItem((from) => client.containers.files.list(serverId(container), { limit: pageSize, ...from }, { signal }))) {
        const name = file.path.split('/').at(-1) ?? '';
        if (missing.has(name)) found.push(files.inContainer(container, file.id, name));
      }
    }
  } catch {
    return found;
  }
  return found;
}

function namesWithoutCitation(items: readonly ResponseOutputItem[]): ReadonlySet<string> {
  const parts = items.flatMap((item) => (item.type === 'message' ? item.content : [])).flatMap((part) => (part.type === 'output_text' ? [part] : []));
  const cited = new Set(parts.flatMap(({ annotations }) => annotations ?? []).flatMap((annotation) => (annotation.type === 'container_file_citation' ? [annotation.filename] : [])));
  const named = parts.flatMap(({ text }) => [...text.matchAll(path)].map(({ groups }) => decoded(groups?.['name'] ?? '')));
  return new Set(named.filter((name) => !cited.has(name)));
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

import { t } from '../shared/words.ts';
import type { FileCatalogue } from './fileCatalogue.ts';
import { inLanes } from './lanes.ts';
import { failureOf } from './outcomes.ts';
import type { ServerAssistant } from './serverAssistants.ts';
import type { ServerCatalogue } from './serverCatalogue.ts';

/** Assistants that are asked for their files at the same time. */
const lanes = 4;

/** What uses a file at its server, by name: what would miss it. Assistants whose files the server does not tell are passed over. */
export async function usesOf(catalogue: ServerCatalogue, connections: FileCatalogue['connections'], connectionId: string, fileId: string): Promise<readonly string[]> {
  const connection = connections.find(({ id }) => id === connectionId);
  if (connection?.api !== 'assistants') return [];
  const uses = await usesByFile(await catalogue.list(connectionId), (id) => catalogue.files(connectionId, id));
  return uses.get(fileId) ?? [];
}

/** The same for all files that a server's assistants have, by the ids of these. */
export async function usesByFile(assistants: readonly ServerAssistant[], filesOf: (assistantId: string) => Promise<readonly string[]>): Promise<ReadonlyMap<string, readonly string[]>> {
  const uses = new Map<string, readonly string[]>();
  await inLanes(assistants, lanes, async ({ id, definition }) => {
    const files = await filesOf(id).catch((error: unknown): readonly string[] => {
      if (failureOf(error).kind === 'notFound') return [];
      throw error;
    });
    for (const file of files) uses.set(file, [...(uses.get(file) ?? []), t('assistant “{0}”', definition.name === '' ? id : definition.name)]);
  });
  return uses;
}

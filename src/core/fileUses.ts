import type { FileCatalogue } from './fileCatalogue.ts';
import { failureOf } from './outcomes.ts';
import type { ServerCatalogue } from './serverCatalogue.ts';
import { t } from '../shared/words.ts';

/** What uses a file at its server, by name: what would miss it. Assistants whose files the server does not tell are passed over. */
export async function usesOf(catalogue: ServerCatalogue, connections: FileCatalogue['connections'], connectionId: string, fileId: string): Promise<readonly string[]> {
  const connection = connections.find(({ id }) => id === connectionId);
  if (connection?.api !== 'assistants') return [];
  const assistants = await catalogue.list(connectionId);
  const uses = await Promise.all(assistants.map(async ({ id, definition }) => {
    const files = await catalogue.files(connectionId, id).catch((error: unknown): readonly string[] => {
      if (failureOf(error).kind === 'notFound') return [];
      throw error;
    });
    return files.includes(fileId) ? [t('assistant “{0}”', definition.name === '' ? id : definition.name)] : [];
  }));
  return uses.flat();
}

import { t } from '../shared/words.ts';
import { inLanes } from './lanes.ts';
import { failureOf } from './outcomes.ts';
import type { ServerAssistant } from './serverAssistants.ts';

/** Assistants that are asked for their files at the same time. */
const lanes = 4;

/** What uses the files that a server's assistants have, by name and by the ids of the files. Assistants whose files the server does not tell are passed over. */
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

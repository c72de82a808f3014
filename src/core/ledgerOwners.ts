import { t } from '../shared/words.ts';
import type { AssistantEntry } from './assistants.ts';
import { builtInAssistant } from './builtInAssistant.ts';
import type { Need } from './ledgerEntry.ts';
import { serverAssistantMark, type StoreMarks } from './vectorStores.ts';

/** What uses a thing at a server: its name, and whether it is needed itself. */
export interface User {
  readonly name: string;
  readonly need: Need;
}

/** What is known here of who may need things at servers. */
export interface Surroundings {
  readonly assistants: readonly AssistantEntry[];
  /** The name of the open workspace, as knowledge is marked with it; empty without one. */
  readonly workspace: string;
  /** Whether the assistants of that workspace are read: it is open, and the user trusts it. */
  readonly isRead: boolean;
}

/** A file or a vector store, with all that tells whose it is. */
export type Owned =
  | { readonly kind: 'file'; readonly id: string; readonly path: string; readonly purpose: string }
  /** `isRemembered`: whether this machine knows it as a store that it uses. */
  | { readonly kind: 'vectorStore'; readonly id: string; readonly marks: StoreMarks; readonly isRemembered: boolean };

/** Whose something is, what uses it, and whether it is needed. */
export interface Ownership {
  readonly owner: string;
  readonly users: readonly string[];
  readonly need: Need;
}

/** Decides whose a file or a vector store is, and whether anything needs it. `areAllKnown`: whether all that may use it at its server could be asked. */
export function ownershipOf(thing: Owned, users: readonly User[], around: Surroundings, areAllKnown: boolean): Ownership {
  const all = [...users, ...namers(thing.id, around)];
  const own = thing.kind === 'file' ? ofFile(thing) : ofStore(thing, around);
  const known = own.need === 'unneeded' && !areAllKnown ? 'unknown' : own.need;
  return { owner: own.owner, users: all.map(({ name }) => name), need: mostNeeded([known, ...all.map(({ need }) => need)]) };
}

/** The assistant of ours that an assistant at a server was made for. */
export function ownershipFor(assistantId: string, { assistants }: Surroundings): Ownership {
  const known = [builtInAssistant, ...assistants.map(({ assistant }) => assistant)].find(({ id }) => id === assistantId);
  if (known !== undefined) return { owner: t('Made for the assistant “{0}”', known.name), users: [], need: 'needed' };
  return { owner: t('Made for an assistant that is not here, {0}', assistantId), users: [], need: 'unknown' };
}

/** Assistants whose files name it by its id. */
export function namers(id: string, { assistants }: Surroundings): readonly User[] {
  const naming = assistants.filter(({ assistant: { tools, toolResources } }) => JSON.stringify([tools, toolResources]).includes(JSON.stringify(id)));
  return naming.map(({ assistant: { name } }) => ({ name: t('assistant “{0}”', name), need: 'needed' }));
}

function ofFile({ path, purpose }: Extract<Owned, { kind: 'file' }>): Pick<Ownership, 'owner' | 'need'> {
  return { owner: t('From {0}', path), need: purpose === 'assistants' ? 'unneeded' : 'unknown' };
}

function ofStore({ marks, isRemembered }: Extract<Owned, { kind: 'vectorStore' }>, around: Surroundings): Pick<Ownership, 'owner' | 'need'> {
  const { assistant: assistantId, workspace = '', [serverAssistantMark]: serverAssistant } = marks;
  if (serverAssistant !== undefined) return { owner: t('Made for the server’s assistant {0}', serverAssistant), need: 'unneeded' };
  if (marks['of'] === 'thread') return { owner: t('Of a thread that is not here'), need: 'unknown' };
  if (assistantId === undefined) return { owner: t('The server does not say whose it is'), need: 'unknown' };
  const isHere = workspace === around.workspace.slice(0, 512);
  const isPersonal = assistantId.startsWith('personal/');
  const entry = isHere || isPersonal ? around.assistants.find(({ assistant }) => assistant.id.slice(0, 512) === assistantId) : undefined;
  const name = entry?.assistant.name ?? assistantId;
  const owner = isHere || workspace === '' ? t('Knowledge of the assistant “{0}”', name) : t('Knowledge of the assistant “{0}”, of another workspace: {1}', name, withoutIds(workspace));
  // A personal assistant that another machine has is not here; one that this machine has used is gone.
  if (entry === undefined) return { owner, need: (isPersonal ? isRemembered : isHere && around.isRead) ? 'unneeded' : 'unknown' };
  if (entry.failure === undefined && entry.assistant.knowledge.length === 0) return { owner, need: 'unneeded' };
  return { owner, need: isHere && isRemembered ? 'needed' : 'unknown' };
}

/** The mark of a workspace as a person knows it: without the ids that tell folders of one name apart. */
function withoutIds(workspace: string): string {
  return workspace.replaceAll(/ [\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, '');
}

function mostNeeded(needs: readonly Need[]): Need {
  return needs.find((need) => need === 'needed') ?? needs.find((need) => need === 'unknown') ?? 'unneeded';
}

import type { KnowledgeOwner, KnowledgeRecord, KnowledgeServer, StoredFile } from './knowledge.ts';
import { ourMark } from './vectorStores.ts';

/** A vector store that is there, with what it holds. */
export interface OpenStore {
  readonly storeId: string;
  readonly stored: readonly StoredFile[];
}

/** How a server's vector store is known to be this owner's, on whichever machine. */
function storeMetadata({ assistantId, workspace, person }: KnowledgeOwner): Readonly<Record<string, string>> {
  return { ...ourMark, assistant: assistantId.slice(0, 512), workspace, ...(person === undefined ? {} : { person }) };
}

/** The store that this machine remembers, else the one that the server knows as the owner's; undefined when neither is there. */
export async function findStore(server: KnowledgeServer, record: KnowledgeRecord, connectionId: string, owner: KnowledgeOwner, signal: AbortSignal): Promise<OpenStore | undefined> {
  const remembered = record.storeOf(connectionId, owner);
  const open = remembered === undefined ? undefined : await opened(server, remembered, signal);
  if (open !== undefined) return open;
  const found = await server.findStore(storeMetadata(owner), signal);
  const other = found === undefined ? undefined : await opened(server, found, signal);
  if (other !== undefined) record.keepStore(connectionId, owner, other.storeId);
  return other;
}

/** A new store for this owner; remembered, with nothing in it, as soon as it is there. */
export async function makeStore(server: KnowledgeServer, record: KnowledgeRecord, connectionId: string, owner: KnowledgeOwner, signal: AbortSignal): Promise<OpenStore> {
  const storeId = await server.createStore({ name: owner.name, metadata: storeMetadata(owner) }, signal);
  record.keepStore(connectionId, owner, storeId);
  return { storeId, stored: [] };
}

async function opened(server: KnowledgeServer, storeId: string, signal: AbortSignal): Promise<OpenStore | undefined> {
  const stored = await server.storeFiles(storeId, signal);
  return stored === undefined ? undefined : { storeId, stored };
}

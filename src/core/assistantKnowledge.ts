import { Emitter } from '../shared/lifetime.ts';
import type { Assistant } from './assistant.ts';
import type { Connection } from './connections.ts';
import type { Gate } from './gate.ts';
import type { KnowledgeFile, KnowledgeOwner, KnowledgeState } from './knowledge.ts';
import { passedFiles } from './knowledgeGate.ts';
import type { KnowledgeMemory } from './knowledgeMemory.ts';
import type { KnowledgePassages, KnownFiles } from './knowledgePassages.ts';
import type { KnowledgeSync } from './knowledgeSync.ts';
import { withStore } from './knowledgeTools.ts';
import { endingOf } from './knowledgeTypes.ts';
import type { Passage } from './passages.ts';
import type { TurnKnowledge } from './turnKnowledge.ts';

/** What the knowledge of assistants is made of. */
export interface AssistantKnowledgeParts {
  readonly files: KnownFiles;
  readonly passages: KnowledgePassages;
  readonly memory: KnowledgeMemory;
  readonly sync: KnowledgeSync;
  readonly gate: Gate;
  /** The workspace that the files lie in, by a name that it has on other machines too. */
  readonly workspace: string;
}

/** Where a file of an assistant's knowledge stands. */
export interface KnownFileState {
  readonly file: KnowledgeFile;
  readonly state: KnowledgeState;
}

/**
 * What assistants know. Their files are searched on this machine, and nothing is uploaded, until the user has them synced to a vector
 * store of a connection; from then on its server searches there.
 */
export class AssistantKnowledge implements TurnKnowledge {
  readonly #parts: AssistantKnowledgeParts;
  readonly #states = new Map<string, ReadonlyMap<string, KnownFileState>>();
  /** The hashes of the files that the last sync of this session went through, those among them that were left out. */
  readonly #looked = new Map<string, ReadonlySet<string>>();
  /** What goes in the place of files, by its hash. */
  readonly #texts = new Map<string, string>();
  readonly #changed = new Emitter<null>();
  /** The state of a file is another. */
  readonly onChange = this.#changed.on;

  constructor(parts: AssistantKnowledgeParts) {
    this.#parts = parts;
  }

  /** Whether servers that speak this connection's API search in vector stores. */
  canSync({ api }: Connection): boolean {
    return api === 'responses' || api === 'assistants';
  }

  /** The vector store of this assistant at this connection, if it has one. */
  storeOf(assistant: Assistant, connection: Connection): string | undefined {
    return this.canSync(connection) ? this.#parts.memory.storeOf(connection.id, this.#owner(assistant)) : undefined;
  }

  isSearchedHere(assistant: Assistant, connection: Connection): boolean {
    return assistant.knowledge.length > 0 && this.#readStoreOf(assistant, connection) === undefined;
  }

  prepared(assistant: Assistant, connection: Connection): Assistant {
    const store = assistant.knowledge.length === 0 ? undefined : this.#readStoreOf(assistant, connection);
    return store === undefined ? assistant : withStore(assistant, store);
  }

  passages(assistant: Assistant, question: string, signal: AbortSignal): Promise<readonly Passage[]> {
    return this.#parts.passages.find(assistant, question, signal);
  }

  origin(connection: Connection, fileId: string): { readonly path: string; readonly hash: string } | undefined {
    const upload = this.#parts.memory.uploads(connection.id).find((kept) => kept.fileId === fileId);
    return upload === undefined ? undefined : { path: upload.path, hash: upload.hash };
  }

  missed(assistant: Assistant, connection: Connection, words: string): boolean {
    const store = this.storeOf(assistant, connection);
    if (store === undefined || !words.includes(store)) return false;
    this.forget(assistant, connection);
    return true;
  }

  /** Forgets the vector store; the files are searched on this machine again. Nothing is deleted anywhere. */
  forget(assistant: Assistant, connection: Connection): void {
    this.#forget(connection.id, this.#owner(assistant));
  }

  /** The vector store is no longer at the connection: whoever's knowledge it held is searched on this machine again. */
  lost(connectionId: string, storeId: string): void {
    const owner = this.#parts.memory.stores(connectionId).find((kept) => kept.storeId === storeId);
    if (owner !== undefined) this.#forget(connectionId, owner);
  }

  /** What is known of where the assistant's files stand at the connection, by path; nothing before a sync. */
  states(assistant: Assistant, connection: Connection): readonly KnownFileState[] {
    return [...(this.#states.get(keyOf(assistant, connection)) ?? new Map<string, KnownFileState>()).values()].toSorted((one, other) => one.file.path.localeCompare(other.file.path));
  }

  /** The assistant's files on this machine. */
  list(assistant: Assistant, signal: AbortSignal): Promise<readonly KnowledgeFile[]> {
    return this.#parts.files.list(assistant, signal);
  }

  /** How many of the assistant's files are not at the connection as they are now. */
  async changed(assistant: Assistant, connection: Connection, signal: AbortSignal): Promise<number> {
    const there = new Set(this.#parts.memory.uploads(connection.id).map(({ hash }) => hash));
    const looked = this.#looked.get(keyOf(assistant, connection));
    return (await this.list(assistant, signal)).filter(({ hash }) => !there.has(hash) && looked?.has(hash) !== true).length;
  }

  /** Brings the assistant's files to the connection's server, as far as they may leave. Throws FailureError for what concerns more than one file, and on abort. */
  async sync(assistant: Assistant, connection: Connection, signal: AbortSignal): Promise<void> {
    const owner = this.#owner(assistant);
    const { files: known, gate, memory, sync } = this.#parts;
    const all = await this.list(assistant, signal);
    const { passed, held } = await passedFiles(gate, connection, assistant.id, all, known, signal);
    this.#looked.set(keyOf(assistant, connection), new Set(all.map(({ hash }) => hash)));
    for (const { file, text } of passed) if (text !== undefined) this.#texts.set(file.hash, text);
    const states = new Map<string, KnownFileState>(held.map(({ file, reason }) => [file.path, { file, state: { state: 'failed', reason } }]));
    this.#states.set(keyOf(assistant, connection), states);
    const ask = { connectionId: connection.id, owner, files: passed.map(({ file }) => file), asText: memory.asText(connection.id, owner) };
    const isReady = (): boolean => [...states.values()].some(({ state }) => state.state === 'ready');
    try {
      await sync.run(ask, (file, state) => {
        states.set(file.path, { file, state });
        this.#changed.fire(null);
      }, signal);
      memory.keepUnread(connection.id, owner, !isReady());
    } finally {
      if (isReady()) memory.keepUnread(connection.id, owner, false);
    }
  }

  /** What goes in the place of a file, where its secrets were replaced. */
  replacement({ hash }: KnowledgeFile): string | undefined {
    return this.#texts.get(hash);
  }

  /** From now on, files with the endings of these go as text. */
  sendAsText(assistant: Assistant, connection: Connection, files: readonly KnowledgeFile[]): void {
    const owner = this.#owner(assistant);
    const { memory } = this.#parts;
    memory.keepAsText(connection.id, owner, new Set([...memory.asText(connection.id, owner), ...files.map(({ path }) => endingOf(path))]));
  }

  /** The vector store, if anything can be found in it. */
  #readStoreOf(assistant: Assistant, connection: Connection): string | undefined {
    const store = this.storeOf(assistant, connection);
    return store === undefined || this.#parts.memory.isUnread(connection.id, this.#owner(assistant)) ? undefined : store;
  }

  #forget(connectionId: string, owner: Pick<KnowledgeOwner, 'assistantId' | 'workspace'>): void {
    this.#parts.memory.dropStore(connectionId, owner);
    this.#states.delete(keyOf({ id: owner.assistantId }, { id: connectionId }));
    this.#changed.fire(null);
  }

  #owner({ id, name }: Assistant): KnowledgeOwner {
    return { assistantId: id, name, workspace: this.#parts.workspace };
  }
}

function keyOf(assistant: Pick<Assistant, 'id'>, connection: Pick<Connection, 'id'>): string {
  return JSON.stringify([assistant.id, connection.id]);
}

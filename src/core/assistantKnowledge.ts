import { Emitter } from '../shared/lifetime.ts';
import type { Assistant } from './assistant.ts';
import type { Connection } from './connections.ts';
import type { Gate } from './gate.ts';
import type { KnowledgeFile, KnowledgeOwner } from './knowledge.ts';
import { knowledgeDifferences } from './knowledgeDifferences.ts';
import { passedFiles } from './knowledgeGate.ts';
import type { KnowledgeMemory } from './knowledgeMemory.ts';
import type { KnowledgePassages, KnownFiles } from './knowledgePassages.ts';
import { nameAtServer } from './knowledgePlan.ts';
import type { SyncAsk } from './knowledgeRun.ts';
import type { KnowledgeStates, KnownFileState } from './knowledgeStates.ts';
import type { KnowledgeSync } from './knowledgeSync.ts';
import { placeOfStore, withStore } from './knowledgeTools.ts';
import { endingOf } from './knowledgeTypes.ts';
import type { Passage } from './passages.ts';
import type { RefusedFile, RefusedFiles } from './refusedFiles.ts';
import type { TurnKnowledge } from './turnKnowledge.ts';
import { FailureError } from '../shared/rpc.ts';

/** What the knowledge of assistants is made of. */
export interface AssistantKnowledgeParts {
  readonly files: KnownFiles & RefusedFiles;
  readonly passages: KnowledgePassages;
  readonly memory: KnowledgeMemory;
  readonly states: KnowledgeStates;
  readonly sync: KnowledgeSync;
  readonly gate: Gate;
  /** By what the workspace that the files lie in, and the user, are known at servers. */
  readonly marks: { readonly workspace: () => string; readonly person: () => string };
}

/** A sync that is over; `isWhole` unless it was broken off. */
export interface EndedSync {
  readonly assistantId: string;
  readonly isWhole: boolean;
}

/**
 * What assistants know. Their files are searched on this machine, and nothing is uploaded, until the user has them synced to a vector
 * store of a connection; its server searches there from when the first of them is ready.
 */
export class AssistantKnowledge implements TurnKnowledge {
  readonly #parts: AssistantKnowledgeParts;
  /** What goes in the place of files, by its hash. */
  readonly #texts = new Map<string, string>();
  readonly #ended = new Emitter<EndedSync>();
  /** A sync has come to an end. */
  readonly onEnded = this.#ended.on;
  /** The state of a file is another. */
  readonly onChange: KnowledgeStates['onChange'];

  constructor(parts: AssistantKnowledgeParts) {
    this.#parts = parts;
    this.onChange = parts.states.onChange;
  }

  /** Whether servers that speak this connection's API search in vector stores. */
  canSync({ api }: Connection): boolean {
    return api === 'responses' || api === 'assistants';
  }

  /** Whether the connection's API has a place left for the vector store of this assistant's knowledge. */
  hasRoom(assistant: Assistant, connection: Connection): boolean {
    return placeOfStore(assistant, connection) !== undefined;
  }

  /** The vector store of this assistant at this connection, if it has one. */
  storeOf(assistant: Assistant, connection: Connection): string | undefined {
    return this.canSync(connection) ? this.#parts.memory.storeOf(connection.id, this.#owner(assistant)) : undefined;
  }

  isSearchedHere(assistant: Assistant, connection: Connection): boolean {
    return assistant.knowledge.length > 0 && this.#searchable(assistant, connection) === undefined;
  }

  prepared(assistant: Assistant, connection: Connection): ReturnType<TurnKnowledge['prepared']> {
    const store = assistant.knowledge.length === 0 ? undefined : this.#searchable(assistant, connection);
    return store === undefined ? { assistant } : withStore(assistant, connection, store);
  }

  passages(assistant: Assistant, question: string, signal: AbortSignal): Promise<readonly Passage[]> {
    return this.#parts.passages.find(assistant, question, signal);
  }

  /** Removes what is kept for the search on this machine of assistants that are not among these any more, or know no files. Throws FailureError. */
  tidy(assistants: readonly Assistant[]): Promise<void> {
    return this.#parts.passages.tidy(assistants);
  }

  origin(assistant: Assistant, connection: Connection, fileId: string): { readonly path: string; readonly hash: string } | undefined {
    const { memory, states } = this.#parts;
    const own = assistant.knowledge.length === 0 ? [] : states.entries(connection.id, this.#owner(assistant));
    const file = own.find((entry) => entry.fileId === fileId) ?? memory.uploads(connection.id).find((kept) => kept.fileId === fileId);
    return file === undefined ? undefined : { path: file.path, hash: file.hash };
  }

  missed(assistant: Assistant, connection: Connection, words: string): boolean {
    const store = this.storeOf(assistant, connection);
    if (store === undefined || !words.includes(store)) return false;
    this.forget(assistant, connection);
    return true;
  }

  /** Forgets the vector store; the files are searched on this machine again. Nothing is deleted anywhere. */
  forget(assistant: Assistant, connection: Connection): void {
    this.#parts.states.forget(connection.id, this.#owner(assistant));
  }

  /** The vector store is no longer at the connection: whoever's knowledge it held is searched on this machine again. */
  lost(connectionId: string, storeId: string): void {
    const owner = this.#parts.memory.stores(connectionId).find((kept) => kept.storeId === storeId);
    if (owner !== undefined) this.#parts.states.forget(connectionId, owner);
  }

  /** What is known of where the assistant's files stand at the connection, by path; before a sync, only those that it cannot know. */
  states(assistant: Assistant, connection: Connection): readonly KnownFileState[] {
    const refused = this.refused(assistant).map(({ path, reason }): KnownFileState => ({ path, state: { state: 'failed', reason } }));
    const known = this.#parts.states.list(connection.id, this.#owner(assistant)).filter(({ path }) => refused.every((each) => each.path !== path));
    return [...known, ...refused].toSorted((one, other) => one.path.localeCompare(other.path));
  }

  /** Asks the server how the assistant's files stand there, where they were synced and no sync is running; a vector store that is gone is forgotten. Throws FailureError. */
  async refresh(assistant: Assistant, connection: Connection, signal: AbortSignal): Promise<void> {
    const store = this.storeOf(assistant, connection);
    if (store === undefined || this.isSyncing(assistant, connection)) return;
    const stored = await this.#parts.sync.look(connection.id, store, signal);
    if (this.storeOf(assistant, connection) !== store || this.isSyncing(assistant, connection)) return;
    if (stored === undefined) this.forget(assistant, connection);
    else this.#parts.states.renew(connection.id, this.#owner(assistant), stored);
  }

  /** The assistant's files on this machine. */
  list(assistant: Assistant, signal: AbortSignal): Promise<readonly KnowledgeFile[]> {
    return this.#parts.files.list(assistant, signal);
  }

  /** How many files a sync would have something to do for: those of the assistant that are not at the connection as they are now, and those that are there and no longer here. */
  async changed(assistant: Assistant, connection: Connection, signal: AbortSignal): Promise<number> {
    const { memory, states } = this.#parts;
    const owner = this.#owner(assistant);
    return knowledgeDifferences(await this.list(assistant, signal), states.entries(connection.id, owner), memory.asText(connection.id, owner)).length;
  }

  /** Whether a sync of this assistant's files is running in this window. */
  isSyncing(assistant: Assistant, connection: Connection): boolean {
    return this.#parts.states.isRunning(connection.id, this.#owner(assistant));
  }

  /** Those of these files that a sync would upload, as far as they may leave. */
  toUpload(assistant: Assistant, connection: Connection, files: readonly KnowledgeFile[]): readonly KnowledgeFile[] {
    const { memory } = this.#parts;
    const asText = memory.asText(connection.id, this.#owner(assistant));
    const there = new Set(memory.uploads(connection.id).map(({ hash }) => hash));
    return files.filter((file) => nameAtServer(file, asText) !== undefined && !there.has(file.hash));
  }

  /** Those that it is to know and cannot, as they were found when its files were last listed. */
  refused(assistant: Assistant): readonly RefusedFile[] {
    return this.#parts.files.refused(assistant);
  }

  /** Brings the assistant's files to the connection's server, as far as they may leave; answers how many it has taken out there, which stay uploads. Throws FailureError for what concerns more than one file, and on abort. */
  async sync(assistant: Assistant, connection: Connection, signal: AbortSignal, progress?: SyncAsk['progress']): Promise<number> {
    const owner = this.#owner(assistant);
    const { files: known, gate, memory, states, sync } = this.#parts;
    const all = await this.list(assistant, signal);
    const refused = known.refused(assistant).find(({ isPattern }) => isPattern);
    // What is there of its files would be taken out.
    if (refused !== undefined) throw new FailureError({ kind: 'tooLarge', message: refused.reason, action: 'openAssistant' });
    const files = await passedFiles(gate, connection, assistant.id, all, known, signal);
    for (const { file, text } of files.passed) if (text !== undefined) this.#texts.set(file.hash, text);
    const tell = states.begin(connection.id, owner, all, files);
    let ended: typeof all | undefined;
    const removed = new Set<string>();
    try {
      await sync.run({ connectionId: connection.id, owner, files: files.passed.map(({ file }) => file), asText: memory.asText(connection.id, owner), removed: (fileId) => { removed.add(fileId); }, ...(progress === undefined ? {} : { progress }) }, tell, signal);
      ended = all;
      return removed.size;
    } finally {
      states.end(connection.id, owner, ended);
      this.#ended.fire({ assistantId: assistant.id, isWhole: ended !== undefined });
    }
  }

  /** What goes in the place of a file, where its secrets were replaced. */
  replacement({ hash }: KnowledgeFile): string | undefined {
    return this.#texts.get(hash);
  }

  /** From now on, files with the endings of these paths go as text. */
  sendAsText(assistant: Assistant, connection: Connection, paths: readonly string[]): void {
    const owner = this.#owner(assistant);
    const { memory } = this.#parts;
    memory.keepAsText(connection.id, owner, new Set([...memory.asText(connection.id, owner), ...paths.map((path) => endingOf(path))]));
  }

  /** The vector store that the server is to search. */
  #searchable(assistant: Assistant, connection: Connection): string | undefined {
    return this.canSync(connection) && placeOfStore(assistant, connection) !== undefined ? this.#parts.memory.searchableStore(connection.id, this.#owner(assistant)) : undefined;
  }

  #owner({ id, name }: Assistant): KnowledgeOwner {
    const { marks } = this.#parts;
    return { assistantId: id, name, workspace: marks.workspace(), ...(isPersonal(id) ? { person: marks.person() } : {}) };
  }
}

function isPersonal(assistantId: string): boolean {
  return assistantId.startsWith('personal/');
}

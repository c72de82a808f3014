import { Emitter } from '../shared/lifetime.ts';
import { ownerMark, type KnowledgeFile, type KnowledgeOutcome, type KnowledgeOwner, type KnowledgeState, type StoredFile } from './knowledge.ts';
import type { PassedFiles } from './knowledgeGate.ts';
import type { KnowledgeManifest, ManifestEntry } from './knowledgeManifest.ts';
import type { KnowledgeMemory } from './knowledgeMemory.ts';
import { failureOf } from './knowledgePlan.ts';
import type { TellState } from './knowledgeRun.ts';

/** Where a file of an assistant's knowledge stands. */
export interface KnownFileState {
  readonly path: string;
  readonly state: KnowledgeState;
}

/** Where the files of assistants stand at servers: what the manifest holds, and what a sync is just doing. */
export class KnowledgeStates {
  readonly #manifest: KnowledgeManifest;
  readonly #memory: KnowledgeMemory;
  readonly #running = new Map<string, Map<string, KnowledgeState>>();
  readonly #changed = new Emitter<null>();
  /** The state of a file is another. */
  readonly onChange = this.#changed.on;

  constructor(manifest: KnowledgeManifest, memory: KnowledgeMemory) {
    this.#manifest = manifest;
    this.#memory = memory;
  }

  /** By path. */
  list(connectionId: string, owner: KnowledgeOwner): readonly KnownFileState[] {
    const kept = this.#manifest.list(connectionId, owner).map(({ path, outcome }) => [path, outcome] as const);
    const states = new Map<string, KnowledgeState>([...kept, ...(this.#running.get(keyOf(connectionId, owner)) ?? [])]);
    return [...states].map(([path, state]) => ({ path, state })).toSorted((one, other) => one.path.localeCompare(other.path));
  }

  /** What the manifest holds. */
  entries(connectionId: string, owner: KnowledgeOwner): readonly ManifestEntry[] {
    return this.#manifest.list(connectionId, owner);
  }

  isRunning(connectionId: string, owner: KnowledgeOwner): boolean {
    return this.#running.has(keyOf(connectionId, owner));
  }

  /** Notes what a sync of these files tells. Until it ends otherwise, a file that is waiting or being uploaded counts as missing. */
  begin(connectionId: string, owner: KnowledgeOwner, all: readonly KnowledgeFile[], { passed, held }: PassedFiles): TellState {
    const running = new Map<string, KnowledgeState>();
    this.#running.set(keyOf(connectionId, owner), running);
    const originals = new Map(all.map(({ path, hash }) => [path, hash]));
    const replaced = new Set(passed.flatMap(({ file, text }) => (text === undefined ? [] : [file.path])));
    const tell: TellState = ({ path, hash }, state, fileId) => {
      const outcome: KnowledgeOutcome = state.state === 'waiting' || state.state === 'uploading' ? { state: 'missing' } : state;
      if (outcome === state) running.delete(path);
      else running.set(path, state);
      this.#manifest.keep(connectionId, owner, {
        path, hash: originals.get(path) ?? hash, outcome, ...(fileId === undefined ? {} : { fileId }), ...(replaced.has(path) ? { replaced: true } : {}),
      });
      this.#changed.fire(null);
    };
    for (const { file, reason } of held) tell(file, { state: 'heldBack', reason });
    return tell;
  }

  /** Nothing is under way any more. `files`: those that the store holds now and no others, where the sync came to its end. */
  end(connectionId: string, owner: KnowledgeOwner, files?: readonly KnowledgeFile[]): void {
    this.#running.delete(keyOf(connectionId, owner));
    const paths = new Set(files?.map(({ path }) => path));
    for (const { path } of files === undefined ? [] : this.#manifest.list(connectionId, owner)) if (!paths.has(path)) this.#manifest.drop(connectionId, owner, path);
    this.#memory.keepSearchable(connectionId, owner, this.#manifest.list(connectionId, owner).some(({ outcome }) => outcome.state === 'ready'));
    this.#changed.fire(null);
  }

  /** Takes over how files stand at the server now. */
  renew(connectionId: string, owner: KnowledgeOwner, stored: readonly StoredFile[]): void {
    const there = new Map(stored.map((file) => [file.fileId, file]));
    const all = this.#manifest.list(connectionId, owner);
    const renewed = all.map((entry): ManifestEntry => (entry.fileId === undefined ? entry : { ...entry, outcome: outcomeOf(there.get(entry.fileId)) }));
    const changed = renewed.filter((entry, index) => JSON.stringify(entry.outcome) !== JSON.stringify(all[index]?.outcome));
    for (const entry of changed) this.#manifest.keep(connectionId, owner, entry);
    this.#memory.keepSearchable(connectionId, owner, renewed.some(({ outcome }) => outcome.state === 'ready'));
    if (changed.length > 0) this.#changed.fire(null);
  }

  /** Forgets the vector store, and what became of files there. */
  forget(connectionId: string, owner: KnowledgeOwner): void {
    this.#memory.dropStore(connectionId, owner);
    this.#manifest.clear(connectionId, owner);
    this.#changed.fire(null);
  }
}

function outcomeOf(file: StoredFile | undefined): KnowledgeOutcome {
  if (file?.status === 'completed') return { state: 'ready' };
  if (file?.status === 'in_progress') return { state: 'inProgress' };
  return file?.status === 'failed' ? { state: 'failed', reason: failureOf(file) } : { state: 'missing' };
}

function keyOf(connectionId: string, owner: KnowledgeOwner): string {
  return JSON.stringify([connectionId, ownerMark(owner)]);
}

import { Assistants, type AssistantEntry, type AssistantShelf } from '../../src/core/assistants.ts';
import type { BackEnd, Engine, EngineEvent, Turn } from '../../src/core/engine.ts';
import type { AttachmentStore, Log, ThreadHead, ThreadStore } from '../../src/core/stores.ts';
import { Emitter } from '../../src/shared/lifetime.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';

/** A store that keeps threads in memory; `full` makes the disk say no. */
export class MemoryThreadStore implements ThreadStore {
  readonly logs = new Map<string, ThreadEvent[]>();
  readonly #heads = new Map<string, ThreadHead>();
  full = false;

  append(events: readonly ThreadEvent[], head: ThreadHead): void {
    if (this.full) throw new FailureError({ kind: 'storage', message: 'The disk is full.', action: 'openLog' });
    this.logs.set(head.id, [...this.read(head.id), ...events]);
    this.#heads.set(head.id, head);
  }

  read(threadId: string): readonly ThreadEvent[] {
    return this.logs.get(threadId) ?? [];
  }

  length(threadId: string): number {
    return this.read(threadId).length;
  }

  heads(): readonly ThreadHead[] {
    return [...this.#heads.values()].toSorted((a, b) => b.updatedAt - a.updatedAt);
  }

  mentions(words: string): boolean {
    return [...this.logs.values()].some((log) => JSON.stringify(log).includes(words));
  }

  purge(threadId: string): void {
    this.logs.delete(threadId);
    this.#heads.delete(threadId);
  }
}

/** An engine that says what it is told to say: events, or an error to throw, or a wait for `go()`. */
export class ScriptedEngine implements Engine {
  readonly turns: Turn[] = [];
  script: readonly (EngineEvent | Error | 'wait')[] = [];
  #go = Promise.withResolvers<null>();

  async *answer(turn: Turn): AsyncGenerator<EngineEvent> {
    this.turns.push(turn);
    for (const step of this.script) {
      if (step === 'wait') await this.#go.promise;
      else if (step instanceof Error) throw step;
      else yield step;
    }
  }

  async forget(): Promise<void> {
    this.script = [];
  }

  /** Ends the waiting. */
  go(): void {
    this.#go.resolve(null);
    this.#go = Promise.withResolvers<null>();
  }
}

/** A log that keeps its lines. */
export class KeptLog implements Log {
  readonly lines: string[] = [];

  info(message: string): void {
    this.lines.push(message);
  }

  error(message: string): void {
    this.lines.push(message);
  }
}

/** A back end around an engine, which has one model and nothing else. */
export function backEndOf(engine: Engine): BackEnd {
  return {
    engine,
    defaultModel: async () => 'model',
    models: async () => [],
    examine: async () => [],
    embed: async () => ({ model: 'model', vector: [], tokens: 0 }),
    complete: async () => ({ model: 'model', text: '', cut: false }),
    countTokens: async () => undefined,
  };
}

/** A shelf with these assistants; `put` lays others on it. */
export class FakeShelf implements AssistantShelf {
  entries: readonly AssistantEntry[];
  readonly #changed = new Emitter<null>();
  readonly onChange = this.#changed.on;

  constructor(entries: readonly AssistantEntry[] = []) {
    this.entries = entries;
  }

  async read(): Promise<readonly AssistantEntry[]> {
    return this.entries;
  }

  put(entries: readonly AssistantEntry[]): void {
    this.entries = entries;
    this.#changed.fire(null);
  }
}

/** The catalogue over a shelf, with a default that is forgotten with it. */
export function assistantsOf(shelf: AssistantShelf): Assistants {
  let chosen: string | undefined;
  return new Assistants(shelf, { get: () => chosen, set: (id) => { chosen = id; } });
}

/** Keeps bytes in memory, under names that are as long as hashes. */
export class KeptBytes implements AttachmentStore {
  readonly kept = new Map<string, Uint8Array>();

  async keep(bytes: Uint8Array): Promise<string> {
    const hash = bytes.reduce((sum, byte) => (sum * 31 + byte) % 0xffff_fffb, 7).toString(16).padStart(64, '0');
    this.kept.set(hash, bytes);
    return hash;
  }

  async read(hash: string): Promise<Uint8Array | undefined> {
    return this.kept.get(hash);
  }

  async drop(hash: string): Promise<void> {
    this.kept.delete(hash);
  }
}

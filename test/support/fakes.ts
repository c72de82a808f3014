import { createHash } from 'node:crypto';
import { Assistants, type AssistantEntry, type AssistantShelf } from '../../src/core/assistants.ts';
import type { BackEnds, Ready } from '../../src/core/backEnds.ts';
import type { BackEnd, Engine, EngineEvent, Turn } from '../../src/core/engine.ts';
import { Gate } from '../../src/core/gate.ts';
import type { HostParts } from '../../src/core/hostParts.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { Outputs } from '../../src/core/outputs.ts';
import type { Found } from '../../src/core/said.ts';
import type { SentRequest } from '../../src/core/sentRequest.ts';
import type { ServerRecord } from '../../src/core/serverRecord.ts';
import type { Appended, Appending, AttachmentStore, DeskContents, DeskPapers, DeskStore, Log, OutputStore, SentStore, ThreadHead, ThreadStore } from '../../src/core/stores.ts';
import type { Threads } from '../../src/core/threads.ts';
import { Emitter } from '../../src/shared/lifetime.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';

/** A store that keeps threads in memory; `full` makes the disk say no. */
export class MemoryThreadStore implements ThreadStore {
  readonly logs = new Map<string, ThreadEvent[]>();
  readonly #heads = new Map<string, ThreadHead>();
  full = false;

  append(events: readonly ThreadEvent[], head: ThreadHead, { after, refuse }: Appending): Appended {
    if (this.full) throw new FailureError({ kind: 'storage', message: 'The disk is full.', action: 'openLog' });
    const before = this.read(head.id);
    if (after !== undefined && after > 0 && before.length === 0) throw new FailureError({ kind: 'notFound', message: 'This thread is no longer there.', action: 'newThread' });
    const missed = after === undefined ? [] : before.slice(after);
    if (refuse?.(missed) === true) throw new FailureError({ kind: 'busy', message: 'Another window goes on with this answer.', action: 'retry' });
    this.logs.set(head.id, [...before, ...events]);
    this.#heads.set(head.id, head);
    return { length: before.length + events.length, missed };
  }

  read(threadId: string, after?: number, until?: number): readonly ThreadEvent[] {
    return (this.logs.get(threadId) ?? []).slice(after, until);
  }

  length(threadId: string): number {
    return this.logs.get(threadId)?.length ?? 0;
  }

  heads(): readonly ThreadHead[] {
    return [...this.#heads.values()].toSorted((a, b) => b.updatedAt - a.updatedAt);
  }

  search(query: string): readonly Found[] {
    return this.heads().filter(({ title }) => title.includes(query)).map(({ id, title, updatedAt }) => ({ threadId: id, title, updatedAt, snippet: title }));
  }

  mentions(words: string): boolean {
    return [...this.logs.values()].some((log) => JSON.stringify(log).includes(words));
  }

  purge(threadId: string): void {
    this.logs.delete(threadId);
    this.#heads.delete(threadId);
  }

  namesOutput(hash: string): boolean {
    return [...this.logs.values()].flat().some((event) => event.type === 'produced' && event.output.hash === hash);
  }
}

/** A place for outputs in memory; `full` makes the disk say no. */
export class MemoryOutputStore implements OutputStore {
  readonly contents = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly renewed: string[] = [];
  full = false;
  /** What keeps the disk busy before it removes anything. */
  busy: Promise<null> | undefined;

  async keep(bytes: AsyncIterable<Uint8Array>): Promise<{ readonly hash: string; readonly bytes: number }> {
    const pieces: Uint8Array[] = [];
    for await (const piece of bytes) pieces.push(piece);
    if (this.full) throw new FailureError({ kind: 'storage', message: 'The disk is full.', action: 'openLog' });
    const all = Buffer.concat(pieces);
    const hash = createHash('sha256').update(all).digest('hex');
    this.contents.set(hash, Uint8Array.from(all));
    return { hash, bytes: all.length };
  }

  async read(hash: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
    return this.contents.get(hash);
  }

  async renew(hash: string): Promise<void> {
    this.renewed.push(hash);
  }

  async sweep(isNamed: (hash: string) => boolean, gone: ReadonlySet<string>): Promise<void> {
    await this.busy;
    for (const hash of gone) if (!isNamed(hash)) this.contents.delete(hash);
  }
}

/** A place for desks in memory. */
export class MemoryDeskStore implements DeskStore {
  readonly #desks = new Map<string, DeskContents>();
  readonly #papers = new Map<string, Partial<DeskPapers>>();

  readDesk(workspace: string): DeskContents | undefined {
    return this.#desks.get(workspace);
  }

  writeDesk(workspace: string, contents: DeskContents): void {
    this.#desks.set(workspace, contents);
  }

  readPaper<Kind extends keyof DeskPapers>(workspace: string, threadId: string, kind: Kind): DeskPapers[Kind] | undefined {
    return this.#papers.get(`${workspace}/${threadId}`)?.[kind];
  }

  writePaper<Kind extends keyof DeskPapers>(workspace: string, threadId: string, kind: Kind, paper: DeskPapers[Kind]): void {
    this.#papers.set(`${workspace}/${threadId}`, { ...this.#papers.get(`${workspace}/${threadId}`), [kind]: paper });
  }

  forgetPapers(threadId: string): void {
    for (const key of this.#papers.keys()) if (key.endsWith(`/${threadId}`)) this.#papers.delete(key);
  }

  papersMention(words: string): boolean {
    return [...this.#papers.values()].some((papers) => JSON.stringify(papers).includes(words));
  }
}

/** Keeps what was sent in memory. */
export class MemorySentStore implements SentStore {
  readonly #sent = new Map<string, readonly SentRequest[]>();

  keep(_threadId: string, answerId: string, request: SentRequest): void {
    this.#sent.set(answerId, [...this.sentFor(answerId), request]);
  }

  sentFor(answerId: string): readonly SentRequest[] {
    return this.#sent.get(answerId) ?? [];
  }

  purgeSent(): void {
    this.#sent.clear();
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

/** A record in memory. */
export class MemoryRecord implements ServerRecord {
  readonly #things = new Map<string, unknown>();

  entries(connectionId: string, kind: string): readonly (readonly [string, unknown])[] {
    const prefix = `${connectionId}/${kind}/`;
    return [...this.#things].filter(([key]) => key.startsWith(prefix)).map(([key, value]) => [key.slice(prefix.length), value]);
  }

  put(connectionId: string, kind: string, id: string, value: unknown): void {
    this.#things.set(`${connectionId}/${kind}/${id}`, value);
  }

  remove(connectionId: string, kind: string, id: string): void {
    this.#things.delete(`${connectionId}/${kind}/${id}`);
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
    preview: async () => [],
    defaultModel: async () => 'model',
    models: async () => [],
    examine: async () => [],
    embed: async () => ({ model: 'model', vector: [], tokens: 0 }),
    complete: async () => ({ model: 'model', texts: [], cut: false }),
    countTokens: async () => undefined,
    countContext: async () => undefined,
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

/** A gate at which nothing may stand in the way. */
export function quietGate(): Gate {
  return new Gate(async (obstacles) => {
    throw new Error(`Nobody is there to decide on ${obstacles.map(({ name }) => name).join(', ')}.`);
  });
}

/** Back ends of which the same one always answers. */
export function backEndsOf(ready: () => Ready): Pick<BackEnds, 'answering' | 'connectionOf' | 'knownModel' | 'of'> {
  return { answering: async () => ready(), connectionOf: () => ready().connection, knownModel: ({ model }) => model, of: async () => ready().backEnd };
}

/** No connection at all, for what was made to be asked for again. */
export const noBackEnds: Pick<BackEnds, 'connections' | 'of'> = { connections: [], of: async () => { throw new Error('There are no connections.'); } };

/** Outputs that are kept in memory. */
export function quietOutputs(threads: Threads): Outputs {
  return new Outputs({ threads, backEnds: noBackEnds, store: new MemoryOutputStore(), log: new KeptLog(), explain: failureOf });
}

/** What a page can ask of VS Code, where nothing of it is wanted. */
export const quietSurface: Omit<HostParts, 'threads' | 'chat' | 'desk' | 'attachments' | 'assistants' | 'status' | 'workspace' | 'explain'> = {
  files: { find: async () => ({ matches: [] }) },
  currentEditor: { view: { following: 'off' }, look: async () => undefined, follow: async () => undefined, onChange: () => ({ dispose: () => undefined }) },
  readAgain: async () => undefined,
  askChanged: async () => undefined,
  attachmentStore: new KeptBytes(),
  drop: async () => undefined,
  attachFound: async () => undefined,
  act: async () => undefined,
  use: () => undefined,
  runCommand: async () => undefined,
  prompts: { list: async () => [], fill: async () => ({ text: '', gaps: [] }) },
  attach: async () => undefined,
  chooseForm: async () => undefined,
  openAttachment: async () => undefined,
  askResult: async () => undefined,
  inspector: { showPast: async () => undefined, showUpcoming: async () => undefined },
  messages: { compare: async () => undefined, copy: async () => undefined, fork: async () => undefined, regenerate: async () => undefined, remove: async () => undefined },
  meter: { check: async () => undefined },
  queue: { add: () => undefined, before: (_threadId, work) => work(), isGoing: () => false, move: () => undefined, of: () => [], onChange: () => ({ dispose: () => undefined }), remove: () => undefined, sendNow: async () => undefined, view: () => ({ prompts: [] }) },
  metering: { follow: () => ({ dispose: () => undefined }), touch: () => undefined },
  rooms: { dropLargest: async () => undefined, sumUp: async () => undefined, summarise: async () => undefined, trim: async () => undefined, trimOldest: async () => undefined },
  codeUses: { use: async () => undefined, openAnswer: async () => undefined, openSymbol: async () => undefined },
  places: { find: async (names) => names.map(() => undefined), open: async () => undefined },
  codeTheme: { colors: async () => ({}), onChange: () => ({ dispose: () => undefined }) },
  openCitation: async () => undefined,
  openLink: async () => undefined,
  outputs: { find: () => { throw new Error('There is no output.'); }, image: async () => { throw new Error('There is no image.'); }, takeAgain: async () => undefined },
  outputFiles: { open: async () => undefined, save: async () => undefined },
};

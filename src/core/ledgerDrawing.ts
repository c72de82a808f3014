import type { FailureKind } from '../shared/failure.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';
import type { BackEnds } from './backEnds.ts';
import type { Connection } from './connections.ts';
import type { BackEnd } from './engine.ts';
import { usesByFile } from './fileUses.ts';
import type { KnowledgeMemory } from './knowledgeMemory.ts';
import { inLanes } from './lanes.ts';
import { placeOf, type LedgerEntry } from './ledgerEntry.ts';
import { namers, ownershipFor, ownershipOf, type Surroundings, type User } from './ledgerOwners.ts';
import { failureOf } from './outcomes.ts';
import type { Upload, Uploads } from './uploads.ts';
import { ourMark, type VectorStore, type VectorStores } from './vectorStores.ts';

/** What servers are asked with. */
export interface DrawingParts {
  readonly backEnds: Pick<BackEnds, 'of'>;
  readonly uploads: Uploads;
  readonly memory: Pick<KnowledgeMemory, 'stores'>;
  readonly around: Surroundings;
}

/** Objects that are asked for at the same time. */
const lanes = 4;

/** How long a server is waited for each time, in milliseconds. */
const patience = 30_000;

/** Failures after which a server is asked for nothing more. */
const ofWholeServer: ReadonlySet<FailureKind> = new Set(['keyRefused', 'noCredit', 'noKey', 'offline', 'rateLimited', 'redirected', 'settings', 'stalled']);

/** What a server says that has no such thing. */
const ofNoSuchThing: ReadonlySet<FailureKind> = new Set(['notFound', 'notSupported', 'notThisApi']);

/** One drawing of the ledger: all servers are asked for all that they have of ours. What one of them does not tell hides nothing else. */
export class LedgerDrawing {
  readonly #parts: DrawingParts;
  readonly #signal: AbortSignal;
  readonly #entries: LedgerEntry[] = [];
  readonly #problems = new Set<string>();
  /** What uses a thing, by address and id. */
  readonly #users = new Map<string, readonly User[]>();
  /** The addresses where not all that may use a thing could be asked. */
  readonly #unsure = new Set<string>();
  /** The connections of servers that are asked no more. */
  readonly #lost = new Set<string>();

  constructor(parts: DrawingParts, signal: AbortSignal) {
    this.#parts = parts;
    this.#signal = signal;
  }

  /** Asks them all. Throws on abort alone. */
  async ask(connections: readonly Connection[]): Promise<{ readonly entries: readonly LedgerEntry[]; readonly problems: readonly string[] }> {
    // What uses a thing is to be known before the thing is told of.
    await this.#each(connections, (connection, backEnd) => this.#assistants(connection, backEnd));
    await this.#each(connections, (connection, backEnd) => this.#stores(connection, backEnd));
    await this.#each(connections, (connection, backEnd) => this.#files(connection, backEnd));
    await this.#each(connections, (connection, backEnd) => this.#containers(connection, backEnd));
    return { entries: this.#entries, problems: [...this.#problems] };
  }

  /** What uses one file, by name. Throws FailureError where not all that may use it could be asked. */
  async usersOf(connection: Connection, fileId: string): Promise<readonly string[]> {
    await this.#each([connection], (_, backEnd) => this.#assistants(connection, backEnd, true));
    await this.#each([connection], (_, backEnd) => this.#stores(connection, backEnd));
    if (this.#problems.size > 0) throw new FailureError({ kind: 'serverError', message: [...this.#problems].join(' '), action: 'retry' });
    return [...this.#usersOf(connection, fileId), ...namers(fileId, this.#parts.around)].map(({ name }) => name);
  }

  async #each(connections: readonly Connection[], ask: (connection: Connection, backEnd: BackEnd) => Promise<void>): Promise<void> {
    await Promise.all(connections.map((connection) => this.#trying(connection, async () => {
      await ask(connection, await this.#parts.backEnds.of(connection));
    })));
    this.#signal.throwIfAborted();
  }

  async #assistants(connection: Connection, { assistants: server }: BackEnd, ofAnyFile = this.#parts.uploads.list(connection.id).length > 0): Promise<void> {
    if (server === undefined) return;
    const all = await this.#listed([], () => server.list(this.#patient));
    for (const { id, createdAt, definition: { name, toolResources }, madeFor } of all) {
      const user: User = { name: t('assistant “{0}”', name === '' ? id : name), need: 'needed' };
      for (const storeId of toolResources?.file_search?.vector_store_ids ?? []) this.#use(connection, storeId, user);
      for (const fileId of toolResources?.code_interpreter?.file_ids ?? []) this.#use(connection, fileId, user);
      if (madeFor === undefined) continue;
      const kind = connection.api === 'agents' ? 'agent' : 'assistant';
      this.#tell(connection, { kind, id, name: name === '' ? id : name, ...ownershipFor(madeFor, this.#parts.around), created: createdAt });
    }
    const { files } = server;
    if (files === undefined || !ofAnyFile) return;
    const uses = await usesByFile(all, (id) => files.list(id, this.#patient));
    for (const [fileId, names] of uses) for (const name of names) this.#use(connection, fileId, { name, need: 'needed' });
  }

  async #stores(connection: Connection, { vectorStores: server }: BackEnd): Promise<void> {
    const remembered = this.#parts.memory.stores(connection.id);
    const mayHaveSome = connection.api === 'responses' || connection.api === 'assistants' || remembered.length > 0 || this.#parts.uploads.list(connection.id).length > 0;
    if (server === undefined || !mayHaveSome) return;
    const marked = await this.#listed([], () => server.find(ourMark, this.#patient));
    const others = remembered.filter(({ storeId }) => !marked.some(({ id }) => id === storeId));
    // Servers that keep no marks know a store by its id alone.
    const unmarked: VectorStore[] = [];
    for (const { storeId, assistantId, workspace } of others) {
      await this.#trying(connection, async () => {
        const found = await this.#listed<VectorStore | undefined>(undefined, () => server.retrieve(storeId, this.#patient));
        if (found !== undefined) unmarked.push({ ...found, marks: { ...found.marks, assistant: assistantId, workspace } });
      });
    }
    for (const store of [...marked, ...unmarked]) await this.#store(connection, server, store, remembered.some(({ storeId }) => storeId === store.id));
  }

  async #store(connection: Connection, server: VectorStores, { id, name, bytes, created, expires, marks }: VectorStore, isRemembered: boolean): Promise<void> {
    const shown = name === '' ? id : name;
    const ownership = ownershipOf({ kind: 'vectorStore', id, marks, isRemembered }, this.#usersOf(connection, id), this.#parts.around, !this.#unsure.has(connection.baseUrl));
    this.#tell(connection, { kind: 'vectorStore', id, name: shown, ...ownership, bytes, created, expires: expires ?? 'never' });
    await this.#trying(connection, async () => {
      for (const file of await server.files(id, this.#patient)) this.#use(connection, file.id, { name: t('vector store “{0}”', shown), need: ownership.need });
    }, shown);
  }

  async #files(connection: Connection, { files: server }: BackEnd): Promise<void> {
    const uploads = this.#parts.uploads.list(connection.id);
    if (server === undefined || uploads.length === 0) return;
    const gone: string[] = [];
    await inLanes(uploads, lanes, (upload) => this.#trying(connection, async () => {
      try {
        const { name, bytes, created, expires, purpose } = await server.retrieve(upload.fileId, this.#patient);
        this.#tellFile(connection, { ...upload, name, purpose }, { created, expires: expires ?? 'never', ...(bytes === undefined ? {} : { bytes }) });
      } catch (error) {
        const { kind } = failureOf(error);
        if (kind === 'notFound') {
          gone.push(upload.fileId);
          return;
        }
        if (!ofWholeServer.has(kind)) this.#tellFile(connection, upload, {});
        throw error;
      }
    }, upload.name));
    if (gone.length === 0 || this.#lost.has(connection.id)) return;
    // A server that says of all things that they are not there has lost nothing: it is asked for its list before anything is forgotten.
    await server.list(this.#patient);
    for (const fileId of gone) this.#parts.uploads.drop(connection.id, fileId);
  }

  #tellFile(connection: Connection, { fileId, name, path, purpose }: Upload, more: Pick<LedgerEntry, 'bytes' | 'created' | 'expires'>): void {
    const ownership = ownershipOf({ kind: 'file', id: fileId, path, purpose }, this.#usersOf(connection, fileId), this.#parts.around, !this.#unsure.has(connection.baseUrl));
    this.#tell(connection, { kind: 'file', id: fileId, name, ...ownership, ...more });
  }

  async #containers(connection: Connection, { containers: server }: BackEnd): Promise<void> {
    const all = (await server?.list(this.#patient)) ?? [];
    // No server says for whom code ran.
    for (const { id, name, ...times } of all) this.#tell(connection, { kind: 'container', id, name: name === '' ? id : name, owner: t('Where the code of answers runs'), users: [], need: 'unknown', ...times });
  }

  #tell(connection: Connection, entry: Omit<LedgerEntry, 'connections' | 'place'>): void {
    this.#entries.push({ ...entry, connections: [connection], place: placeOf([connection]) });
  }

  #use({ baseUrl }: Connection, id: string, user: User): void {
    const key = JSON.stringify([baseUrl, id]);
    const known = this.#users.get(key) ?? [];
    if (!known.some(({ name }) => name === user.name)) this.#users.set(key, [...known, user]);
  }

  #usersOf({ baseUrl }: Connection, id: string): readonly User[] {
    return this.#users.get(JSON.stringify([baseUrl, id])) ?? [];
  }

  get #patient(): AbortSignal {
    return AbortSignal.any([this.#signal, AbortSignal.timeout(patience)]);
  }

  /** What a server lists; `none` at one that has no such list. */
  async #listed<Answer>(none: Answer, ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await ask();
    } catch (error) {
      if (!ofNoSuchThing.has(failureOf(error).kind)) throw error;
      return none;
    }
  }

  /** Asks a server for something of its own, unless it is lost; `name`: what it is asked about. */
  async #trying(connection: Connection, ask: () => Promise<void>, name?: string): Promise<void> {
    if (this.#lost.has(connection.id) || this.#signal.aborted) return;
    try {
      await ask();
    } catch (error) {
      if (this.#signal.aborted) return;
      this.#unsure.add(connection.baseUrl);
      const { host } = new URL(connection.baseUrl);
      const { kind, message } = failureOf(error);
      const isLate = kind === 'interrupted';
      const isWhole = isLate || ofWholeServer.has(kind);
      if (isWhole) this.#lost.add(connection.id);
      const reason = isLate ? t('{0} did not answer in time.', host) : message;
      this.#problems.add(isWhole || name === undefined ? t('{0} could not be asked: {1}', host, reason) : t('{0} could not be asked about “{1}”: {2}', host, name, reason));
    }
  }
}

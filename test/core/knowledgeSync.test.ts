import { deepEqual, rejects } from 'node:assert/strict';
import type { Attaching, KnowledgeFile, KnowledgeOwner, KnowledgeRecord, KnowledgeServer, StoredFile, Upload } from '../../src/core/knowledge.ts';
import { KnowledgeSync } from '../../src/core/knowledgeSync.ts';
import { FailureError } from '../../src/shared/rpc.ts';

type StoreOfServer = { readonly metadata: Readonly<Record<string, string>>; files: StoredFile[] };

/** A server that reads files in when it is next asked for them; `refuse` makes a method fail for what it is told of. */
class FakeServer implements KnowledgeServer {
  readonly files = new Map<string, string>();
  readonly stores = new Map<string, StoreOfServer>();
  readonly asked: string[] = [];
  refuse: (method: string, what: string) => FailureError | undefined = () => undefined;
  #last = 0;

  async upload({ hash }: KnowledgeFile, name: string): Promise<Pick<Upload, 'fileId' | 'hash'>> {
    this.#note('upload', name);
    const fileId = this.#id('file');
    this.files.set(fileId, name);
    return { fileId, hash };
  }

  async createStore({ metadata }: { readonly metadata: Readonly<Record<string, string>> }): Promise<string> {
    const storeId = this.#id('vs');
    this.#note('createStore', storeId);
    this.stores.set(storeId, { metadata, files: [] });
    return storeId;
  }

  async findStore(metadata: Readonly<Record<string, string>>): Promise<string | undefined> {
    return [...this.stores].find(([, store]) => Object.entries(metadata).every(([key, value]) => store.metadata[key] === value))?.[0];
  }

  async storeFiles(storeId: string): Promise<readonly StoredFile[] | undefined> {
    const store = this.stores.get(storeId);
    const told = store === undefined ? undefined : [...store.files];
    if (store !== undefined) store.files = store.files.map((file) => (file.status === 'in_progress' ? { ...file, status: 'completed' } : file));
    return told;
  }

  async attach(storeId: string, files: readonly Attaching[]): Promise<void> {
    const missing = files.find(({ fileId }) => !this.files.has(fileId));
    if (missing !== undefined || !this.stores.has(storeId)) throw failure('notFound');
    this.#note('attach', files.map(({ fileId }) => fileId).join(' '));
    this.stores.get(storeId)?.files.push(...files.map(({ fileId, attributes: { hash } }): StoredFile => ({ fileId, status: 'in_progress', hash })));
  }

  async detach(storeId: string, fileId: string): Promise<void> {
    this.#note('detach', fileId);
    const store = this.stores.get(storeId);
    if (store !== undefined) store.files = store.files.filter((file) => file.fileId !== fileId);
  }

  #note(method: string, what: string): void {
    const refusal = this.refuse(method, what);
    if (refusal !== undefined) throw refusal;
    this.asked.push(`${method} ${what}`);
  }

  #id(kind: string): string {
    this.#last += 1;
    return `${kind}-${String(this.#last)}`;
  }
}

/** What one machine remembers. */
class MemoryRecord implements KnowledgeRecord {
  #uploads: readonly Upload[] = [];
  readonly #stores = new Map<string, string>();
  readonly unread = new Set<string>();

  uploads(): readonly Upload[] {
    return this.#uploads;
  }

  keepUpload(_connectionId: string, upload: Upload): void {
    this.#uploads = [...this.#uploads, upload];
  }

  dropUpload(_connectionId: string, fileId: string): void {
    this.#uploads = this.#uploads.filter((upload) => upload.fileId !== fileId);
  }

  storeOf(connectionId: string, { assistantId }: KnowledgeOwner): string | undefined {
    return this.#stores.get(`${connectionId} ${assistantId}`);
  }

  keepStore(connectionId: string, { assistantId }: KnowledgeOwner, storeId: string): void {
    this.#stores.set(`${connectionId} ${assistantId}`, storeId);
  }

  keepUnread(connectionId: string, { assistantId }: KnowledgeOwner, isUnread: boolean): void {
    if (isUnread) this.unread.add(`${connectionId} ${assistantId}`);
    else this.unread.delete(`${connectionId} ${assistantId}`);
  }
}

const failure = (kind: 'notFound' | 'offline' | 'requestRefused'): FailureError => new FailureError({ kind, message: `It is ${kind}.`, action: 'retry' });
const file = (path: string, hash = path): KnowledgeFile => ({ path, hash, size: 1, isText: true });
const owner: KnowledgeOwner = { assistantId: 'workspace/tutor', name: 'Tutor', workspace: 'shop' };

/** One machine that syncs with a server. */
class Machine {
  readonly server: FakeServer;
  readonly record = new MemoryRecord();
  readonly states = new Map<string, string[]>();
  readonly #sync: KnowledgeSync;

  constructor(server = new FakeServer()) {
    this.server = server;
    this.#sync = new KnowledgeSync({ server: async () => server, record: this.record, pause: async () => undefined });
  }

  async run(files: readonly KnowledgeFile[], signal = new AbortController().signal, asked: Partial<KnowledgeOwner> = {}): Promise<string | undefined> {
    this.states.clear();
    return this.#sync.run({ connectionId: 'c', owner: { ...owner, ...asked }, files, asText: new Set() }, ({ path }, { state, ...why }) => {
      const words = 'reason' in why && why.reason !== undefined ? `${state}: ${why.reason}` : state;
      this.states.set(path, [...(this.states.get(path) ?? []), words]);
    }, signal);
  }

  /** What was asked of the server in this run. */
  async asked(files: readonly KnowledgeFile[]): Promise<readonly string[]> {
    this.server.asked.length = 0;
    await this.run(files);
    return [...this.server.asked];
  }

  /** The names of the files that the store holds. */
  held(storeId: string | undefined): readonly (string | undefined)[] {
    return this.server.stores.get(storeId ?? '')?.files.map(({ fileId }) => this.server.files.get(fileId)) ?? [];
  }
}

describe('A sync of knowledge', () => {
  it('makes the store at the first file, and tells how each gets there', async () => {
    const machine = new Machine();
    deepEqual([await machine.run([]), machine.server.asked], [undefined, []]);
    const storeId = await machine.run([file('a.md'), file('b.md')]);
    deepEqual(machine.held(storeId), ['a.md', 'b.md']);
    deepEqual(Object.fromEntries(machine.states), { 'a.md': ['waiting', 'uploading', 'inProgress', 'ready'], 'b.md': ['waiting', 'uploading', 'inProgress', 'ready'] });
  });

  it('asks for nothing where all is as it should be', async () => {
    const machine = new Machine();
    await machine.run([file('a.md')]);
    deepEqual([await machine.asked([file('a.md')]), machine.states.get('a.md')], [[], ['ready']]);
  });

  it('has the new version in before it takes the old one out', async () => {
    const machine = new Machine();
    await machine.run([file('a.md', 'one')]);
    deepEqual(await machine.asked([file('a.md', 'two')]), ['upload a.md', 'attach file-3', 'detach file-2']);
  });

  it('sends the same content once, for all paths and all assistants', async () => {
    const machine = new Machine();
    await machine.run([file('a.md', 'same'), file('b.md', 'same')]);
    await machine.run([file('c.md', 'same')], undefined, { assistantId: 'personal/other' });
    deepEqual(machine.server.asked, ['createStore vs-1', 'upload a.md', 'attach file-2', 'createStore vs-3', 'attach file-2']);
  });

  it('finds on another machine what this one has made, and uploads nothing there', async () => {
    const here = new Machine();
    const storeId = await here.run([file('a.md')]);
    const there = new Machine(here.server);
    deepEqual([await there.run([file('a.md')]), here.server.asked], [storeId, ['createStore vs-1', 'upload a.md', 'attach file-2']]);
    deepEqual(there.record.uploads(), here.record.uploads());
  });

  it('makes a store anew that was deleted elsewhere, without another upload (case 130)', async () => {
    const machine = new Machine();
    await machine.run([file('a.md')]);
    machine.server.stores.clear();
    deepEqual(await machine.asked([file('a.md')]), ['createStore vs-3', 'attach file-2']);
  });

  it('uploads again what was deleted at the server, and only that', async () => {
    const machine = new Machine();
    await machine.run([file('a.md'), file('b.md')]);
    machine.server.stores.clear();
    machine.server.files.delete('file-2');
    deepEqual(await machine.asked([file('a.md'), file('b.md')]), ['createStore vs-4', 'upload a.md', 'attach file-5', 'attach file-3']);
    deepEqual(machine.states.get('a.md'), ['waiting', 'uploading', 'inProgress', 'ready']);
  });

  it('goes on with the others when one file is refused', async () => {
    const machine = new Machine();
    machine.server.refuse = (_method, what) => (what === 'bad.md' ? failure('requestRefused') : undefined);
    const storeId = await machine.run([file('bad.md'), file('good.md')]);
    deepEqual([machine.held(storeId), machine.states.get('bad.md')], [['good.md'], ['waiting', 'uploading', 'failed: It is requestRefused.']]);
  });

  it('ends when the server is gone, and goes on from there the next time', async () => {
    const machine = new Machine();
    machine.server.refuse = (method) => (method === 'attach' ? failure('offline') : undefined);
    await rejects(machine.run([file('a.md')]), /offline/);
    machine.server.refuse = () => undefined;
    deepEqual(await machine.asked([file('a.md')]), ['attach file-2']);
  });

  it('stops between two uploads, and the next run sends only the rest', async () => {
    const machine = new Machine();
    const controller = new AbortController();
    const files = Array.from({ length: 12 }, (_, number) => file(`${String(number)}.md`));
    machine.server.refuse = (_method, what) => {
      if (what === '5.md') controller.abort();
      return undefined;
    };
    await rejects(machine.run(files, controller.signal), { name: 'AbortError' });
    const sent = machine.server.files.size;
    machine.server.refuse = () => undefined;
    const again = await machine.asked(files);
    deepEqual([sent > 0 && sent < 12, again.filter((asked) => asked.startsWith('upload')).length], [true, 12 - sent]);
  });

  it('makes one store though it is asked for twice at once', async () => {
    const machine = new Machine();
    deepEqual(await Promise.all([machine.run([file('a.md')]), machine.run([file('a.md')])]), ['vs-1', 'vs-1']);
    deepEqual(machine.server.asked, ['createStore vs-1', 'upload a.md', 'attach file-2']);
  });
});

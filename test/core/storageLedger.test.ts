import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import { readConnections, type ConnectionSettings } from '../../src/core/connections.ts';
import type { BackEnd } from '../../src/core/engine.ts';
import { KnowledgeMemory } from '../../src/core/knowledgeMemory.ts';
import type { Ledger, LedgerEntry } from '../../src/core/ledgerEntry.ts';
import { LettingGo } from '../../src/core/lettingGo.ts';
import type { ServerAssistant } from '../../src/core/serverAssistants.ts';
import type { ServerFile } from '../../src/core/serverFiles.ts';
import { StorageLedger } from '../../src/core/storageLedger.ts';
import { Threads } from '../../src/core/threads.ts';
import { Uploads } from '../../src/core/uploads.ts';
import type { StoreMarks, VectorStore } from '../../src/core/vectorStores.ts';
import type { Bookmark } from '../../src/shared/bookmark.ts';
import type { FailureKind } from '../../src/shared/failure.ts';
import type { Message } from '../../src/shared/message.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { sampleAnswer, samplePrompt } from '../support/chatSamples.ts';
import { assistantsOf, backEndOf, FakeShelf, KeptLog, MemoryRecord, MemoryThreadStore, ScriptedEngine } from '../support/fakes.ts';

const own = { id: 'own', name: 'Own', baseUrl: 'https://own.test/v1', api: 'responses', auth: 'none' };
const same = { ...own, id: 'same', name: 'Same, other key' };
const v2 = { ...own, id: 'v2', name: 'Own, v2', api: 'assistants' };
const { signal } = new AbortController();

const fileOf = (id: string, more: Partial<ServerFile> = {}): ServerFile => ({ id, name: `${id}.md`, bytes: 3, purpose: 'assistants', created: 1, status: 'processed', ...more });
const marked = (assistant: string, workspace = 'tea'): StoreMarks => ({ made_by: 'workspace-assistants', assistant, workspace });
const storeOf = (id: string, marks: StoreMarks): VectorStore => ({ id, name: id, created: 1, status: 'completed', bytes: 5, files: { reading: 0, ready: 1, failed: 0, cancelled: 0, total: 1 }, marks });
const conversation = (id: string, kind: Bookmark['kind'] = 'conversation'): Bookmark => ({ place: 'responses https://own.test/v1', kind, id });
const failing = (kind: FailureKind, message: string): FailureError => new FailureError({ kind, message, action: 'retry' });
const unasked = async (): Promise<never> => { throw new Error('Nobody asks for this.'); };

/** What servers hold, by what they are asked with; `fails`: what is said of an id, or of what is listed, in its place. */
class World {
  files: readonly ServerFile[] = [];
  stores: readonly (readonly [store: VectorStore, fileIds: readonly string[]])[] = [];
  assistants: readonly (ServerAssistant & { readonly fileIds?: readonly string[] })[] = [];
  containers: readonly { readonly id: string; readonly name: string; readonly created: number }[] = [];
  readonly fails = new Map<string, FailureError>();
  readonly removed: string[] = [];
  keepsMarks = true;

  backEnd(connectionId: string): BackEnd {
    const engine = new ScriptedEngine();
    const has = <Item extends { readonly id: string }>(items: readonly Item[], id: string): Item => {
      this.#check(id);
      const item = items.find((one) => one.id === id);
      if (item === undefined) throw failing('notFound', `${id} is not there.`);
      return item;
    };
    const remove = async (id: string): Promise<void> => {
      this.#check(`remove ${id}`);
      this.#check(`${connectionId} remove ${id}`);
      this.removed.push(id);
    };
    const list = <Item>(name: string, items: () => readonly Item[]) => async (): Promise<readonly Item[]> => {
      this.#check(connectionId);
      this.#check(name);
      return items();
    };
    const stores = (): readonly VectorStore[] => this.stores.map(([store]) => store);
    return {
      ...backEndOf({ answer: (turn) => engine.answer(turn), forget: ({ id }) => remove(id) }),
      files: { list: async () => ({ files: await list('files', () => this.files)() }), upload: unasked, content: () => { throw failing('notFound', 'Nothing.'); }, retrieve: async (id) => has(this.files, id), remove },
      vectorStores: {
        create: unasked, update: unasked, attach: unasked, detach: unasked, search: unasked, settled: unasked, remove,
        retrieve: async (id) => has(stores(), id),
        find: list('stores', () => (this.keepsMarks ? stores() : [])),
        files: async (id) => {
          this.#check(`files of ${id}`);
          return (this.stores.find(([store]) => store.id === id)?.[1] ?? []).map((fileId) => ({ id: fileId, status: 'completed', bytes: 3, marks: {} }));
        },
      },
      containers: { list: list('containers', () => this.containers), remove },
      ...(connectionId === 'v2' ? {
        assistants: {
          create: unasked, update: unasked, retrieve: unasked, remove, list: list('assistants', () => this.assistants),
          files: { list: async (id) => this.assistants.find((one) => one.id === id)?.fileIds ?? [], attach: unasked, detach: unasked },
        },
      } : {}),
    };
  }

  #check(subject: string): void {
    const failure = this.fails.get(subject);
    if (failure !== undefined) throw failure;
  }
}

/** A window on a workspace named “tea”. */
class Stage {
  readonly world = new World();
  readonly record = new MemoryRecord();
  readonly uploads = new Uploads(this.record);
  readonly memory = new KnowledgeMemory(this.record, this.uploads);
  readonly lettingGo = new LettingGo(this.record);
  readonly threads = new Threads(new MemoryThreadStore(), new KeptLog());
  readonly shelf = new FakeShelf();
  isRead = true;
  readonly ledger: StorageLedger;

  constructor(...connections: readonly object[]) {
    const settings: ConnectionSettings = { active: 'own', connections: connections.length === 0 ? [own] : connections };
    this.ledger = new StorageLedger({
      backEnds: { connections: readConnections(settings).connections, of: async ({ id }) => this.world.backEnd(id) },
      uploads: this.uploads, memory: this.memory, lettingGo: this.lettingGo, threads: this.threads, assistants: assistantsOf(this.shelf),
      workspace: () => ({ workspace: 'tea', isRead: this.isRead }),
    });
  }

  has(id: string, more: Partial<Assistant> = {}): void {
    this.shelf.put([...this.shelf.entries, { assistant: { ...emptyDefinition, id, name: id.replace(/.*\//, ''), knowledge: ['*.md'], ...more }, place: id.startsWith('personal') ? 'personal' : 'workspace', address: `file:///${id}` }]);
  }

  /** A file that was uploaded from here, and a store for it. */
  uploaded(fileId: string, more: Partial<ServerFile> = {}, connectionId = 'own'): void {
    this.world.files = [...this.world.files, fileOf(fileId, more)];
    this.uploads.keep(connectionId, { fileId, hash: fileId, name: `${fileId}.md`, path: `docs/${fileId}.md`, purpose: 'assistants', at: 1 });
  }

  stores(store: VectorStore, ...fileIds: readonly string[]): void {
    this.world.stores = [...this.world.stores, [store, fileIds]];
  }

  remembers(storeId: string, assistantId: string, workspace = 'tea'): void {
    this.memory.keepStore('own', { assistantId, name: '', workspace }, storeId);
  }

  /** A thread in which these were answered, one after the other. */
  thread(title: string, ...bookmarks: readonly Bookmark[]): void {
    const said = bookmarks.flatMap((bookmark, at): readonly Message[] => [samplePrompt(`${title}-p${String(at)}`, title, at === 0 ? {} : { parentId: `${title}-m${String(at - 1)}` }), sampleAnswer(`${title}-m${String(at)}`, `${title}-p${String(at)}`, 'Yes.', { bookmark, at: 1000 * (at + 1) })]);
    this.threads.create({ type: 'created', at: 1, threadId: title, assistantId: 'a', workspace: '' }, said.map((message) => (message.role === 'user' ? { type: 'prompted', at: 1, message } : { type: 'answering', at: 1, message })));
  }

  draw(): Promise<Ledger> {
    return this.ledger.draw(signal);
  }

  async entry(id: string): Promise<LedgerEntry> {
    const found = (await this.draw()).entries.find((entry) => entry.id === id);
    if (found === undefined) throw new Error(`${id} is not listed.`);
    return found;
  }

  async told(id: string): Promise<readonly [LedgerEntry['need'], string, ...string[]]> {
    const { need, owner, users } = await this.entry(id);
    return [need, owner, ...users];
  }

  async ids(): Promise<readonly string[]> {
    return (await this.draw()).entries.map(({ id }) => id).toSorted((one, other) => one.localeCompare(other));
  }
}

describe('The ledger of what is stored at servers', () => {
  describe('tells of files', () => {
    it('where they came from and which vector store uses them', async () => {
      const stage = new Stage();
      stage.has('workspace/tutor');
      stage.uploaded('file-used', { expires: 9 });
      stage.uploaded('file-unused');
      stage.stores(storeOf('vs_1', marked('workspace/tutor')), 'file-used');
      stage.remembers('vs_1', 'workspace/tutor');
      const { bytes, expires } = await stage.entry('file-used');
      deepEqual([await stage.told('file-used'), bytes, expires], [['needed', 'From docs/file-used.md', 'vector store “vs_1”'], 3, 9]);
      deepEqual(await stage.told('file-unused'), ['unneeded', 'From docs/file-unused.md']);
    });

    it('by what uses one of them: knowledge, an assistant’s file, a thread', async () => {
      const stage = new Stage();
      stage.has('personal/tea', { toolResources: { code_interpreter: { file_ids: ['file-1'] } } });
      stage.stores(storeOf('vs_1', marked('personal/tea')), 'file-1');
      stage.thread('Tea', conversation('conv_1'));
      stage.threads.apply('Tea', [{ type: 'noted', messageId: 'Tea-m0', note: { placed: [{ place: 'files https://own.test/v1', kind: 'file', id: 'file-1' }] } }], { durable: true });
      const [connection] = readConnections({ active: 'own', connections: [own] }).connections;
      ok(connection !== undefined);
      deepEqual([await stage.ledger.usesOf(connection, 'file-1'), await stage.ledger.usesOf(connection, 'file-2')], [['vector store “vs_1”', 'assistant “tea”', 'thread “Tea”'], []]);
      stage.world.fails.set('files of vs_1', failing('serverError', 'It broke down.'));
      await rejects(stage.ledger.usesOf(connection, 'file-2'), /It broke down\./);
    });

    it('that went with a prompt, and the store of them: they are its thread’s, and let go of with its bookmarks', async () => {
      const stage = new Stage();
      stage.uploaded('file-went');
      stage.stores(storeOf('vs_went', { made_by: 'workspace-assistants', of: 'thread' }), 'file-went');
      stage.stores(storeOf('vs_elsewhere', { made_by: 'workspace-assistants', of: 'thread' }));
      stage.thread('Tea', conversation('conv_1'));
      const placed = (['file', 'vectorStore'] as const).map((kind): Bookmark => ({ place: 'files https://own.test/v1', kind, id: kind === 'file' ? 'file-went' : 'vs_went' }));
      stage.threads.apply('Tea', [{ type: 'noted', messageId: 'Tea-m0', note: { placed } }], { durable: true });
      deepEqual([await stage.told('file-went'), await stage.told('vs_went'), await stage.told('vs_elsewhere')], [
        ['needed', 'Of the thread “Tea”', 'vector store “vs_went”'], ['needed', 'Of the thread “Tea”'], ['unknown', 'Of a thread that is not here'],
      ]);
      await stage.ledger.remove([await stage.entry('vs_went')], signal);
      deepEqual(stage.world.removed, ['vs_went']);
    });

    it('that assistants of the server use them, whichever connection to it was used', async () => {
      const stage = new Stage(own, v2);
      stage.uploaded('file-1');
      stage.uploaded('file-2', {}, 'v2');
      stage.world.assistants = [{ id: 'asst_1', createdAt: 1, definition: { ...emptyDefinition, name: 'Librarian', toolResources: { code_interpreter: { file_ids: ['file-1'] } } }, fileIds: ['file-1', 'file-2'] }];
      deepEqual([await stage.told('file-1'), await stage.told('file-2')], [['needed', 'From docs/file-1.md', 'assistant “Librarian”'], ['needed', 'From docs/file-2.md', 'assistant “Librarian”']]);
    });

    it('that an assistant’s own file names them', async () => {
      const stage = new Stage();
      stage.has('personal/coder', { toolResources: { code_interpreter: { file_ids: ['file-1'] } } });
      stage.uploaded('file-1');
      deepEqual(await stage.told('file-1'), ['needed', 'From docs/file-1.md', 'assistant “coder”']);
    });

    it('that they are not needed where only a vector store has them that nothing needs', async () => {
      const stage = new Stage();
      stage.uploaded('file-1');
      stage.stores(storeOf('vs_1', marked('workspace/gone')), 'file-1');
      deepEqual(await stage.told('file-1'), ['unneeded', 'From docs/file-1.md', 'vector store “vs_1”']);
    });

    it('no orphans where what uses them could not be asked, and none of those that went with prompts', async () => {
      const stage = new Stage();
      stage.uploaded('file-1');
      stage.uploaded('file-image', { purpose: 'vision' });
      equal((await stage.entry('file-image')).need, 'unknown');
      stage.stores(storeOf('vs_1', marked('workspace/gone')));
      stage.world.fails.set('files of vs_1', failing('serverError', 'It broke down.'));
      equal((await stage.entry('file-1')).need, 'unknown');
    });

    it('nothing once they were deleted elsewhere, and forgets them', async () => {
      const stage = new Stage();
      stage.uploaded('file-1');
      stage.world.files = [];
      deepEqual([await stage.ids(), stage.uploads.list('own')], [[], []]);
    });
  });

  describe('tells of vector stores', () => {
    it('though nothing was uploaded from this machine', async () => {
      const stage = new Stage();
      stage.stores(storeOf('vs_1', marked('personal/tutor')));
      deepEqual(await stage.ids(), ['vs_1']);
    });

    it('that an assistant here has its knowledge in them, or has none any more', async () => {
      const stage = new Stage();
      stage.has('workspace/tutor');
      stage.has('personal/writer', { knowledge: [] });
      stage.stores(storeOf('vs_1', marked('workspace/tutor')));
      stage.stores(storeOf('vs_2', marked('personal/writer', 'coffee')));
      stage.remembers('vs_1', 'workspace/tutor');
      deepEqual([await stage.told('vs_1'), (await stage.told('vs_2'))[0]], [['needed', 'Knowledge of the assistant “tutor”'], 'unneeded']);
    });

    it('that they are of another workspace, of which nothing can be known here', async () => {
      const stage = new Stage();
      stage.has('workspace/tutor', { knowledge: [] });
      stage.stores(storeOf('vs_1', marked('workspace/tutor', 'coffee 7b0c2f56-3f3e-4d5a-9a51-5cf1d2f0a1c9')));
      deepEqual(await stage.told('vs_1'), ['unknown', 'Knowledge of the assistant “workspace/tutor”, of another workspace: coffee']);
    });

    it('that nothing needs them when the assistant is gone: in a workspace that is read, or of this machine', async () => {
      const stage = new Stage();
      stage.stores(storeOf('vs_1', marked('workspace/gone')));
      stage.stores(storeOf('vs_2', marked('personal/gone', 'coffee')));
      stage.stores(storeOf('vs_3', marked('personal/elsewhere', 'coffee')));
      stage.remembers('vs_2', 'personal/gone', 'coffee');
      const needs = async (): Promise<readonly string[]> => Promise.all(['vs_1', 'vs_2', 'vs_3'].map(async (id) => (await stage.entry(id)).need));
      deepEqual(await needs(), ['unneeded', 'unneeded', 'unknown']);
      stage.isRead = false;
      deepEqual(await needs(), ['unknown', 'unneeded', 'unknown']);
    });

    it('that this machine remembers, at servers that keep no marks', async () => {
      const stage = new Stage();
      stage.has('workspace/tutor');
      stage.world.keepsMarks = false;
      stage.stores(storeOf('vs_1', {}));
      stage.remembers('vs_1', 'workspace/tutor');
      deepEqual(await stage.told('vs_1'), ['needed', 'Knowledge of the assistant “tutor”']);
    });

    it('that were made for an assistant of the server, as long as it is there', async () => {
      const stage = new Stage(v2);
      stage.stores(storeOf('vs_1', { made_by: 'workspace-assistants', server_assistant: 'asst_1' }));
      equal((await stage.entry('vs_1')).need, 'unneeded');
      stage.world.assistants = [{ id: 'asst_1', createdAt: 1, definition: { ...emptyDefinition, name: 'Librarian', toolResources: { file_search: { vector_store_ids: ['vs_1'] } } } }];
      deepEqual(await stage.told('vs_1'), ['needed', 'Made for the server’s assistant asst_1', 'assistant “Librarian”']);
    });
  });

  describe('tells of conversations', () => {
    it('of all branches and of threads in the trash, with the times between which they were used', async () => {
      const stage = new Stage();
      stage.thread('Tea?', conversation('conv_1'), conversation('conv_1'), conversation('conv_2'));
      stage.threads.apply('Tea?', [{ type: 'answering', at: 1, message: sampleAnswer('other', 'Tea?-p0', 'No.', { bookmark: conversation('conv_3') }) }], { durable: true });
      stage.thread('Coffee?', conversation('conv_4'));
      stage.threads.remove('Coffee?');
      const { created, used, expires } = await stage.entry('conv_1');
      deepEqual([created, used, expires, await stage.ids()], [1000, 2000, undefined, ['conv_1', 'conv_2', 'conv_3', 'conv_4']]);
      deepEqual([await stage.told('conv_3'), await stage.told('conv_4')], [['needed', 'Of the thread “Tea?”'], ['needed', 'Of the thread “Coffee?”, in the trash']]);
    });

    it('the stored responses of a thread together', async () => {
      const stage = new Stage();
      stage.thread('Tea?', conversation('resp_1', 'response'), conversation('resp_2', 'response'));
      const { kind, bookmarks } = await stage.entry('resp_1');
      deepEqual([await stage.ids(), kind, bookmarks?.map(({ id }) => id)], [['resp_1'], 'response', ['resp_1', 'resp_2']]);
    });

    it('once, though several connections lead to them, and those to which none leads any more', async () => {
      const stage = new Stage(own, same);
      stage.thread('Tea?', conversation('conv_1'));
      stage.thread('Coffee?', { ...conversation('conv_2'), place: 'responses https://gone.test/v1' });
      deepEqual((await stage.draw()).entries.map(({ id, place }) => `${id} ${place}`).toSorted((one, other) => one.localeCompare(other)), ['conv_1 Own, Same, other key', 'conv_2 gone.test']);
    });

    it('that a server still keeps though their thread is gone', async () => {
      const stage = new Stage();
      stage.lettingGo.threadsGone([conversation('conv_1'), conversation('conv_2')], 7);
      stage.lettingGo.letGo(conversation('conv_1'));
      deepEqual([await stage.ids(), await stage.told('conv_2')], [['conv_2'], ['unneeded', 'Of a thread that was deleted here']]);
    });
  });

  it('tells of assistants that were made for those here, and of containers', async () => {
    const stage = new Stage(v2);
    stage.has('workspace/tutor');
    stage.world.assistants = [
      { id: 'asst_1', createdAt: 1, definition: { ...emptyDefinition, name: 'Tutor' }, madeFor: 'workspace/tutor' }, { id: 'asst_2', createdAt: 1, definition: { ...emptyDefinition, name: 'Other' }, madeFor: 'workspace/other' },
      { id: 'asst_3', createdAt: 1, definition: { ...emptyDefinition, name: 'The user’s own' } },
    ];
    stage.world.containers = [{ id: 'cntr_1', name: 'auto', created: 1 }];
    deepEqual(await stage.ids(), ['asst_1', 'asst_2', 'cntr_1']);
    deepEqual([await stage.told('asst_1'), await stage.told('asst_2')], [['needed', 'Made for the assistant “tutor”'], ['unknown', 'Made for an assistant that is not here, workspace/other']]);
  });

  describe('at servers that do not tell all', () => {
    it('tells of the rest, and lists what this machine knows of what is kept back', async () => {
      const stage = new Stage();
      stage.uploaded('file-1');
      stage.uploaded('file-bad');
      stage.stores(storeOf('vs_bad', marked('workspace/gone')));
      stage.world.fails.set('file-bad', failing('serverError', 'It broke down.'));
      stage.world.fails.set('files of vs_bad', failing('serverError', 'It broke down.'));
      stage.world.fails.set('containers', failing('requestRefused', 'Not for you.'));
      deepEqual([await stage.ids(), [...(await stage.draw()).problems].toSorted()], [
        ['file-1', 'file-bad', 'vs_bad'], ['own.test could not be asked about “file-bad.md”: It broke down.', 'own.test could not be asked about “vs_bad”: It broke down.', 'own.test could not be asked: Not for you.'],
      ]);
    });

    it('says once that nobody answers, tells of the other servers, and forgets nothing', async () => {
      const stage = new Stage(own, { ...own, id: 'down', name: 'Down', baseUrl: 'https://down.test/v1' });
      stage.stores(storeOf('vs_1', marked('personal/tutor')));
      stage.uploaded('file-1', {}, 'down');
      stage.uploaded('file-2', {}, 'down');
      stage.world.fails.set('down', failing('offline', 'Nobody answers.'));
      const { entries, problems } = await stage.draw();
      deepEqual([entries.map(({ id }) => id), problems, stage.uploads.list('down').length], [['vs_1'], ['down.test could not be asked: Nobody answers.'], 2]);
    });

    it('takes a server without such an endpoint for one that has none', async () => {
      const stage = new Stage(v2);
      stage.world.fails.set('assistants', failing('notThisApi', 'There is none.'));
      stage.world.fails.set('stores', failing('notSupported', 'There is none.'));
      deepEqual(await stage.draw(), { entries: [], problems: [] });
    });

    it('ends with the signal', async () => {
      await rejects(new Stage().ledger.draw(AbortSignal.abort(new Error('Stopped.'))), /Stopped\./);
    });
  });

  describe('deletes', () => {
    it('each where it lies, and says what came of all; what is gone already is as good as deleted', async () => {
      const stage = new Stage();
      stage.uploaded('file-1');
      stage.uploaded('file-2');
      stage.stores(storeOf('vs_1', marked('workspace/gone')));
      stage.thread('Tea?', conversation('conv_1'));
      stage.world.containers = [{ id: 'cntr_1', name: 'auto', created: 1 }];
      stage.world.fails.set('remove vs_1', failing('notFound', 'It is not there.'));
      stage.world.fails.set('remove file-1', failing('serverError', 'It broke down.'));
      const told: string[] = [];
      stage.ledger.onRemove((removed) => { told.push(...removed.map(({ id }) => id)); });
      const { removed, kept } = await stage.ledger.remove((await stage.draw()).entries, signal);
      deepEqual([stage.world.removed.toSorted(), removed.map(({ id }) => id).toSorted(), kept.map(({ entry: { id }, reason }) => [id, reason])], [['cntr_1', 'conv_1', 'file-2'], ['cntr_1', 'conv_1', 'file-2', 'vs_1'], [['file-1', 'It broke down.']]]);
      deepEqual([told.length, stage.uploads.list('own').map(({ fileId }) => fileId)], [4, ['file-1']]);
    });

    it('conversations by every connection that leads to them, and does not list them again', async () => {
      const stage = new Stage(own, same);
      stage.thread('Tea?', conversation('conv_1'), conversation('resp_1', 'response'), conversation('resp_2', 'response'));
      stage.world.fails.set('own remove conv_1', failing('notFound', 'Another key has it.'));
      stage.world.fails.set('remove resp_2', failing('keyRefused', 'This key is not known.'));
      const { removed, kept } = await stage.ledger.remove((await stage.draw()).entries, signal);
      deepEqual([stage.world.removed, removed.map(({ id }) => id), kept.map(({ reason }) => reason)], [['conv_1', 'resp_1', 'resp_1'], ['conv_1'], ['This key is not known.']]);
      deepEqual(await stage.ids(), ['resp_2']);
    });

    it('what servers still kept of threads that are gone', async () => {
      const stage = new Stage();
      stage.lettingGo.threadsGone([conversation('conv_1')], 7);
      await stage.ledger.remove((await stage.draw()).entries, signal);
      deepEqual([await stage.ids(), stage.lettingGo.stillThere], [[], []]);
    });

    it('nothing more once it is stopped', async () => {
      const stage = new Stage();
      stage.uploaded('file-1');
      deepEqual([await stage.ledger.remove((await stage.draw()).entries, AbortSignal.abort()), stage.world.removed], [{ removed: [], kept: [] }, []]);
    });
  });

  it('does not say that what no connection leads to is deleted', async () => {
    const stage = new Stage();
    stage.thread('Tea?', { ...conversation('conv_1'), place: 'responses https://gone.test/v1' });
    const { kept } = await stage.ledger.remove((await stage.draw()).entries, signal);
    deepEqual(kept.map(({ reason }) => reason), ['No connection leads there any more.']);
  });
});

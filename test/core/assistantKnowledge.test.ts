import { deepEqual, equal, rejects } from 'node:assert/strict';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import { AssistantKnowledge } from '../../src/core/assistantKnowledge.ts';
import type { KnowledgeFile, KnowledgeServer, StoredFile } from '../../src/core/knowledge.ts';
import { KnowledgeMemory } from '../../src/core/knowledgeMemory.ts';
import { KnowledgePassages, type KnownFiles } from '../../src/core/knowledgePassages.ts';
import { KnowledgeSync } from '../../src/core/knowledgeSync.ts';
import { Uploads } from '../../src/core/uploads.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { MemoryRecord, quietGate } from '../support/fakes.ts';

const tutor: Assistant = { ...emptyDefinition, id: 'workspace/tutor', name: 'Tutor', knowledge: ['*.md'] };
const own = { id: 'own', name: 'Own', baseUrl: 'https://own.test/v1', api: 'responses', auth: 'none', headers: {} } as const;
const local = { ...own, id: 'local', api: 'chatCompletions' } as const;
const { signal } = new AbortController();
const fileOf = (path: string, hash: string): KnowledgeFile => ({ path, hash, size: 3, isText: true });

/** An assistant that knows some files, and a server that reads everything at once. */
class Stage {
  files: readonly KnowledgeFile[] = [fileOf('tea.md', 'aaa'), fileOf('tea.rs', 'rrr')];
  readonly uploaded: string[] = [];
  /** Whether the server can make anything of what it is given. */
  reads = true;
  /** Whether the server breaks down over files. */
  isBroken = false;
  #stored: readonly StoredFile[] = [];
  readonly knowledge: AssistantKnowledge;

  constructor() {
    const record = new MemoryRecord();
    const memory = new KnowledgeMemory(record, new Uploads(record));
    const files: KnownFiles = { list: async () => this.files, read: async ({ hash }) => `text of ${hash}` };
    const passages = new KnowledgePassages(files, { update: async () => undefined, find: async () => [] }, 'w');
    const sync = new KnowledgeSync({ server: async () => this.#server(), record: memory, pause: async () => undefined });
    this.knowledge = new AssistantKnowledge({ files, passages, memory, sync, gate: quietGate(), workspace: 'w' });
  }

  get states(): readonly string[] {
    return this.knowledge.states(tutor, own).map(({ file, state }) => `${file.path} ${state.state}`);
  }

  #server(): KnowledgeServer {
    return {
      upload: async ({ hash }, name) => {
        if (this.isBroken) throw new FailureError({ kind: 'serverError', message: 'It broke down.', action: 'retry' });
        this.uploaded.push(name);
        return { fileId: `file-${hash}`, hash };
      },
      createStore: async () => 'vs_1',
      findStore: async () => undefined,
      storeFiles: async () => this.#stored,
      attach: async (_storeId, attaching) => {
        this.#stored = [...this.#stored, ...attaching.map(({ fileId, attributes: { hash } }) => ({ fileId, hash, status: this.reads ? 'completed' as const : 'failed' as const }))];
      },
      detach: async (_storeId, fileId) => {
        this.#stored = this.#stored.filter((stored) => stored.fileId !== fileId);
      },
    };
  }
}

describe('What an assistant knows', () => {
  it('is searched on this machine until it is synced, and nothing is uploaded', () => {
    const { knowledge, uploaded } = new Stage();
    deepEqual([knowledge.isSearchedHere(tutor, own), knowledge.prepared(tutor, own), uploaded], [true, tutor, []]);
  });

  it('is searched at the server from the sync on, in the assistant’s own vector store', async () => {
    const stage = new Stage();
    await stage.knowledge.sync(tutor, own, signal);
    const { tools, toolResources } = stage.knowledge.prepared(tutor, own);
    deepEqual([stage.knowledge.isSearchedHere(tutor, own), tools, toolResources?.file_search], [false, [{ type: 'file_search' }], { vector_store_ids: ['vs_1'] }]);
    deepEqual([stage.uploaded, stage.states], [['tea.md'], ['tea.md ready', 'tea.rs unsupported']]);
  });

  it('goes as text where the server does not read its kind, at the user’s wish, from then on', async () => {
    const stage = new Stage();
    await stage.knowledge.sync(tutor, own, signal);
    stage.knowledge.sendAsText(tutor, own, [fileOf('tea.rs', 'rrr')]);
    await stage.knowledge.sync(tutor, own, signal);
    deepEqual([stage.uploaded, stage.states], [['tea.md', 'tea.rs.txt'], ['tea.md ready', 'tea.rs ready']]);
  });

  it('is searched on this machine at connections that search no files, synced or not', async () => {
    const stage = new Stage();
    await stage.knowledge.sync(tutor, own, signal);
    deepEqual([stage.knowledge.isSearchedHere(tutor, local), stage.knowledge.canSync(local)], [true, false]);
  });

  it('has changed when a file is other than the one that was uploaded', async () => {
    const stage = new Stage();
    await stage.knowledge.sync(tutor, own, signal);
    equal(await stage.knowledge.changed(tutor, own, signal), 0);
    stage.files = [fileOf('tea.md', 'bbb'), fileOf('tea.rs', 'rrr')];
    equal(await stage.knowledge.changed(tutor, own, signal), 1);
  });

  it('is searched on this machine again when the server has lost the vector store', async () => {
    const stage = new Stage();
    await stage.knowledge.sync(tutor, own, signal);
    deepEqual([stage.knowledge.missed(tutor, own, 'No such file.'), stage.knowledge.missed(tutor, own, 'Vector store vs_1 not found.')], [false, true]);
    equal(stage.knowledge.isSearchedHere(tutor, own), true);
  });

  it('is searched on this machine for as long as the server has read none of it', async () => {
    const stage = new Stage();
    stage.reads = false;
    await stage.knowledge.sync(tutor, own, signal);
    deepEqual([stage.knowledge.isSearchedHere(tutor, own), stage.knowledge.prepared(tutor, own), stage.knowledge.storeOf(tutor, own)], [true, tutor, 'vs_1']);
    stage.files = [fileOf('coffee.md', 'ccc')];
    stage.reads = true;
    await stage.knowledge.sync(tutor, own, signal);
    equal(stage.knowledge.isSearchedHere(tutor, own), false);
  });

  it('is searched on this machine when the first sync breaks off, and where it was searched before when a later one does', async () => {
    const stage = new Stage();
    stage.isBroken = true;
    await rejects(stage.knowledge.sync(tutor, own, signal), /It broke down/);
    equal(stage.knowledge.isSearchedHere(tutor, own), true);
    stage.isBroken = false;
    await stage.knowledge.sync(tutor, own, signal);
    stage.files = [fileOf('tea.md', 'bbb')];
    stage.isBroken = true;
    await rejects(stage.knowledge.sync(tutor, own, signal), /It broke down/);
    equal(stage.knowledge.isSearchedHere(tutor, own), false);
  });

  it('is searched on this machine again once its vector store was deleted from here', async () => {
    const stage = new Stage();
    await stage.knowledge.sync(tutor, own, signal);
    stage.knowledge.lost(own.id, 'vs_other');
    equal(stage.knowledge.isSearchedHere(tutor, own), false);
    stage.knowledge.lost(own.id, 'vs_1');
    deepEqual([stage.knowledge.isSearchedHere(tutor, own), stage.states], [true, []]);
  });

  it('says where a cited file lies on this machine', async () => {
    const stage = new Stage();
    await stage.knowledge.sync(tutor, own, signal);
    deepEqual([stage.knowledge.origin(own, 'file-aaa'), stage.knowledge.origin(own, 'file-x')], [{ path: 'tea.md', hash: 'aaa' }, undefined]);
  });
});

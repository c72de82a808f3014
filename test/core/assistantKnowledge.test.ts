import { deepEqual, equal, rejects } from 'node:assert/strict';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import { AssistantKnowledge } from '../../src/core/assistantKnowledge.ts';
import { Gate } from '../../src/core/gate.ts';
import type { KnowledgeFile, KnowledgeServer, StoredFile } from '../../src/core/knowledge.ts';
import { KnowledgeManifest } from '../../src/core/knowledgeManifest.ts';
import { KnowledgeMemory } from '../../src/core/knowledgeMemory.ts';
import { textBytes } from '../../src/node/textBytes.ts';
import { KnowledgePassages, type KnownFiles } from '../../src/core/knowledgePassages.ts';
import { KnowledgeStates } from '../../src/core/knowledgeStates.ts';
import { KnowledgeSync } from '../../src/core/knowledgeSync.ts';
import type { RefusedFile, RefusedFiles } from '../../src/core/refusedFiles.ts';
import { Uploads } from '../../src/core/uploads.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { MemoryRecord, quietGate } from '../support/fakes.ts';
import { letters } from './plantedSecrets.ts';

const tutor: Assistant = { ...emptyDefinition, id: 'workspace/tutor', name: 'Tutor', knowledge: ['*.md'] };
const own = { id: 'own', name: 'Own', baseUrl: 'https://own.test/v1', api: 'responses', auth: 'none', headers: {} } as const;
const local = { ...own, id: 'local', api: 'chatCompletions' } as const;
const { signal } = new AbortController();
const fileOf = (path: string, hash: string): KnowledgeFile => ({ path, hash, size: 3, isText: true });

/** An assistant that knows some files, and a server that reads everything at once. */
class Stage {
  files: readonly KnowledgeFile[] = [fileOf('tea.md', 'aaa'), fileOf('tea.rs', 'rrr')];
  refused: readonly RefusedFile[] = [];
  readonly uploaded: string[] = [];
  /** What becomes of a file that is attached. */
  reads: StoredFile['status'] = 'completed';
  failing: FailureError | undefined;
  gate = quietGate();
  textOf = (hash: string): string => `text of ${hash}`;
  #stored: readonly StoredFile[] = [];
  readonly #record = new MemoryRecord();
  knowledge = this.#opened();

  get states(): readonly string[] {
    return this.knowledge.states(tutor, own).map(({ path, state }) => `${path} ${state.state}`);
  }

  /** The ids of what the vector store holds. */
  get stored(): readonly string[] {
    return this.#stored.map(({ fileId }) => fileId);
  }

  /** The window is opened anew. */
  reload(): void {
    this.knowledge = this.#opened();
  }

  /** The files at the server stand so now. */
  become(status: StoredFile['status']): void {
    this.#stored = this.#stored.map((stored) => ({ ...stored, status }));
  }

  #opened(): AssistantKnowledge {
    const record = this.#record;
    const memory = new KnowledgeMemory(record, new Uploads(record));
    const files: KnownFiles & RefusedFiles = { list: async () => this.files, refused: () => this.refused, read: async ({ hash }) => this.textOf(hash), open: async ({ path }) => textBytes(path, '') };
    const passages = new KnowledgePassages(files, { update: async () => undefined, find: async () => [], sets: async () => [], clear: async () => undefined }, 'w');
    const sync = new KnowledgeSync({ server: async () => this.#server(), record: memory, pause: async () => undefined });
    return new AssistantKnowledge({ files, passages, memory, states: new KnowledgeStates(new KnowledgeManifest(record), memory), sync, gate: this.gate, marks: { workspace: () => 'w', person: () => 'me' } });
  }

  #server(): KnowledgeServer {
    return {
      upload: async ({ hash }, name) => {
        if (this.failing !== undefined) throw this.failing;
        this.uploaded.push(name);
        return { fileId: `file-${hash}`, hash };
      },
      createStore: async () => 'vs_1',
      findStore: async () => undefined,
      storeFiles: async () => this.#stored,
      attach: async (_storeId, attaching) => {
        this.#stored = [...this.#stored, ...attaching.map(({ fileId, attributes: { hash } }) => ({ fileId, hash, status: this.reads }))];
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
    deepEqual([knowledge.isSearchedHere(tutor, own), knowledge.prepared(tutor, own), uploaded], [true, { assistant: tutor }, []]);
  });

  it('is searched at the server from the sync on, in the assistant’s own vector store', async () => {
    const stage = new Stage();
    await stage.knowledge.sync(tutor, own, signal);
    const { assistant: { tools, toolResources } } = stage.knowledge.prepared(tutor, own);
    deepEqual([stage.knowledge.isSearchedHere(tutor, own), tools, toolResources?.file_search], [false, [{ type: 'file_search' }], { vector_store_ids: ['vs_1'] }]);
    deepEqual([stage.uploaded, stage.states], [['tea.md'], ['tea.md ready', 'tea.rs unsupported']]);
  });

  it('is searched on this machine still when the first sync breaks off, and at the server once it was made good', async () => {
    const stage = new Stage();
    stage.failing = new FailureError({ kind: 'offline', message: 'No network.', action: 'retry' });
    await rejects(stage.knowledge.sync(tutor, own, signal), /No network/);
    deepEqual([stage.knowledge.isSearchedHere(tutor, own), stage.knowledge.prepared(tutor, own), stage.states], [true, { assistant: tutor }, ['tea.md missing', 'tea.rs unsupported']]);
    stage.failing = undefined;
    await stage.knowledge.sync(tutor, own, signal);
    equal(stage.knowledge.isSearchedHere(tutor, own), false);
  });

  it('is searched on this machine still when the server can read none of the files', async () => {
    const stage = new Stage();
    stage.reads = 'failed';
    await stage.knowledge.sync(tutor, own, signal);
    deepEqual([stage.knowledge.isSearchedHere(tutor, own), stage.states], [true, ['tea.md failed', 'tea.rs unsupported']]);
  });

  it('is searched on this machine where the API has no place left for its vector store', async () => {
    const stage = new Stage();
    const assistants = { ...own, api: 'assistants' } as const;
    const full = { ...tutor, toolResources: { file_search: { vector_store_ids: ['vs_a', 'vs_b'] } } };
    await stage.knowledge.sync(full, assistants, signal);
    deepEqual([full, tutor].map((assistant) => [stage.knowledge.hasRoom(assistant, assistants), stage.knowledge.isSearchedHere(assistant, assistants)]), [[false, true], [true, false]]);
  });

  it('has a row for each file that cannot be known, with the reason', async () => {
    const stage = new Stage();
    stage.refused = [{ path: 'empty.md', reason: 'empty.md is empty.' }];
    await stage.knowledge.sync(tutor, own, signal);
    deepEqual([stage.uploaded, stage.states, stage.knowledge.states(tutor, own)[0]?.state], [['tea.md'], ['empty.md failed', 'tea.md ready', 'tea.rs unsupported'], { state: 'failed', reason: 'empty.md is empty.' }]);
  });

  it('is not synced, and nothing is taken out of its store, while a pattern of it matches too many files', async () => {
    const stage = new Stage();
    await stage.knowledge.sync(tutor, own, signal);
    stage.files = [];
    stage.refused = [{ path: '**', reason: '“**” matches more than 5000 files.', isPattern: true }];
    const outcome = await stage.knowledge.sync(tutor, own, signal).then(() => 'synced', (error: unknown) => (error instanceof Error ? error.message : ''));
    stage.refused = [];
    stage.files = [fileOf('tea.md', 'aaa')];
    await stage.knowledge.sync(tutor, own, signal);
    deepEqual([outcome, stage.uploaded], ['“**” matches more than 5000 files.', ['tea.md']]);
  });

  it('goes as text where the server does not read its kind, at the user’s wish, from then on', async () => {
    const stage = new Stage();
    await stage.knowledge.sync(tutor, own, signal);
    stage.knowledge.sendAsText(tutor, own, ['tea.rs']);
    await stage.knowledge.sync(tutor, own, signal);
    deepEqual([stage.uploaded, stage.states], [['tea.md', 'tea.rs.txt'], ['tea.md ready', 'tea.rs ready']]);
  });

  it('is searched on this machine at connections that search no files, synced or not', async () => {
    const stage = new Stage();
    await stage.knowledge.sync(tutor, own, signal);
    deepEqual([stage.knowledge.isSearchedHere(tutor, local), stage.knowledge.canSync(local)], [true, false]);
  });

  it('says how many files a sync has taken out', async () => {
    const stage = new Stage();
    const first = await stage.knowledge.sync(tutor, own, signal);
    stage.files = [fileOf('tea.md', 'bbb')];
    deepEqual([first, await stage.knowledge.sync(tutor, own, signal), stage.states], [0, 1, ['tea.md ready']]);
  });

  it('counts as to be uploaded what the server would read and does not have', async () => {
    const stage = new Stage();
    const names = (): readonly string[] => stage.knowledge.toUpload(tutor, own, stage.files).map(({ path }) => path);
    const before = names();
    await stage.knowledge.sync(tutor, own, signal);
    deepEqual([before, names()], [['tea.md'], []]);
  });

  it('has changed when files are new, other, changed back or gone', async () => {
    const stage = new Stage();
    const changed = async (...files: readonly KnowledgeFile[]): Promise<number> => {
      stage.files = files;
      return stage.knowledge.changed(tutor, own, signal);
    };
    const [first, second, rust] = [fileOf('tea.md', 'aaa'), fileOf('tea.md', 'bbb'), fileOf('tea.rs', 'rrr')];
    await stage.knowledge.sync(tutor, own, signal);
    deepEqual([await changed(first, rust), await changed(second, rust), await changed(first), await changed(), await changed(first, rust, fileOf('new.md', 'nnn'))], [0, 1, 0, 1, 1]);
    stage.files = [second, rust];
    await stage.knowledge.sync(tutor, own, signal);
    deepEqual([await changed(second, rust), await changed(first, rust)], [0, 1]);
  });

  it('stands as it stood when the window is opened anew, and as the server says when it is asked', async () => {
    const stage = new Stage();
    stage.reads = 'in_progress';
    await stage.knowledge.sync(tutor, own, signal);
    stage.reload();
    deepEqual([stage.states, stage.knowledge.isSearchedHere(tutor, own)], [['tea.md inProgress', 'tea.rs unsupported'], true]);
    stage.become('completed');
    await stage.knowledge.refresh(tutor, own, signal);
    deepEqual([stage.states, stage.knowledge.isSearchedHere(tutor, own)], [['tea.md ready', 'tea.rs unsupported'], false]);
    stage.become('failed');
    await stage.knowledge.refresh(tutor, own, signal);
    deepEqual([stage.states, stage.knowledge.isSearchedHere(tutor, own)], [['tea.md failed', 'tea.rs unsupported'], true]);
  });

  it('is not waiting for anything after a sync was stopped', async () => {
    const stage = new Stage();
    const stopped = AbortSignal.abort();
    stage.failing = new FailureError({ kind: 'interrupted', message: 'That was stopped.', action: 'retry' });
    await rejects(stage.knowledge.sync(tutor, own, signal));
    await rejects(stage.knowledge.sync(tutor, own, stopped));
    deepEqual(stage.states, ['tea.md missing', 'tea.rs unsupported']);
  });

  it('is searched on this machine again when the server has lost the vector store', async () => {
    const stage = new Stage();
    await stage.knowledge.sync(tutor, own, signal);
    deepEqual([stage.knowledge.missed(tutor, own, 'No such file.'), stage.knowledge.missed(tutor, own, 'Vector store vs_1 not found.')], [false, true]);
    equal(stage.knowledge.isSearchedHere(tutor, own), true);
  });

  it('has not changed by going with placeholders', async () => {
    const stage = new Stage();
    const secret = ['gh', 'p_', letters(36)].join('');
    stage.gate = new Gate(async (obstacles) => obstacles.map(({ hash }) => ({ hash, choice: 'replace' as const })));
    stage.textOf = () => `Use ${secret}.`;
    stage.reload();
    await stage.knowledge.sync(tutor, own, signal);
    const [sent = ''] = stage.stored;
    deepEqual([stage.knowledge.origin(tutor, own, sent), sent === 'file-aaa', await stage.knowledge.changed(tutor, own, signal)], [{ path: 'tea.md', hash: 'aaa' }, false, 0]);
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
    deepEqual([stage.knowledge.origin(tutor, own, 'file-aaa'), stage.knowledge.origin(tutor, own, 'file-x')], [{ path: 'tea.md', hash: 'aaa' }, undefined]);
  });
});

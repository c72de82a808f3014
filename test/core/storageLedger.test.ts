import { deepEqual } from 'node:assert/strict';
import { emptyDefinition } from '../../src/core/assistant.ts';
import { namedConnection, readConnections } from '../../src/core/connections.ts';
import type { BackEnd } from '../../src/core/engine.ts';
import type { ServerFile } from '../../src/core/serverFiles.ts';
import { StorageLedger, type LedgerEntry } from '../../src/core/storageLedger.ts';
import { Threads } from '../../src/core/threads.ts';
import { Uploads } from '../../src/core/uploads.ts';
import type { VectorStore } from '../../src/core/vectorStores.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { sampleAnswer, samplePrompt } from '../support/chatSamples.ts';
import { assistantsOf, backEndOf, FakeShelf, KeptLog, MemoryRecord, MemoryThreadStore, ScriptedEngine } from '../support/fakes.ts';

const settings = { active: 'own', connections: [{ id: 'own', name: 'Own', baseUrl: 'https://own.test/v1', api: 'responses', auth: 'none' }] };
const { signal } = new AbortController();
const fileOf = (id: string, more: Partial<ServerFile> = {}): ServerFile => ({ id, name: `${id}.md`, bytes: 3, purpose: 'assistants', created: 1, status: 'processed', ...more });
const storeOf = (id: string, assistant: string): VectorStore => ({ id, name: id, created: 1, status: 'completed', bytes: 5, files: { reading: 0, ready: 1, failed: 0, cancelled: 0, total: 1 }, marks: { made_by: 'workspace-assistants', assistant } });
const missing = (): never => { throw new FailureError({ kind: 'notFound', message: 'It is not there.', action: 'retry' }); };
const unasked = async (): Promise<never> => { throw new Error('Nobody asks for this.'); };

/** A server with files and vector stores, one of each without use, and a thread with a conversation there. */
class Stage {
  files: readonly ServerFile[] = [fileOf('file-used', { expires: 9 }), fileOf('file-unused')];
  readonly stores = [storeOf('vs_tutor', 'workspace/tutor'), storeOf('vs_gone', 'workspace/gone')];
  readonly removed: string[] = [];
  readonly uploads = new Uploads(new MemoryRecord());
  readonly ledger: StorageLedger;

  constructor() {
    const log = new KeptLog();
    const threads = new Threads(new MemoryThreadStore(), log);
    threads.create({ type: 'created', at: 1, threadId: 't', assistantId: 'a', workspace: '' }, [
      { type: 'prompted', at: 1, message: samplePrompt('p', 'Tea?') },
      { type: 'answering', at: 1, message: sampleAnswer('m', 'p', 'Tea.', { bookmark: { place: 'responses https://own.test/v1', kind: 'conversation', id: 'conv_1' } }) },
    ]);
    for (const fileId of ['file-used', 'file-unused', 'file-gone']) this.uploads.keep('own', { fileId, hash: fileId, name: `${fileId}.md`, path: `docs/${fileId}.md`, purpose: 'assistants', at: 1 });
    const engine = new ScriptedEngine();
    const backEnd: BackEnd = {
      ...backEndOf({ answer: (turn) => engine.answer(turn), forget: async ({ id }) => { this.removed.push(id); } }),
      files: { list: async () => ({ files: this.files }), upload: unasked, content: () => missing(), retrieve: async (id) => this.files.find((file) => file.id === id) ?? missing(), remove: async (id) => { this.removed.push(id); } },
      vectorStores: {
        create: unasked, retrieve: unasked, update: unasked, attach: unasked, detach: unasked, search: unasked, settled: unasked,
        find: async () => this.stores,
        files: async (id) => (id === 'vs_tutor' ? [{ id: 'file-used', status: 'completed', bytes: 3, marks: {} }] : []),
        remove: async (id) => { this.removed.push(id); missing(); },
      },
    };
    const assistants = assistantsOf(new FakeShelf([{ assistant: { ...emptyDefinition, id: 'workspace/tutor', name: 'Tutor' }, place: 'workspace', address: 'file:///tutor' }]));
    this.ledger = new StorageLedger({ backEnds: { connections: readConnections(settings).connections, of: async () => backEnd }, uploads: this.uploads, threads, assistants });
  }
}

describe('The ledger of what is stored at servers', () => {
  it('holds files, vector stores and conversations, with their owners, and tells those that nothing needs', async () => {
    const { entries, problems } = await new Stage().ledger.draw(signal);
    const told = entries.map(({ kind, id, owner, bytes, expires, isOrphan }) => [kind, id, owner, bytes, expires, isOrphan]).toSorted(([, one = ''], [, other = '']) => String(one).localeCompare(String(other)));
    deepEqual([problems, told], [[], [
      ['conversation', 'conv_1', 'the thread “Tea?”', undefined, undefined, false],
      ['file', 'file-unused', 'docs/file-unused.md', 3, undefined, true],
      ['file', 'file-used', 'docs/file-used.md', 3, 9, false],
      ['vectorStore', 'vs_gone', 'the assistant workspace/gone', 5, undefined, true],
      ['vectorStore', 'vs_tutor', 'the assistant workspace/tutor', 5, undefined, false],
    ]]);
  });

  it('forgets files that were deleted elsewhere', async () => {
    const stage = new Stage();
    await stage.ledger.draw(signal);
    deepEqual(stage.uploads.list('own').map(({ fileId }) => fileId), ['file-used', 'file-unused']);
  });

  it('deletes each where it lies; what is gone already is as good as deleted', async () => {
    const stage = new Stage();
    const { entries } = await stage.ledger.draw(signal);
    for (const id of ['conv_1', 'file-unused', 'vs_gone']) await stage.ledger.remove(entries.find((entry): entry is LedgerEntry => entry.id === id) ?? missing(), signal);
    deepEqual([stage.removed, stage.uploads.list('own').map(({ fileId }) => fileId)], [['conv_1', 'file-unused', 'vs_gone'], ['file-used']]);
  });

  it('says which server could not be asked, and tells of the others', async () => {
    const stage = new Stage();
    stage.files = [];
    stage.stores.length = 0;
    const connection = namedConnection(settings, 'own');
    const ledger = new StorageLedger({
      backEnds: { connections: [connection], of: async () => { throw new FailureError({ kind: 'offline', message: 'Nobody answers.', action: 'retry' }); } },
      uploads: stage.uploads, threads: new Threads(new MemoryThreadStore(), new KeptLog()), assistants: assistantsOf(new FakeShelf()),
    });
    deepEqual(await ledger.draw(signal), { entries: [], problems: ['own.test could not be asked: Nobody answers.'] });
  });
});

import { deepEqual, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Connection } from '../../src/core/connections.ts';
import type { BackEnd } from '../../src/core/engine.ts';
import { FileCatalogue } from '../../src/core/fileCatalogue.ts';
import { knowledgeAtServer } from '../../src/core/knowledgeAtServer.ts';
import { KnowledgeMemory } from '../../src/core/knowledgeMemory.ts';
import { KnowledgeSync } from '../../src/core/knowledgeSync.ts';
import { LettingGo } from '../../src/core/lettingGo.ts';
import { StorageLedger } from '../../src/core/storageLedger.ts';
import { Uploads } from '../../src/core/uploads.ts';
import { SqliteServerRecord } from '../../src/node/serverRecord.ts';
import { textBytes } from '../../src/node/textBytes.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { makeBackEnd } from '../../src/openai/engines.ts';
import { EngineChat } from '../faults/engineChat.ts';
import { instead } from '../faults/recordedServer.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { assistantsOf, backEndsOf, FakeShelf } from '../support/fakes.ts';

const patience = { first: 20_000, next: 20_000 };
const owner = { assistantId: 'personal/tea', name: 'Tea', workspace: 'w' };
const notes = { path: 'tea.md', hash: 'a'.repeat(64), size: 4, isText: true };

/** What a server may say that has nothing of all this: as OpenAI does of one object and of an address that it does not know, and as a proxy does. */
const refusals: Readonly<Record<string, () => Response>> = {
  'of every object': () => Response.json({ error: { message: 'No such File object: file-1', type: 'invalid_request_error', param: 'id', code: null } }, { status: 404 }),
  'of every vector store': () => Response.json({ error: { message: "Vector store with id 'vs_1' not found.", type: 'invalid_request_error', param: null, code: null } }, { status: 404 }),
  'of every address': () => Response.json({ error: { message: 'Invalid URL (GET /v1/threads)', type: 'invalid_request_error', param: null, code: null } }, { status: 404 }),
  'with a page of a proxy': () => new Response('<html>Not Found</html>', { status: 404, headers: { 'content-type': 'text/html' } }),
};

/** A window with all that talks to a server, over one folder. */
class Window {
  readonly connection: Connection;
  readonly store: SqliteThreadStore;
  readonly record: SqliteServerRecord;
  readonly uploads: Uploads;
  readonly memory: KnowledgeMemory;
  readonly backEnd: BackEnd;
  readonly engineChat: EngineChat;
  readonly catalogue: FileCatalogue;
  readonly ledger: StorageLedger;
  readonly sync: KnowledgeSync;

  constructor(folder: string, server: OfflineServer, api: Connection['api']) {
    this.connection = { id: 'c', name: 'Here', baseUrl: server.url, api, auth: 'none', headers: {} };
    this.store = new SqliteThreadStore(folder);
    this.record = new SqliteServerRecord(folder);
    this.uploads = new Uploads(this.record);
    this.memory = new KnowledgeMemory(this.record, this.uploads);
    this.backEnd = makeBackEnd(this.connection, async () => undefined);
    this.engineChat = new EngineChat(this.connection, patience, { store: this.store });
    const backEnds = { ...backEndsOf(() => ({ connection: this.connection, backEnd: this.backEnd })), connections: [this.connection] };
    this.catalogue = new FileCatalogue(backEnds, this.uploads);
    this.ledger = new StorageLedger({
      backEnds, uploads: this.uploads, memory: this.memory, lettingGo: new LettingGo(this.record), threads: this.engineChat.threads, assistants: assistantsOf(new FakeShelf()),
      workspace: () => ({ workspace: 'w', isRead: true }),
    });
    const { files, vectorStores } = this.backEnd;
    this.sync = new KnowledgeSync({ server: async () => { ok(files !== undefined && vectorStores !== undefined); return knowledgeAtServer(files, vectorStores, async () => textBytes('tea.md', 'Tea.')); }, record: this.memory, pause: async () => undefined });
  }

  /** Everything that asks a server; each of them may fail. */
  get asks(): readonly ((threadId: string) => Promise<unknown>)[] {
    const signal = AbortSignal.timeout(20_000);
    return [
      (threadId) => this.engineChat.say('And green?', threadId), (threadId) => this.engineChat.retry(threadId), () => this.backEnd.models(signal), async () => this.backEnd.assistants?.list(signal),
      () => this.catalogue.list('c'), async () => { this.catalogue.refresh(); await this.catalogue.list('c'); }, () => this.catalogue.upload('c', { source: textBytes('cup.md', 'A cup.'), path: 'cup.md', use: 'search' }, signal),
      () => this.sync.run({ connectionId: 'c', owner, files: [notes], asText: new Set() }, () => undefined, signal), () => this.ledger.draw(signal),
    ];
  }

  /** What this machine has: the threads, whole, and what it knows of the server's things. */
  get kept(): unknown {
    const { threads } = this.engineChat;
    return {
      threads: threads.list().map(({ id }) => threads.open(id).messages.map(({ text }) => text)), trash: threads.trash(),
      uploads: this.uploads.list('c').map(({ path: place, fileId }) => `${place} ${fileId}`).toSorted((one, other) => one.localeCompare(other)), knowledge: this.memory.storeOf('c', owner),
    };
  }

  close(): void {
    this.store.dispose();
    this.record.dispose();
  }
}

describe('A server that answers 404 to everything, as a retired one does', () => {
  let server: OfflineServer;
  let folder = '';
  before(async () => {
    server = await startOfflineServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
    folder = mkdtempSync(path.join(os.tmpdir(), 'gone-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const api of ['responses', 'assistants', 'agents', 'chatCompletions'] as const) for (const [how, refusal] of Object.entries(refusals)) {
    it(`says so ${how}, and nothing that is kept here is deleted, on ${api} (case 71)`, async () => {
      const window = new Window(folder, server, api);
      const threadId = await window.engineChat.say('say three minutes');
      for (const ask of window.asks.slice(6)) await ask(threadId);
      const before = window.kept;
      const restore = instead(refusal);
      try {
        for (const ask of window.asks.slice(2)) await ask(threadId).catch(() => undefined);
        const after = window.kept;
        for (const ask of window.asks.slice(0, 2)) await ask(threadId);
        window.close();
        const again = new Window(folder, server, api);
        const [first] = again.engineChat.threads.list();
        const messages = again.engineChat.messages(first?.id ?? '').map(({ text }) => text);
        deepEqual([after, messages.slice(0, 3)], [before, ['say three minutes', 'three minutes', 'And green?']]);
        again.close();
      } finally {
        restore();
      }
    });
  }
});

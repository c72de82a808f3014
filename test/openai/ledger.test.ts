import { deepEqual } from 'node:assert/strict';
import type { Connection } from '../../src/core/connections.ts';
import { KnowledgeMemory } from '../../src/core/knowledgeMemory.ts';
import { LettingGo } from '../../src/core/lettingGo.ts';
import { StorageLedger } from '../../src/core/storageLedger.ts';
import { Uploads } from '../../src/core/uploads.ts';
import { makeBackEnd } from '../../src/openai/engines.ts';
import { EngineChat } from '../faults/engineChat.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { clientFor } from '../server/testClient.ts';
import { assistantsOf, backEndsOf, FakeShelf, MemoryRecord } from '../support/fakes.ts';

const patience = { first: 20_000, next: 20_000 };
const { signal } = new AbortController();

/** What is left at a server by one answer, for each way to keep the history there. */
const left: readonly (readonly [name: string, settings: Partial<Connection>, kinds: readonly string[]])[] = [
  ['a conversation', { api: 'responses' }, ['container', 'conversation', 'vectorStore']],
  ['stored responses', { api: 'responses', history: 'response' }, ['container', 'response', 'vectorStore']],
  ['a thread and an assistant', { api: 'assistants' }, ['assistant', 'thread', 'vectorStore']],
  ['a session and an agent', { api: 'agents' }, ['agent', 'session']],
];

const connectionTo = ({ url }: OfflineServer): Connection => ({ id: 'c', name: 'Here', baseUrl: url, api: 'responses', auth: 'none', headers: {} });

/** A chat through a connection, and the ledger of what it leaves there. */
function stage(connection: Connection): { readonly chat: EngineChat; readonly ledger: StorageLedger } {
  const record = new MemoryRecord();
  const uploads = new Uploads(record);
  const chat = new EngineChat(connection, patience);
  const backEnds = { ...backEndsOf(() => ({ connection, backEnd: makeBackEnd(connection, async () => undefined) })), connections: [connection] };
  const ledger = new StorageLedger({
    backEnds, uploads, memory: new KnowledgeMemory(record, uploads), lettingGo: new LettingGo(record), threads: chat.threads, assistants: assistantsOf(new FakeShelf()), workspace: () => ({ workspace: 'w', isRead: true }),
  });
  return { chat, ledger };
}

describe('The ledger at a server', () => {
  let server: OfflineServer;
  before(async () => {
    server = await startOfflineServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
  });

  for (const [name, settings, kinds] of left) {
    it(`holds ${name}, deletes them there, and holds nothing afterwards`, async () => {
      const { chat, ledger } = stage({ ...connectionTo(server), ...settings });
      await chat.say('say three minutes');
      await clientFor(server.url).vectorStores.create({ name: 'Knowledge', metadata: { made_by: 'workspace-assistants', assistant: 'personal/tea', workspace: 'w' } });
      await clientFor(server.url).containers.create({ name: 'auto' });
      const { entries, problems } = await ledger.draw(signal);
      const { kept } = await ledger.remove(entries, signal);
      deepEqual([entries.map(({ kind }) => kind).toSorted((one, other) => one.localeCompare(other)), problems, kept, await ledger.draw(signal)], [kinds, [], [], { entries: [], problems: [] }]);
    });
  }

  it('holds nothing of a server that has none of all this', async () => {
    server.set({ files: false, vectorStores: false, containers: false, assistants: false });
    for (const api of ['responses', 'assistants', 'chatCompletions'] as const) deepEqual(await stage({ ...connectionTo(server), api }).ledger.draw(signal), { entries: [], problems: [] });
  });
});

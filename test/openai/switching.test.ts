import assert from 'node:assert/strict';
import { Chat } from '../../src/core/chat.ts';
import type { Connection } from '../../src/core/connections.ts';
import type { BackEnd } from '../../src/core/engine.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { Outputs } from '../../src/core/outputs.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import { Threads } from '../../src/core/threads.ts';
import { makeBackEnd } from '../../src/openai/engines.ts';
import type { Answer } from '../../src/shared/message.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { eventually } from '../support/eventually.ts';
import { assistantsOf, FakeShelf, KeptBytes, KeptLog, MemoryOutputStore, MemorySentStore, MemoryThreadStore, noBackEnds, quietGate } from '../support/fakes.ts';

const apis = ['responses', 'chatCompletions', 'assistants', 'agents'] as const satisfies readonly Connection['api'][];
const dog = 'My dog is called Rex.';
const cat = 'My cat is called Tom.';

/** A thread, and connections of one server over which it is answered in turn. */
class Stage {
  readonly #threads = new Threads(new MemoryThreadStore(), new KeptLog());
  readonly #backEnds = new Map<Connection['api'], BackEnd>();
  readonly #server: OfflineServer;
  readonly #chat: Chat;
  #api: Connection['api'] = 'responses';
  #threadId: string | undefined;

  constructor(server: OfflineServer) {
    this.#server = server;
    this.#chat = new Chat({
      threads: this.#threads,
      backEnds: { answering: async () => this.#active(), connectionOf: () => this.#active().connection, knownModel: () => undefined, of: async () => this.#active().backEnd },
      assistants: assistantsOf(new FakeShelf()),
      gate: quietGate(),
      calls: new FunctionCalls(),
      outputs: new Outputs({ threads: this.#threads, backEnds: noBackEnds, store: new MemoryOutputStore(), log: new KeptLog(), explain: failureOf }),
      attachmentStore: new KeptBytes(),
      refused: new RefusedParameters(),
      sent: new MemorySentStore(),
      log: new KeptLog(),
      explain: failureOf,
    });
  }

  /** Says something over a connection of this wire; how the answer ended, and which of these sentences of the user’s stand in it. */
  async say(api: Connection['api'], text: string): Promise<{ readonly state: Answer['state']; readonly remembers: readonly string[] }> {
    this.#api = api;
    const threadId = await this.#chat.send({ ...(this.#threadId === undefined ? {} : { threadId: this.#threadId }), text, attachments: [], workspace: '' });
    this.#threadId = threadId;
    await eventually(() => this.#last(threadId).state !== 'running', true);
    const { state, text: words } = this.#last(threadId);
    return { state, remembers: [dog, cat].filter((sentence) => words.includes(sentence)) };
  }

  #active(): { readonly connection: Connection; readonly backEnd: BackEnd } {
    const api = this.#api;
    const connection: Connection = { id: api, name: api, baseUrl: this.#server.url, api, auth: 'none', headers: {} };
    const backEnd = this.#backEnds.get(api) ?? makeBackEnd(connection, async () => undefined);
    this.#backEnds.set(api, backEnd);
    return { connection, backEnd };
  }

  #last(threadId: string): Answer {
    const last = this.#threads.open(threadId).messages.at(-1);
    assert.ok(last?.role === 'assistant');
    return last;
  }
}

describe('a thread whose connection is switched', () => {
  let server: OfflineServer;
  before(async () => {
    server = await startOfflineServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
  });

  for (const first of apis) {
    for (const second of apis.filter((api) => api !== first)) {
      it(`goes on from ${first} to ${second} and back, with all that was said`, async () => {
        const stage = new Stage(server);
        const heard = [
          await stage.say(first, dog),
          await stage.say(second, 'what did I say'),
          await stage.say(second, cat),
          await stage.say(first, 'what did I say'),
        ];
        assert.deepEqual(heard, [
          { state: 'complete', remembers: [dog] },
          { state: 'complete', remembers: [dog] },
          { state: 'complete', remembers: [cat] },
          { state: 'complete', remembers: [dog, cat] },
        ]);
      });
    }
  }
});

import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { emptyDefinition } from '../../src/core/assistant.ts';
import { Chat } from '../../src/core/chat.ts';
import type { Connection } from '../../src/core/connections.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { Outputs } from '../../src/core/outputs.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import { Threads } from '../../src/core/threads.ts';
import { OutputFolder } from '../../src/node/outputFolder.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { makeBackEnd } from '../../src/openai/engines.ts';
import type { Output } from '../../src/shared/answerParts.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { eventually } from '../support/eventually.ts';
import { assistantsOf, backEndsOf, FakeShelf, KeptBytes, KeptLog, MemorySentStore, quietGate } from '../support/fakes.ts';

const coder = { assistant: { ...emptyDefinition, id: 'personal/coder', name: 'Coder', tools: [{ type: 'code_interpreter' }] }, place: 'personal', address: 'file:///coder' } as const;

/** A chat with an assistant that runs code, at the offline server, with everything on the disk. */
class Stage {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'kept-'));
  readonly outputs: Outputs;
  readonly chat: Chat;
  readonly #store = new SqliteThreadStore(this.folder);
  readonly #threads = new Threads(this.#store, new KeptLog());
  #threadId = '';

  constructor(server: OfflineServer, api: Connection['api']) {
    const connection: Connection = { id: 'c', name: 'Offline', baseUrl: server.url, api, auth: 'none', headers: {} };
    const backEnd = makeBackEnd(connection, async () => undefined);
    this.outputs = new Outputs({ threads: this.#threads, backEnds: { connections: [connection], of: async () => backEnd }, store: new OutputFolder(path.join(this.folder, 'outputs')), log: new KeptLog(), explain: failureOf, pauses: [0] });
    this.chat = new Chat({
      threads: this.#threads, backEnds: backEndsOf(() => ({ connection, backEnd })), sent: new MemorySentStore(), assistants: assistantsOf(new FakeShelf([coder])),
      calls: new FunctionCalls(), outputs: this.outputs, gate: quietGate(), attachmentStore: new KeptBytes(), refused: new RefusedParameters(), log: new KeptLog(), explain: failureOf,
    });
  }

  /** Has a prompt answered and all files fetched; what a window that opens the thread next finds of them. */
  async made(text: string): Promise<readonly Output[]> {
    const threadId = await this.chat.send({ assistantId: coder.assistant.id, text, attachments: [], workspace: '' });
    this.#threadId = threadId;
    await eventually(() => this.#threads.open(threadId).messages.at(-1)?.role === 'assistant' && this.chat.open(threadId).messages.every((message) => message.role === 'user' || message.state === 'complete'), true);
    return this.#kept();
  }

  /** Asks once more for a file of the last answer; what is found then. */
  async again(outputId: string): Promise<readonly Output[]> {
    await this.outputs.takeAgain(this.#threadId, this.#threads.open(this.#threadId).messages.at(-1)?.id ?? '', outputId);
    return this.#kept();
  }

  async #kept(): Promise<readonly Output[]> {
    await this.outputs.settled();
    const later = new Threads(this.#store, new KeptLog()).open(this.#threadId).messages.at(-1);
    return later?.role === 'assistant' ? (later.outputs ?? []) : [];
  }

  /** What lies on the disk. */
  get contents(): readonly string[] {
    const folder = path.join(this.folder, 'outputs');
    return readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'latin1'));
  }

  close(): void {
    this.#store.dispose();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

for (const api of ['responses', 'assistants'] as const) {
  describe(`a chat over the ${api} wire`, () => {
    let server: OfflineServer;
    let stage: Stage;
    before(async () => {
      server = await startOfflineServer();
    });
    after(() => server.close());
    beforeEach(() => {
      server.reset();
      stage = new Stage(server, api);
    });
    afterEach(() => {
      stage.close();
    });

    it('keeps the files that its assistant makes', async () => {
      const [file] = await stage.made('make file squares.csv 1 4 9');
      assert.deepEqual([file?.name, file?.mediaType, file?.state, file?.bytes, stage.contents], ['squares.csv', 'text/csv', 'kept', 6, ['1\n4\n9\n']]);
    });

    it('keeps an image once, however many ways it is told', async () => {
      const images = await stage.made('draw 1 4 9');
      assert.deepEqual([new Set(images.map(({ mediaType, state }) => `${mediaType} ${state}`)), stage.contents.map((text) => text.slice(1, 4))], [new Set(['image/png kept']), ['PNG']]);
    });

    it('says what became of a file that its server has let go of, and is answered all the same', async () => {
      server.set({ containersExpired: true, files: false });
      const [file] = await stage.made('make file squares.csv 1 4 9');
      assert.match(`${file?.state ?? ''}: ${file?.why ?? ''}`, /^lost: (?:The container at \S+ in which it was made has expired|It is no longer at \S+); ask for the file again\.$/);
    });

    it('has a file after all that is asked for again', async () => {
      const contents = api === 'responses' ? '/v1/containers/*/files/*/content' : '/v1/files/*/content';
      server.plan({ fault: 'status', status: 403, path: contents });
      const [lost] = await stage.made('make file squares.csv 1 4 9');
      const [kept] = await stage.again(lost?.id ?? '');
      assert.deepEqual([lost?.state, kept?.state, kept?.name, kept?.bytes], ['lost', 'kept', 'squares.csv', 6]);
    });

    it('tries again when its server has a problem of its own', async () => {
      const contents = api === 'responses' ? '/v1/containers/*/files/*/content' : '/v1/files/*/content';
      server.plan({ fault: 'status', status: 503, path: contents });
      const [file] = await stage.made('make file squares.csv 1 4 9');
      assert.deepEqual([file?.state, server.requests.filter(({ path: at }) => at.endsWith('/content')).map(({ status }) => status)], ['kept', [503, 200]]);
    });
  });
}

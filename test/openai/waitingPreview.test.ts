import { deepEqual, match } from 'node:assert/strict';
import { Chat } from '../../src/core/chat.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import type { SentRequest } from '../../src/core/sentRequest.ts';
import { Threads } from '../../src/core/threads.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { assistantsOf, FakeShelf, KeptBytes, KeptLog, MemorySentStore, MemoryThreadStore, quietGate, quietOutputs } from '../support/fakes.ts';
import { EngineStage } from './engineStage.ts';

describe('What would be sent after an answer that is still arriving', () => {
  let server: OfflineServer;
  let chat: Chat;
  let threads: Threads;
  let sent: MemorySentStore;
  before(async () => {
    server = await startOfflineServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
    threads = new Threads(new MemoryThreadStore(), new KeptLog());
    sent = new MemorySentStore();
    const { connection, backEnd } = new EngineStage(server, { model: 'offline-large' });
    chat = new Chat({
      threads, sent, backEnds: { answering: async () => ({ connection, backEnd }), connectionOf: () => connection, knownModel: () => 'offline-large', of: async () => backEnd }, assistants: assistantsOf(new FakeShelf()),
      calls: new FunctionCalls(), gate: quietGate(), attachmentStore: new KeptBytes(), outputs: quietOutputs(threads), refused: new RefusedParameters(), log: new KeptLog(), explain: failureOf,
    });
  });
  const ended = async (threadId: string): Promise<void> => {
    while (chat.isRunning(threadId)) await new Promise((resolve) => { setTimeout(resolve, 5); });
  };
  const say = (text: string, threadId?: string): Promise<string> => chat.send({ text, attachments: [], workspace: 'w', ...(threadId === undefined ? {} : { threadId }) });
  const noted = (threadId: string): readonly SentRequest[] => sent.sentFor(threads.open(threadId).messages.at(-1)?.id ?? '');

  it('goes on from it, as it then is sent: in a thread that went before', async () => {
    const threadId = await say('say one');
    await ended(threadId);
    await say('count to 40', threadId);
    const { requests, waits } = await chat.preview({ threadId, text: 'say three', attachments: [] });
    deepEqual([chat.isRunning(threadId), waits], [true, true]);
    await ended(threadId);
    await say('say three', threadId);
    await ended(threadId);
    deepEqual(requests, noted(threadId));
    deepEqual((await chat.preview({ threadId, text: 'say four', attachments: [] })).waits, undefined);
  });

  it('goes on from it with the first answer of a thread, too', async () => {
    const threadId = await say('count to 40');
    const { requests } = await chat.preview({ threadId, text: 'say three', attachments: [] });
    deepEqual([chat.isRunning(threadId), requests.map(({ address }) => new URL(address).pathname)], [true, ['/v1/responses']]);
    match(requests[0]?.body ?? '', /"conversation":"(?:…|conv_\w+)"/);
    await chat.stop(threadId);
  });

  it('goes on from an answer that is asked for anew, whose conversation is another one', async () => {
    const threadId = await say('say one');
    await ended(threadId);
    const first = threads.open(threadId).messages.at(-1);
    const before = first?.role === 'assistant' ? first.bookmark?.id : undefined;
    await chat.retry(threadId, first?.id ?? '');
    const { requests } = await chat.preview({ threadId, text: 'say three', attachments: [] });
    deepEqual([requests.length, requests[0]?.body.includes(String(before))], [1, false]);
    await ended(threadId);
  });
});

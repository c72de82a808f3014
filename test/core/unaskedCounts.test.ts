import { deepEqual, match, rejects } from 'node:assert/strict';
import { Chat } from '../../src/core/chat.ts';
import { ContextCounter } from '../../src/core/contextParts.ts';
import { ContextMeter } from '../../src/core/contextMeter.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import { Gate } from '../../src/core/gate.ts';
import type { Choice } from '../../src/core/obstacles.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { sendEdit } from '../../src/core/promptEdit.ts';
import { Queue } from '../../src/core/queue.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import { Threads } from '../../src/core/threads.ts';
import type { Attachment } from '../../src/shared/attachment.ts';
import { assistantsOf, backEndOf, FakeShelf, KeptBytes, KeptLog, MemoryDeskStore, MemorySentStore, MemoryThreadStore, quietOutputs, ScriptedEngine } from '../support/fakes.ts';
import { eventually } from '../support/eventually.ts';
import { letters } from './plantedSecrets.ts';

const connection = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'none', headers: {}, model: 'm' } as const;
const key = ['gh', 'p_', letters(36)].join('');
const keys: Attachment = { id: 'k', kind: 'file', path: 'keys.ts', language: 'ts', text: `const token = '${key}';` };
/** With the instructions and what is kept for the answer, near to the window. */
const long = 'word '.repeat(110).trim();

/** A chat whose model takes 200 words, and whose server notes what it is given to count; the user decides everything like this. */
function stage(choice?: Choice) {
  const counted: string[] = [];
  const engine = new ScriptedEngine();
  engine.script = [{ type: 'text', text: 'Yes.' }, { type: 'done' }];
  const countContext = async (given: object): Promise<number> => {
    counted.push(JSON.stringify(given));
    return 50;
  };
  const backEnd = { ...backEndOf(engine), countContext };
  const backEnds = { answering: async () => ({ connection, backEnd }), connectionOf: () => connection, knownModel: () => 'm', of: async () => backEnd };
  const threads = new Threads(new MemoryThreadStore(), new KeptLog());
  const gate = new Gate(async (obstacles) => (choice === undefined ? undefined : obstacles.map(({ hash }) => ({ hash, choice }))));
  const chat = new Chat({ threads, backEnds, gate, sent: new MemorySentStore(), assistants: assistantsOf(new FakeShelf()), calls: new FunctionCalls(), attachmentStore: new KeptBytes(), outputs: quietOutputs(threads), refused: new RefusedParameters(), log: new KeptLog(), explain: failureOf });
  const meter = new ContextMeter({ counter: new ContextCounter(async (text) => text.split(/\s+/).length), lists: { known: () => [{ id: 'm', window: 200 }], renew: async () => [], ask: async () => [] }, backEnds });
  const send = async (text: string, attachments: readonly Attachment[], threadId?: string): Promise<string> => {
    const id = await chat.send({ text, attachments, workspace: 'w', ...(threadId === undefined ? {} : { threadId }) });
    await eventually(() => chat.isRunning(id), false);
    return id;
  };
  return { chat, meter, threads, engine, counted, send, queue: new Queue({ store: new MemoryDeskStore(), workspace: 'w', threads, chat, meter, explain: failureOf, readAgain: async () => undefined, askChanged: async () => undefined }) };
}

describe('A turn that is counted by its server before it is sent', () => {
  it('is counted there when nothing of it is to be asked about', async () => {
    const { chat, meter, counted } = stage();
    await meter.check(await chat.measured({ text: long, attachments: [] }));
    deepEqual(counted.length, 1);
  });

  it('is not told to the server while a secret in it is to be asked about: in the message, a file, by its name', async () => {
    const { chat, meter, counted } = stage();
    await meter.check(await chat.measured({ text: `${key} ${long}`, attachments: [] }));
    await meter.check(await chat.measured({ text: long, attachments: [keys] }));
    await meter.check(await chat.measured({ text: long, attachments: [{ ...keys, path: '.env', text: 'A=1' }] }));
    deepEqual(counted, []);
  });

  it('is held back by the estimate alone while something in it is to be asked about', async () => {
    const { chat, meter, counted } = stage();
    await rejects(meter.check(await chat.measured({ text: `${key} ${long} ${long}`, attachments: [] })), /it is about \d+ tokens/);
    deepEqual(counted, []);
  });

  it('is counted as it would leave: with the placeholders that the thread has', async () => {
    const { chat, meter, counted, send } = stage('replace');
    const threadId = await send('Why?', [keys]);
    await meter.check(await chat.measured({ threadId, text: long, attachments: [keys] }));
    deepEqual([counted.length, counted.some((given) => given.includes(key))], [1, false]);
    match(counted[0] ?? '', /‹secret 1: GitHub token›/);
  });

  it('is not told to the server by Retry, Resume, Edit or the queue either, when earlier messages hold a secret', async () => {
    const first = stage('send');
    const threadId = await first.send('Why?', [keys]);
    const { messages } = first.threads.open(threadId);
    const { chat, meter, threads, counted, queue } = stage();
    threads.create({ type: 'created', at: 1, threadId, assistantId: 'assistant', workspace: 'w' }, messages.map((message) => (message.role === 'user' ? { type: 'prompted', at: 1, message: { ...message, text: long } } : { type: 'answering', at: 1, message: { ...message, state: 'interrupted' } })));
    const [prompt, answer] = messages.map(({ id }) => id);
    await meter.check(await chat.measuredAgain(threadId, answer ?? ''), true);
    await meter.check(await chat.measuredFurther(threadId, answer ?? ''), true);
    await rejects(sendEdit({ chat, meter, threads, rooms: { trim: async () => undefined }, workspace: 'w' }, { threadId, messageId: prompt ?? '', text: long, attachmentIds: ['k'] }), /Nothing was sent/);
    queue.add(threadId, 'And now?', []);
    await queue.sendNow(threadId);
    deepEqual([counted, queue.view(threadId).waits], [[], 'Nothing was sent.']);
  });
});

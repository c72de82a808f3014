import { deepEqual } from 'node:assert/strict';
import { Chat } from '../../src/core/chat.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import { Gate } from '../../src/core/gate.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import { Threads } from '../../src/core/threads.ts';
import { eventually } from '../support/eventually.ts';
import { assistantsOf, backEndOf, backEndsOf, FakeShelf, KeptBytes, KeptLog, MemorySentStore, MemoryThreadStore, quietOutputs, ScriptedEngine } from '../support/fakes.ts';
import { letters } from './plantedSecrets.ts';

const first = { id: 'c', name: 'Here', baseUrl: 'https://first.test/v1', api: 'responses', auth: 'none', headers: {} } as const;
const second = { ...first, baseUrl: 'https://second.test/v1' } as const;
const key = ['gh', 'p_', letters(36)].join('');

/** A chat whose model says a key; its connection keeps its name and gets other addresses. The user sends everything as it is, and is asked about `asked`. */
class Stage {
  connection: typeof first | typeof second = first;
  readonly asked: string[] = [];
  readonly engine = new ScriptedEngine();
  readonly threads = new Threads(new MemoryThreadStore(), new KeptLog());
  readonly chat = new Chat({
    threads: this.threads, backEnds: backEndsOf(() => ({ connection: this.connection, backEnd: backEndOf(this.engine) })), sent: new MemorySentStore(), assistants: assistantsOf(new FakeShelf()), calls: new FunctionCalls(),
    gate: new Gate(async (obstacles) => {
      this.asked.push(...obstacles.map(({ name }) => name));
      return obstacles.map(({ hash }) => ({ hash, choice: 'send' }));
    }),
    attachmentStore: new KeptBytes(), outputs: quietOutputs(this.threads), refused: new RefusedParameters(), log: new KeptLog(), explain: failureOf,
  });

  constructor() {
    this.engine.script = [{ type: 'text', text: `The key is ${key}.` }, { type: 'done' }];
  }

  async say(text: string, threadId?: string): Promise<string> {
    const id = await this.chat.send({ text, attachments: [], workspace: 'w', ...(threadId === undefined ? {} : { threadId }) });
    await eventually(() => this.chat.isRunning(id), false);
    return id;
  }
}

describe('An earlier answer with a secret', () => {
  it('goes back unasked to the address that it came from', async () => {
    const stage = new Stage();
    await stage.say('And now?', await stage.say('Make a key.'));
    deepEqual(stage.asked, []);
  });

  it('is asked about on its way to another address, though the connection has the same name', async () => {
    const stage = new Stage();
    const threadId = await stage.say('Make a key.');
    stage.connection = second;
    await stage.say('And now?', threadId);
    deepEqual(stage.asked, ['An earlier answer']);
  });

  it('is asked about on its way to either address once both have had a part in it', async () => {
    const stage = new Stage();
    stage.engine.script = [{ type: 'text', text: `The key is ${key}.` }];
    const threadId = await stage.say('Make a key.');
    stage.connection = second;
    stage.engine.script = [{ type: 'text', text: ' That is all.' }, { type: 'done' }];
    await stage.chat.resume(threadId, stage.threads.open(threadId).messages.at(-1)?.id ?? '');
    await eventually(() => stage.chat.isRunning(threadId), false);
    await stage.say('And now?', threadId);
    stage.connection = first;
    await stage.say('And then?', threadId);
    deepEqual(stage.asked, ['An earlier answer', 'An earlier answer', 'An earlier answer']);
  });

  it('is asked about where it is from a time when addresses were not kept', async () => {
    const stage = new Stage();
    const { messages } = stage.threads.open(await stage.say('Make a key.'));
    const old = messages.map((message) => {
      if (message.role === 'user') return { type: 'prompted', at: 1, message } as const;
      const { origin: _origin, ...answer } = message;
      return { type: 'answering', at: 1, message: answer } as const;
    });
    stage.threads.create({ type: 'created', at: 1, threadId: 'old', assistantId: 'assistant', workspace: 'w' }, old);
    await stage.say('And now?', 'old');
    deepEqual(stage.asked, ['An earlier answer']);
  });
});

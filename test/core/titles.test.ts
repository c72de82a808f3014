import assert from 'node:assert/strict';
import { Bill } from '../../src/core/bill.ts';
import { Chat } from '../../src/core/chat.ts';
import type { EngineEvent } from '../../src/core/engine.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import type { Call } from '../../src/core/spending.ts';
import { Threads } from '../../src/core/threads.ts';
import { Titles } from '../../src/core/titles.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { eventually } from '../support/eventually.ts';
import { assistantsOf, backEndOf, backEndsOf, FakeShelf, KeptBytes, KeptLog, MemorySentStore, MemoryThreadStore, quietGate, quietOutputs, ScriptedEngine } from '../support/fakes.ts';

const connection = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'none', headers: {} } as const;
const says = (text: string): readonly EngineEvent[] => [{ type: 'text', text }, { type: 'note', note: { usage: { inputTokens: 9, outputTokens: 2 } } }, { type: 'done' }];

class Stage {
  readonly log = new KeptLog();
  readonly threads = new Threads(new MemoryThreadStore(), this.log);
  readonly engine = new ScriptedEngine();
  readonly sent = new MemorySentStore();
  wanted = true;
  /** What was to be called without a question about caps. */
  readonly unasked: unknown[] = [];
  /** Whether such a call would pass a cap. */
  isCapped = false;
  readonly #parts = {
    threads: this.threads, backEnds: backEndsOf(() => ({ connection, backEnd: backEndOf(this.engine) })), assistants: assistantsOf(new FakeShelf()), gate: quietGate(), calls: new FunctionCalls(),
    outputs: quietOutputs(this.threads), attachmentStore: new KeptBytes(), refused: new RefusedParameters(), sent: this.sent, log: this.log, explain: failureOf,
    spending: {
      allow: async ({ unasked }: Call): Promise<Bill> => {
        this.unasked.push(unasked);
        if (this.isCapped && unasked === true) throw new FailureError({ kind: 'withheld', message: 'Nothing was sent.', action: 'retry' });
        return new Bill({ threadId: '', day: '', estimate: 1, priceOf: () => ({ basis: 'local' }), enter: () => undefined, strike: () => undefined });
      },
    },
  };
  readonly chat = new Chat(this.#parts);
  readonly titles = new Titles(this.#parts, () => this.wanted);

  /** Sends a prompt; the engine answers it, and then what is asked beside the thread, with these words. */
  async say(prompt: string, { threadId, answer = 'An answer.', title = 'A title', temporary }: { readonly threadId?: string; readonly answer?: string; readonly title?: string | Error; readonly temporary?: true } = {}): Promise<string> {
    this.engine.script = says(answer);
    const stop = this.threads.onEvent(({ event }) => {
      if (event.type === 'settled') this.engine.script = typeof title === 'string' ? says(title) : [title];
    });
    const id = await this.chat.send({ ...(threadId === undefined ? {} : { threadId }), ...(temporary === undefined ? {} : { temporary }), text: prompt, attachments: [], workspace: '' });
    await eventually(() => this.threads.open(id).messages.every((message) => message.role === 'user' || message.state !== 'running'), true);
    await this.titles.settled();
    stop.dispose();
    return id;
  }

  titleOf(threadId: string): readonly unknown[] {
    const { title, titledBy, spentBesides } = this.threads.open(threadId);
    return [title, titledBy, spentBesides];
  }
}

describe('Titles', () => {
  it('are made by the model from the first prompt and answer, at the cost of the thread, and nothing of it is kept at the server', async () => {
    const stage = new Stage();
    const id = await stage.say(`Wie lange zieht Tee? ${'x'.repeat(3000)}`, { title: '## "Ziehzeit von Tee."\nMore words' });
    const asked = stage.engine.turns[1];
    assert.deepEqual(stage.titleOf(id), ['Ziehzeit von Tee', 'model', { inputTokens: 9, outputTokens: 2 }]);
    assert.deepEqual([asked?.unstored, asked?.prompt.text, asked?.history.map(({ role, text }) => [role, text.length])], [true, 'Give our conversation a title.', [['user', 1001], ['assistant', 10]]]);
  });

  it('are asked for in a request that is shown beside those of the answer', async () => {
    const stage = new Stage();
    const id = await stage.say('One');
    const request = { method: 'POST', address: 'http://127.0.0.1/v1/responses', headers: [], body: '{}' };
    stage.engine.turns[1]?.sent?.(request);
    assert.deepEqual(stage.sent.sentFor(stage.threads.open(id).messages[1]?.id ?? ''), [request]);
  });

  it('are not worth a question: where a cap would be passed, the beginning of the prompt stays', async () => {
    const stage = new Stage();
    stage.isCapped = true;
    const id = await stage.say('How long does tea steep?');
    assert.deepEqual([stage.titleOf(id)[0], stage.unasked, stage.engine.turns.length], ['How long does tea steep?', [undefined, true], 1]);
  });

  it('are made once', async () => {
    const stage = new Stage();
    const id = await stage.say('One');
    await stage.say('Two', { threadId: id, title: 'Another' });
    assert.deepEqual([stage.titleOf(id)[0], stage.engine.turns.length], ['A title', 3]);
  });

  it('leave a thread alone that the user has named', async () => {
    const stage = new Stage();
    const stop = stage.threads.onEvent(({ threadId, event }) => {
      if (event.type === 'answering') stage.threads.rename(threadId, 'Mine');
    });
    const id = await stage.say('One');
    stop.dispose();
    assert.deepEqual([stage.titleOf(id), stage.engine.turns.length], [['Mine', 'user', undefined], 1]);
  });

  it('are not made where the user does not want them, nor for temporary threads, of which the server keeps nothing either', async () => {
    const stage = new Stage();
    const temporary = await stage.say('One', { temporary: true });
    stage.wanted = false;
    const unwanted = await stage.say('Two');
    assert.deepEqual([stage.titleOf(temporary)[0], stage.titleOf(unwanted)[0], stage.engine.turns.map(({ unstored }) => unstored)], ['One', 'Two', [true, undefined]]);
  });

  it('are the beginning of the prompt where the model fails; the log says so, nobody else', async () => {
    const stage = new Stage();
    const id = await stage.say('How long does tea steep?', { title: new Error('no') });
    assert.deepEqual([stage.titleOf(id), stage.log.lines], [['How long does tea steep?', undefined, undefined], [`Thread ${id} got no title from the model.`]]);
  });
});

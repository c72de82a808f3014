import assert from 'node:assert/strict';
import { emptyDefinition } from '../../src/core/assistant.ts';
import type { EngineEvent, ServerHandle, Turn } from '../../src/core/engine.ts';
import { Leases, type LeaseStore } from '../../src/core/leases.ts';
import type { Answer } from '../../src/shared/message.ts';
import type { TurnKnowledge } from '../../src/core/turnKnowledge.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { MemoryThreadStore } from '../support/fakes.ts';
import { eventually } from '../support/eventually.ts';
import { ThreadStage } from '../support/threadStage.ts';

const handle: ServerHandle = { place: 'here', kind: 'response', id: 'resp_1' };
const text = (words: string): EngineEvent => ({ type: 'text', text: words });
const usage = (inputTokens: number, outputTokens: number): EngineEvent => ({ type: 'note', note: { usage: { inputTokens, outputTokens } } });

const busy = (error: unknown): boolean => error instanceof FailureError && error.failure.kind === 'busy' && error.message.includes('another window');

/** Leases in memory, for windows that look at the same. */
class SharedLeases implements LeaseStore {
  readonly #owners = new Map<string, string>();

  take(threadId: string, owner: string): boolean {
    const taken = this.#owners.get(threadId) ?? owner;
    this.#owners.set(threadId, taken);
    return taken === owner;
  }

  renew(threadId: string, owner: string): boolean {
    return this.take(threadId, owner);
  }

  release(threadId: string, owner: string): void {
    if (this.#owners.get(threadId) === owner) this.#owners.delete(threadId);
  }
}

/** Windows over the same threads. */
class Windows {
  readonly store = new MemoryThreadStore();
  readonly #leases = new SharedLeases();

  open(knowledge?: TurnKnowledge): ThreadStage {
    return new ThreadStage({ store: this.store, leases: (log) => new Leases(this.#leases, log), ...(knowledge === undefined ? {} : { knowledge }) });
  }
}

const answerIn = (stage: ThreadStage, threadId: string): Answer => {
  const answer = stage.shown(threadId).at(-1);
  assert.ok(answer?.role === 'assistant');
  return answer;
};

/** A window in which an answer has begun to arrive, as far as the script says. */
async function begun(windows: Windows, script: readonly EngineEvent[], said: string): Promise<{ readonly first: ThreadStage; readonly threadId: string }> {
  const first = windows.open();
  first.engine.script = [...script, 'wait', text('!'), { type: 'done' }];
  const threadId = await first.chat.send({ text: 'one', attachments: [], workspace: 'w' });
  await eventually(() => answerIn(first, threadId).text, said);
  return { first, threadId };
}

describe('An answer whose window closes', () => {
  it('is heard once more by the next window, with no word doubled or lost (cases 63, 64)', async () => {
    const windows = new Windows();
    const { first, threadId } = await begun(windows, [{ type: 'begun', handle }, text('Hel'), text('lo')], 'Hello');
    await first.chat.close();
    const second = windows.open();
    second.engine.script = [text('He'), text('llo, wor'), text('ld'), usage(3, 4), { type: 'done' }];
    assert.equal(second.chat.open(threadId).messages.at(-1)?.text, 'Hello');
    await second.settled(threadId);
    const { text: words, state, usage: counted, handle: left } = answerIn(second, threadId);
    assert.deepEqual({ words, state, counted, left, heard: second.engine.heard }, { words: 'Hello, world', state: 'complete', counted: { inputTokens: 3, outputTokens: 4 }, left: undefined, heard: [{ ...handle, from: 0 }] });
  });

  it('goes on citing the passages that went with its prompt, by the same numbers', async () => {
    const windows = new Windows();
    const passages = ['tea.md', 'cup.md'].map((path) => ({ path, hash: path, startLine: 1, endLine: 2, text: path }));
    const first = windows.open({ isSearchedHere: () => true, passages: async () => passages, prepared: (assistant) => ({ assistant }), missed: () => false, origin: () => undefined });
    first.engine.script = [{ type: 'begun', handle }, text('Boil it [1]'), 'wait', text('!'), { type: 'done' }];
    const threadId = await first.chat.send({ text: 'one', attachments: [], workspace: 'w' });
    await eventually(() => answerIn(first, threadId).text, 'Boil it [1]');
    await first.chat.close();
    const second = windows.open();
    second.engine.script = [text('Boil it [1], in a cup [2].'), { type: 'done' }];
    second.chat.open(threadId);
    await second.settled(threadId);
    assert.deepEqual(answerIn(second, threadId).citations?.map(({ number, path }) => [number, path]), [[1, 'tea.md'], [2, 'cup.md']]);
  });

  it('is heard a third time with no word doubled, though its server tells its name each time', async () => {
    const windows = new Windows();
    const { first, threadId } = await begun(windows, [{ type: 'begun', handle }, text('Hel')], 'Hel');
    await first.chat.close();
    const second = windows.open();
    second.engine.script = [{ type: 'begun', handle }, text('Hel'), text('lo, w'), 'wait'];
    second.chat.open(threadId);
    await eventually(() => answerIn(second, threadId).text, 'Hello, w');
    await second.chat.close();
    const third = windows.open();
    third.engine.script = [{ type: 'begun', handle }, text('Hello, world'), { type: 'done' }];
    third.chat.open(threadId);
    await third.settled(threadId);
    assert.deepEqual([answerIn(third, threadId).text, answerIn(third, threadId).state], ['Hello, world', 'complete']);
  });

  it('keeps what came before the part that is heard once more, and what that cost', async () => {
    const windows = new Windows();
    const { first, threadId } = await begun(windows, [text('Let me see.'), usage(10, 20), { type: 'begun', handle }, text('\n\nIt')], 'Let me see.\n\nIt');
    await first.chat.close();
    const second = windows.open();
    second.engine.script = [text('\n\nIt is so.'), usage(1, 2), { type: 'done' }];
    second.chat.open(threadId);
    await second.settled(threadId);
    const { text: words, usage: counted } = answerIn(second, threadId);
    assert.deepEqual([words, counted], ['Let me see.\n\nIt is so.', { inputTokens: 11, outputTokens: 22 }]);
  });

  it('is broken off where its server does not go on by itself', async () => {
    const windows = new Windows();
    const { first, threadId } = await begun(windows, [text('Hel')], 'Hel');
    await first.chat.close();
    const { text: words, state } = answerIn(windows.open(), threadId);
    assert.deepEqual([words, state], ['Hel', 'interrupted']);
  });

  it('is broken off, with what had come, when its server has forgotten it', async () => {
    const windows = new Windows();
    const { first, threadId } = await begun(windows, [{ type: 'begun', handle }, text('Hel')], 'Hel');
    await first.chat.close();
    const second = windows.open();
    second.engine.script = [new FailureError({ kind: 'interrupted', message: 'Gone.', action: 'continue' })];
    second.chat.open(threadId);
    await second.settled(threadId);
    const { text: words, state, failure } = answerIn(second, threadId);
    assert.deepEqual([words, state, failure?.message], ['Hel', 'interrupted', 'Gone.']);
  });

  it('can be stopped in the window that hears it once more', async () => {
    const windows = new Windows();
    const { first, threadId } = await begun(windows, [{ type: 'begun', handle }, text('Hel')], 'Hel');
    await first.chat.close();
    const second = windows.open();
    second.engine.script = [text('Hel'), 'wait'];
    second.chat.open(threadId);
    await second.chat.stop(threadId);
    assert.deepEqual([answerIn(second, threadId).state, answerIn(second, threadId).text], ['stopped', 'Hel']);
  });
});

describe('A thread in two windows', () => {
  it('is answered in by one of them, while the other one follows', async () => {
    const windows = new Windows();
    const { first, threadId } = await begun(windows, [{ type: 'begun', handle }, text('Hel')], 'Hel');
    const second = windows.open();
    await eventually(() => second.chat.open(threadId).messages.at(-1)?.text, 'Hel');
    await assert.rejects(second.say('two', 'no', { threadId }), busy);
    await assert.rejects(second.chat.stop(threadId), busy);
    first.engine.go();
    await first.settled(threadId);
    await eventually(() => second.events.map((event) => event.type).includes('settled'), true);
    assert.deepEqual([second.engine.heard, answerIn(second, threadId).text, answerIn(second, threadId).state], [[], 'Hel!', 'complete']);
  });

  it('is taken over by the other one when the first one closes', async () => {
    const windows = new Windows();
    const { first, threadId } = await begun(windows, [{ type: 'begun', handle }, text('Hel')], 'Hel');
    const second = windows.open();
    second.engine.script = [text('Hello'), { type: 'done' }];
    second.chat.open(threadId);
    await first.chat.close();
    await eventually(() => answerIn(second, threadId).state, 'complete');
    assert.deepEqual([second.engine.heard.length, answerIn(second, threadId).text], [1, 'Hello']);
  });
});

describe('Whether a server is to go on by itself', () => {
  it('is for the assistant to say, else for the settings', async () => {
    const asked: Turn['background'][] = [];
    for (const [setting, own] of [[false, undefined], [true, undefined], [true, false], [false, true]] as const) {
      const stage = new ThreadStage({ background: () => setting });
      const assistant = { ...emptyDefinition, id: 'personal/a', name: 'A', ...(own === undefined ? {} : { background: own }) };
      stage.shelf.entries = [{ assistant, place: 'personal', address: 'file:///a' }];
      stage.answers('Yes');
      await stage.settled(await stage.chat.send({ assistantId: assistant.id, text: 'one', attachments: [], workspace: 'w' }));
      asked.push(stage.engine.turns[0]?.background);
    }
    assert.deepEqual(asked, [undefined, true, undefined, true]);
  });
});

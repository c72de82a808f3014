import assert from 'node:assert/strict';
import { builtInAssistant } from '../../src/core/assistants.ts';
import { Chat } from '../../src/core/chat.ts';
import type { BackEnd } from '../../src/core/engine.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { Threads } from '../../src/core/threads.ts';
import { branch, type Answer, type Message } from '../../src/shared/model.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { applyThreadEvent, emptyThread, type ThreadEvent } from '../../src/shared/threadEvents.ts';
import { KeptLog, MemoryThreadStore, ScriptedEngine } from '../support/fakes.ts';

const connection = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'none', headers: {} } as const;
const bookmark = { place: 'here', kind: 'conversation', id: 'conv' } as const;
const text = (words: string): { readonly type: 'text'; readonly text: string } => ({ type: 'text', text: words });
const done = { type: 'done' } as const;

class Stage {
  readonly store = new MemoryThreadStore();
  readonly log = new KeptLog();
  readonly threads = new Threads(this.store, this.log);
  readonly engine = new ScriptedEngine();
  readonly events: ThreadEvent[] = [];
  failure: FailureError | undefined;
  readonly chat = new Chat({
    threads: this.threads,
    backEnds: { active: async () => this.#active() },
    assistant: () => builtInAssistant,
    log: this.log,
    explain: failureOf,
    patience: { first: 40, next: 40 },
  });

  constructor() {
    this.threads.onEvent(({ event }) => this.events.push(event));
  }

  /** Sends a prompt and waits for the end of its answer. */
  async say(words: string, threadId?: string): Promise<string> {
    const id = await this.start(words, threadId);
    await this.settled(id);
    return id;
  }

  start(words: string, threadId?: string): Promise<string> {
    return this.chat.send({ ...(threadId === undefined ? {} : { threadId }), text: words, attachments: [], workspace: 'w' });
  }

  async settled(threadId: string): Promise<void> {
    while (this.last(threadId).state === 'running') await new Promise((resolve) => { setTimeout(resolve, 2); });
  }

  shown(threadId: string): readonly Message[] {
    const thread = this.threads.open(threadId);
    return branch(thread.messages, thread.leafId);
  }

  last(threadId: string): Answer {
    const answer = this.shown(threadId).at(-1);
    assert.ok(answer?.role === 'assistant');
    return answer;
  }

  async #active(): Promise<{ readonly connection: typeof connection; readonly backEnd: BackEnd }> {
    if (this.failure !== undefined) throw this.failure;
    return { connection, backEnd: { engine: this.engine, defaultModel: async () => 'model', models: async () => [], examine: async () => [] } };
  }
}

describe('Chat', () => {
  it('stores a prompt, streams the answer into the thread and ends with the server', async () => {
    const stage = new Stage();
    stage.engine.script = [text('Hel'), text('lo'), { type: 'note', note: { usage: { inputTokens: 1, outputTokens: 2 }, bookmark } }, done];
    const id = await stage.say('Hi');
    const { text: words, state, model, usage } = stage.last(id);
    assert.deepEqual({ words, state, model, usage }, { words: 'Hello', state: 'complete', model: 'model', usage: { inputTokens: 1, outputTokens: 2 } });
    assert.equal(stage.threads.list()[0]?.title, 'Hi');
  });

  it('tells every change: the events it fires fold to the truth it keeps', async () => {
    const stage = new Stage();
    stage.engine.script = [text('a'), text('b'), done];
    const id = await stage.say('Hi');
    await stage.say('More', id);
    assert.deepEqual(stage.events.reduce(applyThreadEvent, emptyThread), stage.threads.open(id));
  });

  it('has the prompt on the disk before the engine is asked', async () => {
    const stage = new Stage();
    stage.engine.script = ['wait', done];
    const id = await stage.start('Hi');
    assert.deepEqual(stage.store.read(id).slice(0, 3).map(({ type }) => type), ['created', 'prompted', 'answering']);
    stage.engine.go();
    await stage.settled(id);
  });

  it('sends nothing and stores nothing while no answer could be had', async () => {
    const stage = new Stage();
    stage.failure = new FailureError({ kind: 'noKey', message: 'There is no key.', action: 'setKey' });
    await assert.rejects(stage.say('Hi'), /no key/);
    stage.failure = undefined;
    stage.store.full = true;
    await assert.rejects(stage.say('Hi'), /disk is full/);
    assert.deepEqual([stage.threads.list(), stage.engine.turns], [[], []]);
  });

  it('gives the history of the branch, and the bookmark of the answer just before', async () => {
    const stage = new Stage();
    stage.engine.script = [text('One.'), { type: 'note', note: { bookmark } }, done];
    const id = await stage.say('First');
    await stage.say('Second', id);
    const turn = stage.engine.turns[1];
    assert.deepEqual([turn?.history.map((message) => message.text), turn?.prompt.text, turn?.bookmark], [['First', 'One.'], 'Second', bookmark]);
  });

  it('does not trust a bookmark once anything else was asked of the server', async () => {
    const stage = new Stage();
    stage.engine.script = [text('One.'), { type: 'note', note: { bookmark } }, done];
    const id = await stage.say('First');
    stage.engine.script = [text('Half'), new FailureError({ kind: 'offline', message: 'Lost.', action: 'retry' })];
    await stage.say('Second', id);
    stage.engine.script = [text('Two.'), done];
    await stage.chat.retry(id, stage.last(id).id);
    await stage.settled(id);
    assert.equal(stage.engine.turns.at(-1)?.bookmark, undefined);
    assert.deepEqual(stage.engine.turns.at(-1)?.history.map((message) => message.text), ['First', 'One.']);
  });

  it('takes one prompt at a time in a thread, and keeps the refused one out of it', async () => {
    const stage = new Stage();
    stage.engine.script = ['wait', text('x'), done];
    const id = await stage.start('First');
    await assert.rejects(stage.start('Second', id), /still arriving/);
    stage.engine.go();
    await stage.settled(id);
    assert.equal(stage.shown(id).length, 2);
  });

  it('stops at once and keeps what has arrived', async () => {
    const stage = new Stage();
    stage.engine.script = [text('Half an ans'), 'wait', text('wer'), done];
    const id = await stage.start('Hi');
    while (stage.last(id).text === '') await new Promise((resolve) => { setTimeout(resolve, 2); });
    await stage.chat.stop(id);
    assert.deepEqual([stage.last(id).text, stage.last(id).state, stage.last(id).failure], ['Half an ans', 'stopped', undefined]);
  });

  it('calls an answer interrupted when its stream ends without the server saying so', async () => {
    const stage = new Stage();
    stage.engine.script = [text('Half')];
    const id = await stage.say('Hi');
    assert.deepEqual([stage.last(id).text, stage.last(id).state, stage.last(id).failure?.action], ['Half', 'interrupted', 'continue']);
  });

  it('keeps a partial answer with its failure, and calls one without a word failed', async () => {
    const stage = new Stage();
    const lost = new FailureError({ kind: 'offline', message: 'Lost.', action: 'retry' });
    stage.engine.script = [text('Half'), lost];
    const id = await stage.say('Hi');
    assert.deepEqual([stage.last(id).text, stage.last(id).state, stage.last(id).failure], ['Half', 'interrupted', lost.failure]);
    stage.engine.script = [lost];
    await stage.say('Again', id);
    assert.deepEqual([stage.last(id).text, stage.last(id).state], ['', 'failed']);
  });

  it('says so when the model returns no text', async () => {
    const stage = new Stage();
    stage.engine.script = [done];
    assert.equal(stage.last(await stage.say('Hi')).failure?.message, 'The model returned no text.');
  });

  it('gives up on a silent server, with the words that came', async () => {
    const stage = new Stage();
    stage.engine.script = [text('Half'), 'wait'];
    const id = await stage.say('Hi');
    assert.deepEqual([stage.last(id).text, stage.last(id).state, stage.last(id).failure?.kind], ['Half', 'interrupted', 'stalled']);
  });

  it('goes on where an answer broke off, in the same answer', async () => {
    const stage = new Stage();
    stage.engine.script = [text('One, two')];
    const id = await stage.say('Count');
    stage.engine.script = [text(', three'), done];
    await stage.chat.resume(id, stage.last(id).id);
    await stage.settled(id);
    assert.deepEqual([stage.last(id).text, stage.last(id).state, stage.shown(id).length], ['One, two, three', 'complete', 2]);
    assert.deepEqual(stage.engine.turns.at(-1)?.history.map((message) => message.text), ['Count', 'One, two']);
  });

  it('keeps the earlier version of an answer when another is asked for', async () => {
    const stage = new Stage();
    stage.engine.script = [text('First try'), done];
    const id = await stage.say('Hi');
    const first = stage.last(id);
    stage.engine.script = [text('Second try'), done];
    await stage.chat.retry(id, first.id);
    await stage.settled(id);
    assert.equal(stage.last(id).text, 'Second try');
    stage.threads.apply(id, [{ type: 'selected', messageId: first.id }], { durable: true });
    assert.equal(stage.last(id).text, 'First try');
  });

  it('marks what was running when VS Code went down as broken off', async () => {
    const stage = new Stage();
    stage.engine.script = [text('Half'), 'wait'];
    const id = await stage.start('Hi');
    while (stage.last(id).text === '') await new Promise((resolve) => { setTimeout(resolve, 2); });
    const after = new Stage();
    after.store.logs.set(id, [...stage.store.read(id)]);
    const reopened = after.chat.open(id);
    assert.deepEqual(reopened.messages.map((message) => (message.role === 'assistant' ? message.state : message.text)), ['Hi', 'interrupted']);
    await stage.chat.close();
    assert.match(stage.last(id).failure?.message ?? '', /VS Code was closed/);
  });

  it('points to the log when something unexpected goes wrong', async () => {
    const stage = new Stage();
    stage.engine.script = [new TypeError('Cannot read properties of undefined')];
    const id = await stage.say('Hi');
    assert.deepEqual([stage.last(id).failure?.kind, stage.last(id).failure?.action, stage.log.lines.length], ['internal', 'openLog', 1]);
  });
});

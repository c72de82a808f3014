import assert from 'node:assert/strict';
import { emptyDefinition } from '../../src/core/assistant.ts';
import type { AssistantEntry } from '../../src/core/assistants.ts';
import { Chat } from '../../src/core/chat.ts';
import type { BackEnd, EngineEvent } from '../../src/core/engine.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { Outputs } from '../../src/core/outputs.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import { Threads } from '../../src/core/threads.ts';
import type { Answer, Message } from '../../src/shared/message.ts';
import { branch } from '../../src/shared/messageTree.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { applyThreadEvent, emptyThread, type ThreadEvent } from '../../src/shared/threadEvents.ts';
import { assistantsOf, backEndOf, FakeShelf, KeptBytes, KeptLog, MemoryOutputStore, MemorySentStore, MemoryThreadStore, noBackEnds, quietGate, ScriptedEngine } from '../support/fakes.ts';

const connection = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'none', headers: {} } as const;
const bookmark = { place: 'here', kind: 'conversation', id: 'conv' } as const;
const text = (words: string): { readonly type: 'text'; readonly text: string } => ({ type: 'text', text: words });
const done = { type: 'done' } as const;

const reviewer: AssistantEntry = { assistant: { ...emptyDefinition, id: 'personal/reviewer', name: 'Reviewer', parameters: { temperature: 0 } }, place: 'personal', address: 'file:///reviewer' };

class Stage {
  readonly store = new MemoryThreadStore();
  readonly log = new KeptLog();
  readonly threads = new Threads(this.store, this.log);
  readonly engine = new ScriptedEngine();
  readonly shelf = new FakeShelf();
  readonly calls = new FunctionCalls();
  readonly sent = new MemorySentStore();
  readonly events: ThreadEvent[] = [];
  failure: FailureError | undefined;
  readonly chat = new Chat({
    threads: this.threads,
    backEnds: { answering: async () => this.#active(), connectionOf: () => connection, knownModel: () => undefined, of: async () => backEndOf(this.engine) },
    assistants: assistantsOf(this.shelf),
    gate: quietGate(),
    calls: this.calls,
    outputs: new Outputs({ threads: this.threads, backEnds: noBackEnds, store: new MemoryOutputStore(), log: this.log, explain: failureOf }),
    attachmentStore: new KeptBytes(),
    refused: new RefusedParameters(),
    sent: this.sent,
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
    return { connection, backEnd: backEndOf(this.engine) };
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

  it('keeps what is sent beside the answer that it is sent for', async () => {
    const stage = new Stage();
    stage.engine.script = [text('Yes'), done];
    const id = await stage.say('Hi');
    const request = { method: 'POST', address: 'http://127.0.0.1/v1/responses', headers: [], body: '{}' };
    stage.engine.turns[0]?.sent?.(request);
    assert.deepEqual(stage.sent.sentFor(stage.last(id).id), [request]);
  });

  it('previews the turn that would be, bookmark and all, and neither stores nor asks anything', async () => {
    const stage = new Stage();
    stage.engine.script = [text('Yes'), { type: 'note', note: { bookmark } }, done];
    const id = await stage.say('Hi');
    const before = stage.store.length(id);
    const { turn } = await stage.chat.preview({ threadId: id, text: 'More', attachments: [] });
    assert.deepEqual([turn.history.map((message) => message.text), turn.prompt, turn.bookmark, turn.model], [['Hi', 'Yes'], { text: 'More', attachments: [] }, bookmark, 'model']);
    assert.deepEqual([stage.engine.turns.length, stage.store.length(id)], [1, before]);
  });

  it('tells every change: the events it fires fold to the truth it keeps', async () => {
    const stage = new Stage();
    stage.engine.script = [text('a'), text('b'), done];
    const id = await stage.say('Hi');
    await stage.say('More', id);
    assert.deepEqual(stage.events.reduce(applyThreadEvent, emptyThread), stage.threads.open(id));
  });

  it('takes an image for an answer where no word comes with it, and does not wait for the image', async () => {
    const stage = new Stage();
    const arrived = Promise.withResolvers<null>();
    const image: EngineEvent = { type: 'made', file: { id: 'f', name: 'chart.png', fetch: () => arrived.promise.then(() => { throw new FailureError({ kind: 'expired', message: 'It has expired.', action: 'retry' }); }) } };
    stage.engine.script = [image, done];
    const id = await stage.say('Draw');
    const before = stage.last(id);
    arrived.resolve(null);
    await stage.chat.close();
    assert.deepEqual([before.state, before.text, before.outputs?.map(({ state }) => state), stage.last(id).outputs?.map(({ state }) => state)], ['complete', '', ['fetching'], ['lost']]);
  });

  it('says of a file that nobody fetches any more that it is lost, when its thread is opened', async () => {
    const stage = new Stage();
    stage.engine.script = [text('Here.'), done];
    const id = await stage.say('Draw');
    const output = { id: 'f', name: 'chart.png', mediaType: 'image/png', state: 'fetching' } as const;
    stage.threads.apply(id, [{ type: 'produced', messageId: stage.last(id).id, output }], { durable: false });
    stage.chat.open(id);
    assert.deepEqual(stage.last(id).outputs, [{ ...output, state: 'lost', why: 'VS Code was closed while this file was being fetched.' }]);
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

  it('calls an answer interrupted when its stream ends without the server saying so (case 4)', async () => {
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

  it('says so when the model returns no text (case 25)', async () => {
    const stage = new Stage();
    stage.engine.script = [done];
    assert.equal(stage.last(await stage.say('Hi')).failure?.message, 'The model returned no text.');
  });

  it('gives up on a silent server, with the words that came (case 6)', async () => {
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

  it('lets another assistant answer a prompt that begins with its @name, in the same thread', async () => {
    const stage = new Stage();
    stage.shelf.put([reviewer]);
    stage.engine.script = [text('So.'), done];
    const id = await stage.say('Hi');
    await stage.say('@reviewer what do you think?', id);
    await stage.say('And you?', id);
    assert.deepEqual(stage.engine.turns.map(({ assistant }) => assistant.name), ['Assistant', 'Reviewer', 'Assistant']);
    assert.deepEqual(stage.shown(id).flatMap((message) => (message.role === 'assistant' ? [message.assistantName] : [])), ['Assistant', 'Reviewer', 'Assistant']);
  });

  it('takes a changed assistant for the next turn, and refuses to answer as one that is gone', async () => {
    const stage = new Stage();
    stage.shelf.put([reviewer]);
    stage.engine.script = [text('So.'), done];
    const id = await stage.chat.send({ assistantId: reviewer.assistant.id, text: 'Hi', attachments: [], workspace: 'w' });
    await stage.settled(id);
    stage.shelf.put([{ ...reviewer, assistant: { ...reviewer.assistant, instructions: 'Be kind.' } }]);
    await stage.say('Again', id);
    stage.shelf.put([]);
    await assert.rejects(stage.say('And again', id), (error) => error instanceof FailureError && error.failure.action === 'chooseAssistant');
    assert.deepEqual([stage.engine.turns.map(({ assistant }) => assistant.instructions), stage.shown(id).length], [['', 'Be kind.'], 4]);
  });

  it('says on top of the instructions what the thread asks for', async () => {
    const stage = new Stage();
    stage.engine.script = [text('So.'), done];
    const id = await stage.say('Hi');
    stage.threads.apply(id, [{ type: 'instructed', at: 1, instructions: 'The user has a premium account.' }], { durable: true });
    await stage.say('Who am I?', id);
    assert.deepEqual(stage.engine.turns.map(({ instructions }) => instructions), [undefined, 'The user has a premium account.']);
  });

  it('shows several answers to one prompt as versions, the first of them first', async () => {
    const stage = new Stage();
    stage.engine.script = [text('One'), { ...text('Uno'), choice: 1 }, text(' more'), { ...text(' más'), choice: 1 }, done];
    const id = await stage.say('Hi');
    const answers = stage.threads.open(id).messages.flatMap((message) => (message.role === 'assistant' ? [`${message.text}: ${message.state}`] : []));
    assert.deepEqual([answers, stage.last(id).text], [['One more: complete', 'Uno más: complete'], 'One more']);
  });

  it('keeps the steps of an answer with their times, each in its place', async () => {
    const stage = new Stage();
    const code = { id: 's1', kind: 'code', title: 'Code', input: 'print(1)' } as const;
    stage.engine.script = [{ type: 'step', step: { ...code, state: 'running' } }, { type: 'step', step: { ...code, state: 'complete', output: '1' } }, text('So.'), done];
    const id = await stage.say('Hi');
    const { steps = [], endedAt } = stage.last(id);
    assert.deepEqual(steps.map(({ startedAt: _startedAt, endedAt: _endedAt, ...step }) => step), [{ ...code, state: 'complete', output: '1' }]);
    assert.ok((steps[0]?.endedAt ?? 0) >= (steps[0]?.startedAt ?? Number.NaN) && endedAt !== undefined);
  });

  it('leaves out the parameter that the model refused, for this model from then on', async () => {
    const stage = new Stage();
    stage.shelf.put([reviewer]);
    stage.engine.script = [new FailureError({ kind: 'parameterRefused', message: 'model does not take temperature.', action: 'dropParameter', parameter: 'temperature' })];
    const id = await stage.chat.send({ assistantId: reviewer.assistant.id, text: 'Hi', attachments: [], workspace: 'w' });
    await stage.settled(id);
    stage.engine.script = [text('So.'), done];
    await stage.chat.retryWithout(id, stage.last(id).id);
    await stage.settled(id);
    assert.deepEqual(stage.engine.turns.map(({ without }) => without), [[], ['temperature']]);
    assert.deepEqual([stage.last(id).text, stage.last(id).without], ['So.', ['temperature']]);
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

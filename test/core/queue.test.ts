import assert from 'node:assert/strict';
import { Attachments } from '../../src/core/attachments.ts';
import type { LookingParts, SendChoice } from '../../src/core/changedFiles.ts';
import { Chat } from '../../src/core/chat.ts';
import { Desk } from '../../src/core/desk.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import { Gate } from '../../src/core/gate.ts';
import { hostApi } from '../../src/core/hostApi.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { Queue } from '../../src/core/queue.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import { Threads } from '../../src/core/threads.ts';
import { promptText } from '../../src/core/promptText.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { assistantsOf, backEndOf, backEndsOf, FakeShelf, KeptBytes, KeptLog, MemoryDeskStore, MemorySentStore, MemoryThreadStore, quietOutputs, quietSurface, ScriptedEngine } from '../support/fakes.ts';
import { eventually } from '../support/eventually.ts';

const connection = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'none', headers: {} } as const;
const done = { type: 'done' } as const;
const yes = { type: 'text', text: 'Yes.' } as const;
/** What looks like a key: the guard asks about it. */
const key = `ghp_${'1a2B3c4D5e6F7g8H9i0J'.repeat(2).slice(0, 36)}`;

const tooLong = new FailureError({ kind: 'contextTooLong', message: 'This does not fit.', action: 'dropLargest', others: ['trimOldest', 'summarise', 'sendAnyway'] });

/** A thread in which an answer is arriving until `engine.go()`. */
class Stage {
  readonly store: MemoryDeskStore;
  readonly engine = new ScriptedEngine();
  readonly threads = new Threads(new MemoryThreadStore(), new KeptLog());
  readonly desk: Desk;
  readonly attachments = new Attachments(async (text) => text.length);
  readonly chat = new Chat({
    threads: this.threads, backEnds: backEndsOf(() => ({ connection, backEnd: backEndOf(this.engine) })), sent: new MemorySentStore(), assistants: assistantsOf(new FakeShelf()),
    calls: new FunctionCalls(), gate: new Gate(async () => undefined), attachmentStore: new KeptBytes(), outputs: quietOutputs(this.threads), refused: new RefusedParameters(), log: new KeptLog(), explain: failureOf,
  });
  readonly queue: Queue;
  disk = 'let a';
  choice: SendChoice | undefined;
  readonly looking: LookingParts = {
    readAgain: async () => ({ kind: 'file', path: 'a.ts', language: 'ts', text: this.disk }),
    askChanged: async () => this.choice,
  };
  readonly api;
  threadId = '';
  /** For which prompts room was made. */
  readonly trimmed: string[] = [];

  constructor() {
    this.store = new MemoryDeskStore();
    this.desk = new Desk(this.store, 'w');
    this.queue = new Queue({ store: this.store, workspace: 'w', threads: this.threads, chat: this.chat, meter: { check: async ({ prompt }) => { if (prompt.text.startsWith('long')) throw tooLong; } }, explain: failureOf, ...this.looking });
    this.api = hostApi({
      ...quietSurface, rooms: { ...quietSurface.rooms, trim: async (_threadId, { prompt }) => { this.trimmed.push(prompt.text); } }, threads: this.threads, chat: this.chat, queue: this.queue, desk: this.desk, attachments: this.attachments, assistants: assistantsOf(new FakeShelf()), workspace: 'w', explain: failureOf,
      ...this.looking,
      status: async () => ({ assistantName: '', connectionName: '', starters: [], takes: [] }),
    });
  }

  /** Begins with an answer that waits, and queues these behind it. */
  async with(...texts: readonly string[]): Promise<this> {
    this.engine.script = ['wait', yes, done];
    const sent = await this.api.send({ text: 'first', attachmentIds: [] });
    this.threadId = sent?.threadId ?? '';
    for (const text of texts) await this.say(text);
    return this;
  }

  async say(text: string, ids: readonly string[] = []): Promise<void> {
    await this.api.send({ threadId: this.threadId, text, attachmentIds: ids });
  }

  id(index: number): string {
    return this.queue.of(this.threadId)[index]?.id ?? '';
  }

  /** What the engine was asked. */
  get asked(): readonly string[] {
    return this.engine.turns.map(({ prompt }) => promptText(prompt));
  }

  get waiting(): readonly string[] {
    return this.queue.of(this.threadId).map(({ text }) => text);
  }

  get why(): string | undefined {
    return this.queue.view(this.threadId).waits;
  }

  /** Lets the answer end, and whatever follows. */
  async end(...script: ScriptedEngine['script']): Promise<void> {
    this.engine.script = script;
    this.engine.go();
    await eventually(() => this.queue.isGoing(this.threadId), false);
  }
}

describe('What is said while an answer arrives', () => {
  it('is queued with its attachments, and sent in order when the answers before it have ended well', async () => {
    const stage = await new Stage().with();
    stage.attachments.add({ kind: 'file', path: 'a.ts', language: 'ts', text: 'let a' });
    await stage.say('second', stage.attachments.held.map(({ id }) => id));
    await stage.say('third');
    const queued = [stage.asked, stage.waiting, stage.attachments.held, stage.queue.view(stage.threadId).prompts.map(({ attachments }) => attachments), stage.why];
    assert.deepEqual(queued, [['first'], ['second', 'third'], [], [1, 0], undefined]);
    stage.engine.script = [yes, done];
    stage.engine.go();
    await eventually(() => [stage.asked, stage.waiting], [['first', 'second\n\na.ts\n```ts\nlet a\n```', 'third'], []]);
  });

  for (const [how, script, why] of [
    ['fails', [new Error('No.')], 'The answer failed, so what is queued waits.'],
    ['breaks off', [yes], 'The answer was interrupted, so what is queued waits.'],
  ] as const) {
    it(`waits when an answer ${how}, says so, and goes on when the user sends it`, async () => {
      const stage = await new Stage().with('second', 'third');
      stage.engine.script = script;
      stage.engine.go();
      await eventually(() => [stage.asked, stage.waiting, stage.why], [['first', 'second'], ['third'], why]);
      stage.engine.script = [yes, done];
      await stage.api.sendQueued({ threadId: stage.threadId, queuedId: stage.id(0) });
      await eventually(() => [stage.asked.at(-1), stage.waiting], ['third', []]);
    });
  }

  it('waits when a file of it has changed meanwhile, says so, and goes as the user says (case 120)', async () => {
    const stage = await new Stage().with();
    stage.attachments.add({ kind: 'file', path: 'a.ts', language: 'ts', text: 'let a', address: 'file:///w/a.ts' });
    await stage.say('second', stage.attachments.held.map(({ id }) => id));
    stage.disk = 'let b';
    await stage.end(yes, done);
    await eventually(() => [stage.asked, stage.why], [['first'], 'a.ts changed since you attached it. So what is queued waits: when you send it, you are asked what is to go.']);
    const send = (): Promise<unknown> => stage.api.sendQueued({ threadId: stage.threadId, queuedId: stage.id(0) });
    await send();
    assert.deepEqual([stage.asked, stage.waiting, stage.why], [['first'], ['second'], 'What is queued was not sent yet.']);
    stage.choice = 'new';
    await send();
    await eventually(() => [stage.asked.at(-1), stage.waiting], ['second\n\na.ts\n```ts\nlet b\n```', []]);
  });

  it('waits in a window that is loaded anew, says so, and is sent in order when the user says so', async () => {
    const stage = await new Stage().with('second', 'third');
    const stopping = stage.api.stop({ threadId: stage.threadId });
    await stage.end(yes, done);
    await stopping;
    const anew = new Queue({ store: stage.store, workspace: 'w', threads: stage.threads, chat: stage.chat, meter: { check: async () => undefined }, explain: failureOf, ...stage.looking });
    const why = anew.view(stage.threadId).waits;
    await anew.sendNow(stage.threadId, stage.id(0));
    await eventually(() => [why, stage.asked, stage.waiting], ['The window was loaded anew, so what is queued waits.', ['first', 'second', 'third'], []]);
  });

  it('waits when the answer is stopped', async () => {
    const stage = await new Stage().with('second');
    const stopping = stage.api.stop({ threadId: stage.threadId });
    await stage.end();
    await stopping;
    assert.deepEqual([stage.asked, stage.waiting, stage.why], [['first'], ['second'], 'The answer was stopped, so what is queued waits.']);
  });

  it('is sent at once when the user says so: the answer is stopped, and the rest keeps its turn', async () => {
    const stage = await new Stage().with('second', 'third');
    const sending = stage.api.sendQueued({ threadId: stage.threadId, queuedId: stage.id(1) });
    stage.engine.script = [yes, done];
    stage.engine.go();
    await sending;
    await eventually(() => [stage.asked, stage.waiting], [['first', 'third', 'second'], []]);
  });

  it('goes before all that is queued when it is written to be sent at once', async () => {
    const stage = await new Stage().with('second');
    const sending = stage.api.send({ threadId: stage.threadId, text: 'now', attachmentIds: [], now: true });
    stage.engine.script = [yes, done];
    stage.engine.go();
    await sending;
    await eventually(() => [stage.asked, stage.waiting], [['first', 'now', 'second'], []]);
  });

  it('is asked about by the guard when it is sent, and stays when nothing is to be sent', async () => {
    const stage = await new Stage().with(`Is ${key} mine?`);
    await stage.end(yes, done);
    assert.deepEqual([stage.asked, stage.waiting.length, stage.why], [['first'], 1, 'Nothing was sent.']);
  });

  it('waits where it does not fit, says so and how it can be sent, and is: anyway, or without the oldest messages', async () => {
    const stage = await new Stage().with('long', 'longer', 'third');
    await stage.end(yes, done);
    const [first, second] = [stage.id(0), stage.id(1)];
    const steps = ['trimOldest', 'sendAnyway'] as const;
    const { waits, tooLong: told } = stage.queue.view(stage.threadId);
    assert.deepEqual([stage.asked, waits, told], [['first'], 'This does not fit.', { id: first, steps }]);
    await stage.api.sendQueued({ threadId: stage.threadId, queuedId: first, anyway: true });
    await eventually(() => [stage.asked, stage.queue.view(stage.threadId).tooLong], [['first', 'long'], { id: second, steps }]);
    await stage.api.sendQueued({ threadId: stage.threadId, queuedId: second, trimmed: true });
    await eventually(() => [stage.asked, stage.waiting, stage.trimmed], [['first', 'long', 'longer', 'third'], [], ['longer']]);
  });

  it('says no more that it does not fit once that prompt is taken off', async () => {
    const stage = await new Stage().with('long', 'third');
    await stage.end(yes, done);
    await stage.api.removeQueued({ threadId: stage.threadId, queuedId: stage.id(0) });
    assert.deepEqual(stage.queue.view(stage.threadId), { prompts: [{ id: stage.id(0), text: 'third', attachments: 0 }], waits: 'What is queued was not sent yet.' });
  });

  it('can be put into another order, and be taken off', async () => {
    const stage = await new Stage().with('a', 'b', 'c');
    await stage.api.moveQueued({ threadId: stage.threadId, queuedId: stage.id(2), by: -1 });
    await stage.api.moveQueued({ threadId: stage.threadId, queuedId: stage.id(0), by: -1 });
    await stage.api.removeQueued({ threadId: stage.threadId, queuedId: stage.id(2) });
    assert.deepEqual(stage.waiting, ['a', 'c']);
    await stage.chat.close();
  });

  it('goes back into the composer with its attachments, before what is written there', async () => {
    const stage = await new Stage().with();
    stage.desk.show(stage.threads.open(stage.threadId));
    stage.attachments.add({ kind: 'file', path: 'a.ts', language: 'ts', text: 'let a', address: 'file:///a.ts' });
    await stage.say('second', stage.attachments.held.map(({ id }) => id));
    await stage.api.editQueued({ threadId: stage.threadId, queuedId: stage.id(0), text: 'half a thought' });
    assert.deepEqual([stage.waiting, stage.desk.draft?.text, stage.attachments.held.map(({ id, path }) => [path, stage.attachments.addressOf(id)])], [[], 'second\n\nhalf a thought', [['a.ts', 'file:///a.ts']]]);
    await stage.chat.close();
  });

  it('is still there when VS Code comes back, and waits', async () => {
    const stage = await new Stage().with('second');
    const closing = stage.chat.close();
    await stage.end();
    await closing;
    const later = new Queue({ store: stage.store, workspace: 'w', threads: stage.threads, chat: stage.chat, meter: { check: async () => undefined }, explain: failureOf, ...stage.looking });
    assert.deepEqual([later.view(stage.threadId).prompts.map(({ text }) => text), later.view(stage.threadId).waits], [['second'], 'The window was loaded anew, so what is queued waits.']);
  });
});

import assert from 'node:assert/strict';
import { Attachments } from '../../src/core/attachments.ts';
import { Chat } from '../../src/core/chat.ts';
import { ContextMeter } from '../../src/core/contextMeter.ts';
import { ContextCounter } from '../../src/core/contextParts.ts';
import { Desk } from '../../src/core/desk.ts';
import type { BackEnd } from '../../src/core/engine.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import { RoomMaker, type RoomParts } from '../../src/core/roomMaker.ts';
import { summaryId } from '../../src/core/summary.ts';
import { Threads } from '../../src/core/threads.ts';
import type { Bookmark } from '../../src/shared/bookmark.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import type { Message } from '../../src/shared/message.ts';
import type { Following } from '../../src/core/currentEditor.ts';
import type { EditorFollowing } from '../../src/shared/snapshot.ts';
import { eventually } from '../support/eventually.ts';
import { assistantsOf, backEndOf, FakeShelf, KeptBytes, KeptLog, MemoryDeskStore, MemorySentStore, MemoryThreadStore, quietGate, quietOutputs, ScriptedEngine } from '../support/fakes.ts';

const connection = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'none', headers: {}, model: 'm' } as const;
const bookmark: Bookmark = { place: 'here', kind: 'conversation', id: 'conv' };
const words = (count: number): string => Array.from({ length: count }, () => 'word').join(' ');

/** A thread of three prompts of 100 words with answers of one word, whose model takes 400 words. */
class Stage {
  readonly engine = new ScriptedEngine();
  readonly forgotten: Bookmark[] = [];
  readonly threads = new Threads(new MemoryThreadStore(), new KeptLog());
  readonly attachments = new Attachments(async () => 1);
  readonly desk = new Desk(new MemoryDeskStore(), 'w');
  readonly sent = new MemorySentStore();
  readonly chat: Chat;
  readonly rooms: RoomMaker;
  currentEditor: Following = { following: 'off' };
  threadId = '';

  constructor() {
    const { engine, threads, attachments, desk, forgotten } = this;
    const backEnd: BackEnd = backEndOf({ answer: (turn) => engine.answer(turn), forget: async (gone) => { forgotten.push(gone); } });
    const counter = new ContextCounter(async (text) => text.split(/\s+/).filter((word) => word !== '').length);
    const meter = new ContextMeter({ counter, lists: { known: () => [{ id: 'm', window: 400 }], renew: async () => [], ask: async () => [] }, backEnds: { of: async () => backEnd } });
    this.chat = new Chat({
      threads, backEnds: { answering: async () => ({ connection, backEnd }), connectionOf: () => connection, knownModel: () => 'm', of: async () => backEnd }, assistants: assistantsOf(new FakeShelf()),
      calls: new FunctionCalls(), gate: quietGate(), attachmentStore: new KeptBytes(), outputs: quietOutputs(threads), refused: new RefusedParameters(), sent: this.sent, log: new KeptLog(), explain: failureOf,
    });
    this.rooms = new RoomMaker({ chat: this.chat, meter, counter, threads, attachments, currentEditor: this.#switch(), desk, addressOf: () => undefined, inSight: (_title, work) => work(new AbortController().signal) });
  }

  #switch(): RoomParts['currentEditor'] {
    const view = (): Following => this.currentEditor;
    return { get view() { return view(); }, follow: async (following: EditorFollowing) => { this.currentEditor = { following }; } };
  }

  async say(text: string, how: { readonly temporary?: true } = {}): Promise<void> {
    this.engine.script = [{ type: 'text', text: 'Yes' }, { type: 'note', note: { bookmark } }, { type: 'done' }];
    this.threadId = await this.chat.send({ ...(this.threadId === '' ? how : { threadId: this.threadId }), text, attachments: [], workspace: 'w' });
    while (this.threads.open(this.threadId).messages.at(-1)?.role !== 'assistant' || this.chat.open(this.threadId).messages.some((message) => message.role === 'assistant' && message.state === 'running')) await new Promise((resolve) => { setTimeout(resolve, 2); });
  }

  /** Says something that the server refuses as too long; answers the id of the failed answer. */
  async refused(text: string): Promise<string> {
    this.engine.script = [new FailureError({ kind: 'contextTooLong', message: 'Too long.', action: 'newThread' })];
    const attachments = [{ id: 'f', kind: 'file', path: 'long.ts', language: 'ts', text: 'let a' }] as const;
    await this.chat.send({ threadId: this.threadId, text, attachments, workspace: 'w' });
    for (;;) {
      const last = this.threads.open(this.threadId).messages.at(-1);
      if (last?.role === 'assistant' && last.state === 'failed') return last.id;
      await new Promise((resolve) => { setTimeout(resolve, 2); });
    }
  }

  async filled(how: { readonly temporary?: true } = {}): Promise<this> {
    for (const name of ['one', 'two', 'three']) await this.say(`${name} ${words(99)}`, how);
    return this;
  }

  /** What the engine was last given before the prompt, by first words. */
  get history(): readonly string[] {
    return (this.engine.turns.at(-1)?.history ?? []).map((message: Message) => message.text.split(' ')[0] ?? '');
  }
}

describe('Room for a prompt that does not fit', () => {
  it('is made by leaving out the oldest messages: from then on they are not sent, nor known to the server', async () => {
    const stage = await new Stage().filled();
    await stage.rooms.trimOldest({ threadId: stage.threadId, text: words(60), attachments: [] });
    assert.equal(stage.threads.open(stage.threadId).messages.length, 6);
    await stage.say('four');
    assert.deepEqual([stage.history, stage.engine.turns.at(-1)?.bookmark], [['three', 'Yes'], undefined]);
    await stage.say('five');
    assert.deepEqual([stage.history, stage.engine.turns.at(-1)?.bookmark], [['three', 'Yes', 'four', 'Yes'], bookmark]);
  });

  it('is not made by that where the message alone is too long: nothing is left out, and a sentence says so', async () => {
    const stage = await new Stage().filled();
    await assert.rejects(stage.rooms.trimOldest({ threadId: stage.threadId, text: words(600), attachments: [] }), /Without its oldest messages this would not fit either/);
    assert.equal(stage.threads.open(stage.threadId).trimmed, undefined);
  });

  it('is made by leaving out the oldest exchange at least: the server may count more than was estimated', async () => {
    const stage = new Stage();
    await stage.say('one');
    await stage.say('two');
    await stage.rooms.trimOldest({ threadId: stage.threadId, text: 'three', attachments: [] });
    await stage.say('three');
    assert.deepEqual(stage.history, ['two', 'Yes']);
  });

  it('is made for an answer that the server refused as too long, though it was estimated to fit: by half of what went before', async () => {
    const stage = await new Stage().filled();
    const answerId = await stage.refused('four');
    await stage.rooms.trim(stage.threadId, await stage.chat.measuredAgain(stage.threadId, answerId), true);
    stage.engine.script = [{ type: 'text', text: 'Yes' }, { type: 'done' }];
    await stage.chat.retry(stage.threadId, answerId);
    await eventually(() => stage.history, ['three', 'Yes']);
  });

  it('is made for such an answer by a summary of what went before, behind which its prompt waits with its attachments', async () => {
    const stage = await new Stage().filled();
    const answerId = await stage.refused('four');
    stage.engine.script = [{ type: 'text', text: 'All was said.' }, { type: 'done' }];
    await stage.rooms.sumUp(stage.threadId, answerId);
    const { title } = stage.threads.open(stage.threadId);
    assert.equal(stage.desk.draft?.text, `What was said before, in the thread “${title}” (without its 4 oldest messages, which did not fit):\n\nAll was said.\n\nfour`);
    assert.deepEqual([stage.desk.threadId, stage.history, stage.attachments.held.map(({ path }) => path)], [undefined, ['three', 'Yes'], ['long.ts']]);
  });

  it('is made by taking off the largest attachment, and that one alone', async () => {
    const stage = new Stage();
    for (const [path, size] of [['small.ts', 5], ['large.ts', 500], ['medium.ts', 50]] as const) stage.attachments.add({ kind: 'file', path, language: 'ts', text: words(size) });
    const said = await stage.rooms.dropLargest({ text: '', attachments: stage.attachments.held });
    assert.deepEqual([said, stage.attachments.held.map(({ path }) => path)], ['large.ts does not go along any more.', ['small.ts', 'medium.ts']]);
  });

  it('is made by turning the switch off where the largest is what goes along by itself, which is said', async () => {
    const stage = new Stage();
    stage.attachments.add({ kind: 'file', path: 'small.ts', language: 'ts', text: 'small' });
    const open = { id: 'open', kind: 'file', path: 'open.ts', language: 'ts', text: words(500), tokens: 500 } as const;
    stage.currentEditor = { following: 'on', attachment: open };
    const said = await stage.rooms.dropLargest({ text: '', attachments: [...stage.attachments.held, open] });
    assert.deepEqual([said, stage.currentEditor.following, stage.attachments.held.map(({ path }) => path)], ['open.ts does not go along any more: the current editor is off now.', 'off', ['small.ts']]);
  });

  it('is made by the same measure for all: tokens, though they are not counted yet, and those of images', async () => {
    const stage = new Stage();
    const media = { mediaType: 'image/png', bytes: 900, hash: 'a'.repeat(64), pixels: [640, 320] } as const;
    const image = { id: 'i', kind: 'file', path: 'shot.png', language: '', text: '', media } as const;
    const dropped = async (uncounted: number): Promise<string | undefined> => stage.rooms.dropLargest({ text: '', attachments: [image, { id: 't', kind: 'file', path: 'long.ts', language: 'ts', text: words(uncounted) }] });
    assert.deepEqual([await dropped(200), await dropped(300)], ['shot.png does not go along any more.', 'long.ts does not go along any more.']);
  });

  it('is made by a summary, which lies as a draft in a new thread; the server keeps nothing of it', async () => {
    const stage = await new Stage().filled();
    stage.engine.script = [{ type: 'note', note: { bookmark } }, { type: 'text', text: 'All was said.' }, { type: 'done' }];
    await stage.rooms.summarise({ threadId: stage.threadId, text: words(60), attachments: [] });
    const { title } = stage.threads.open(stage.threadId);
    assert.equal(stage.desk.draft?.text, `What was said before, in the thread “${title}” (without its 4 oldest messages, which did not fit):\n\nAll was said.\n\n${words(60)}`);
    assert.deepEqual([stage.desk.threadId, stage.desk.madeOf, stage.history, stage.forgotten], [undefined, stage.threadId, ['three', 'Yes'], [bookmark]]);
  });

  it('is made by a summary, for which it is kept what was sent: with the answer that the thread ends in', async () => {
    const stage = await new Stage().filled();
    stage.engine.script = [{ type: 'text', text: 'All was said.' }, { type: 'done' }];
    await stage.rooms.summarise({ threadId: stage.threadId, text: '', attachments: [] });
    const request = { method: 'POST', address: 'http://127.0.0.1/v1/responses', headers: [], body: '{}' };
    stage.engine.turns.at(-1)?.sent?.(request);
    const { leafId = '' } = stage.threads.open(stage.threadId);
    assert.deepEqual([stage.sent.sentFor(summaryId(leafId)), stage.sent.sentFor(leafId)], [[request], []]);
  });

  it('keeps what was typed while the summary was being written', async () => {
    const stage = await new Stage().filled();
    stage.engine.script = [{ type: 'text', text: 'All was said.' }, 'wait', { type: 'done' }];
    const making = stage.rooms.summarise({ threadId: stage.threadId, text: 'four', attachments: [] });
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    stage.desk.write({ text: 'four and five', at: Date.now() }, { threadId: stage.threadId });
    stage.engine.go();
    await making;
    assert.match(stage.desk.draft?.text ?? '', /All was said\.\n\nfour and five$/);
  });

  it('keeps what was typed last, though an older draft was kept', async () => {
    const stage = await new Stage().filled();
    stage.desk.write({ text: 'three', at: Date.now() - 1000 }, { threadId: stage.threadId });
    stage.engine.script = [{ type: 'text', text: 'All was said.' }, { type: 'done' }];
    await stage.rooms.summarise({ threadId: stage.threadId, text: 'four', attachments: [] });
    assert.match(stage.desk.draft?.text ?? '', /All was said\.\n\nfour$/);
  });

  it('leaves nothing out of what was being written in a new thread', async () => {
    const stage = await new Stage().filled();
    stage.desk.write({ text: 'Something else', at: 1 }, {});
    stage.engine.script = [{ type: 'text', text: 'All was said.' }, { type: 'done' }];
    await stage.rooms.summarise({ threadId: stage.threadId, text: 'four', attachments: [] });
    assert.match(stage.desk.draft?.text ?? '', /All was said\.\n\nfour\n\nSomething else$/);
  });

  it('begins another temporary thread where the first is one', async () => {
    const stage = await new Stage().filled({ temporary: true });
    stage.engine.script = [{ type: 'text', text: 'All was said.' }, { type: 'done' }];
    await stage.rooms.summarise({ threadId: stage.threadId, text: 'four', attachments: [] });
    assert.deepEqual([stage.desk.place, stage.desk.draftIn({})], [{ temporary: true }, undefined]);
  });

  it('is not made by half a summary', async () => {
    const stage = await new Stage().filled();
    stage.engine.script = [{ type: 'text', text: 'All was' }];
    await assert.rejects(stage.rooms.summarise({ threadId: stage.threadId, text: '', attachments: [] }), /The summary did not come to its end\./);
    assert.equal(stage.desk.draft, undefined);
  });
});

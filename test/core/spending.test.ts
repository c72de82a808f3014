import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { billedText } from '../../src/core/billedText.ts';
import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import { Chat } from '../../src/core/chat.ts';
import { ContextCounter } from '../../src/core/contextParts.ts';
import type { EngineEvent } from '../../src/core/engine.ts';
import { FunctionCalls } from '../../src/core/functionCalls.ts';
import { failureOf } from '../../src/core/outcomes.ts';
import { RefusedParameters } from '../../src/core/refusedParameters.ts';
import { Spending } from '../../src/core/spending.ts';
import type { SpendingSettings } from '../../src/core/spendingSettings.ts';
import { Threads } from '../../src/core/threads.ts';
import { SqliteSpendingStore } from '../../src/node/spendingStore.ts';
import type { Answer } from '../../src/shared/message.ts';
import type { Spent } from '../../src/shared/meter.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { eventually } from '../support/eventually.ts';
import { assistantsOf, backEndOf, FakeShelf, KeptBytes, KeptLog, MemorySentStore, MemoryThreadStore, quietGate, quietOutputs, ScriptedEngine } from '../support/fakes.ts';

const server = { id: 'c', name: 'Example', baseUrl: 'https://models.example/v1', api: 'responses', auth: 'none', headers: {}, model: 'model' } as const;
const said: EngineEvent = { type: 'text', text: 'four letters or more' };
const counted = (inputTokens: number, outputTokens: number): EngineEvent => ({ type: 'note', note: { usage: { inputTokens, outputTokens } } });
const done: EngineEvent = { type: 'done' };
const stores: SqliteSpendingStore[] = [];
const openStore = (folder: string): SqliteSpendingStore => {
  const store = new SqliteSpendingStore(folder);
  stores.push(store);
  return store;
};
const priced = { model: { input: 1_000_000, output: 2_000_000 } };

/** A chat that counts a token a letter of what is written, where a token in costs a dollar and one out two. */
class Stage {
  readonly log = new KeptLog();
  readonly threads = new Threads(new MemoryThreadStore(), this.log);
  readonly engine = new ScriptedEngine();
  readonly asked: string[] = [];
  readonly told: string[] = [];
  settings: SpendingSettings = { prices: priced, thread: {}, day: {} };
  anyway = false;
  now = new Date(2026, 10, 21, 12).getTime();
  readonly spending: Spending;
  readonly chat: Chat;

  constructor(folder: string) {
    const store = openStore(folder);
    const ask = async (message: string): Promise<boolean> => {
      this.asked.push(message);
      return this.anyway;
    };
    this.spending = new Spending({
      store, ask, tell: (message) => { this.told.push(message); }, log: this.log, now: () => this.now, settings: () => this.settings,
      counter: new ContextCounter(async (text) => (text === builtInAssistant.instructions ? 0 : text.length)),
    });
    const { threads, log, spending } = this;
    this.chat = new Chat({
      threads, log, spending, assistants: assistantsOf(new FakeShelf()), gate: quietGate(), calls: new FunctionCalls(), outputs: quietOutputs(threads), attachmentStore: new KeptBytes(),
      refused: new RefusedParameters(), sent: new MemorySentStore(), explain: failureOf, patience: { first: 1000, next: 1000 },
      backEnds: { answering: async () => ({ connection: server, backEnd: backEndOf(this.engine) }), connectionOf: () => server, knownModel: () => 'model', of: async () => backEndOf(this.engine) },
    });
  }

  async say(text: string, script: readonly (EngineEvent | Error | 'wait')[], threadId?: string): Promise<string> {
    this.engine.script = script;
    const id = await this.chat.send({ ...(threadId === undefined ? {} : { threadId }), text, attachments: [], workspace: '' });
    await this.settled(id);
    return id;
  }

  settled(threadId: string): Promise<void> {
    return eventually(() => this.last(threadId).state !== 'running', true);
  }

  last(threadId: string): Answer {
    const answer = this.threads.open(threadId).messages.findLast((message) => message.role === 'assistant');
    assert.ok(answer?.role === 'assistant');
    return answer;
  }

  sums(threadId: string): readonly [thread: Spent, today: Spent] {
    return [this.spending.inThread(threadId), this.spending.today];
  }
}

const failureIn = async (work: Promise<unknown>): Promise<unknown> => work.then(() => undefined, (error: unknown) => (error instanceof FailureError ? [error.failure.kind, error.failure.message] : error));
const spent = (tokens: number, usd: number): Spent => ({ tokens, usd, local: 0, unpriced: 0 });

describe('Spending', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'spending-'));
  });

  afterEach(() => {
    for (const store of stores.splice(0)) store.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is noted with each answer and added up with retries and summaries', async () => {
    const stage = new Stage(folder);
    const id = await stage.say('hello', [said, counted(7, 3), done]);
    const { cost } = stage.last(id);
    await stage.chat.retry(id, stage.last(id).id);
    await stage.settled(id);
    stage.engine.script = [counted(20, 10), said, done];
    await stage.chat.summary(id, stage.threads.open(id).messages, AbortSignal.timeout(1000));
    assert.deepEqual([cost, ...stage.sums(id)], [{ basis: 'own', usd: 13, rates: priced.model }, spent(50, 66), spent(50, 66)]);
  });

  it('is estimated where the server never counts, and nothing where nothing came of the call', async () => {
    const stage = new Stage(folder);
    const id = await stage.say('hello', [said, done]);
    const estimated = stage.last(id).cost;
    const other = await stage.say('hello', [new FailureError({ kind: 'offline', message: 'Nobody is there.', action: 'retry' })]);
    assert.deepEqual([estimated, stage.last(other).cost, stage.spending.today], [{ basis: 'own', usd: 15, rates: priced.model, estimated: true }, undefined, spent(10, 15)]);
  });

  it('is in the ledger before the call is made, so that no crash can lose it', async () => {
    const stage = new Stage(folder);
    stage.engine.script = ['wait', said, counted(5, 1), done];
    const id = await stage.chat.send({ text: 'hello', attachments: [], workspace: '' });
    await eventually(() => stage.engine.turns.length, 1);
    const during = openStore(folder).inThread(id);
    stage.engine.go();
    await stage.settled(id);
    assert.deepEqual([during, stage.spending.inThread(id)], [spent(5, 5), spent(6, 7)]);
  });

  it('stops before a call that would pass the cap of a thread: nothing is stored or sent', async () => {
    const stage = new Stage(folder);
    const id = await stage.say('hello', [said, counted(5, 1), done]);
    stage.settings = { ...stage.settings, thread: { usd: 30 } };
    const before = stage.threads.open(id);
    const sentence = 'This thread has taken about $7.00, and this message would add at least $30.00: more than your cap of $30.00 for a thread.';
    assert.deepEqual(await failureIn(stage.say('again', [done], id)), ['withheld', `Nothing was sent. ${sentence}`]);
    assert.deepEqual([stage.asked, stage.engine.turns.length, stage.threads.open(id) === before], [[sentence], 1, true]);
  });

  it('asks nobody about a call that is not worth a question: it is not made', async () => {
    const stage = new Stage(folder);
    stage.settings = { prices: priced, thread: { tokens: 4 }, day: {} };
    stage.anyway = true;
    const refused = await failureIn(stage.spending.allow({ threadId: 't', connection: server, model: 'model', assistant: builtInAssistant, history: [], prompt: { text: 'hello', attachments: [] }, unasked: true }));
    assert.deepEqual([refused, stage.asked], [['withheld', 'Nothing was sent. This message takes at least 5 tokens: more than your cap of 4 tokens for a thread.'], []]);
  });

  it('passes the cap on the user’s word, for that one call', async () => {
    const stage = new Stage(folder);
    stage.settings = { ...stage.settings, day: { tokens: 4 } };
    stage.anyway = true;
    await stage.say('hello', [said, counted(5, 1), done]);
    assert.deepEqual(stage.asked, ['This message takes at least 5 tokens: more than your cap of 4 tokens for a day.']);
    stage.anyway = false;
    const refused = await failureIn(stage.say('more', [done]));
    const today = 'Today has taken about 6 tokens, and this message would add at least 4 tokens: more than your cap of 4 tokens for a day.';
    assert.deepEqual([refused, stage.engine.turns.length], [['withheld', `Nothing was sent. ${today}`], 1]);
  });

  it('holds back summaries and retries as well', async () => {
    const stage = new Stage(folder);
    const id = await stage.say('hello', [said, counted(5, 1), done]);
    stage.settings = { ...stage.settings, day: { usd: 7 } };
    const refused = [await failureIn(stage.chat.retry(id, stage.last(id).id)), await failureIn(stage.chat.summary(id, [], AbortSignal.timeout(1000)))];
    assert.deepEqual([refused.map((one) => (Array.isArray(one) ? String(one[0]) : one)), stage.engine.turns.length], [['withheld', 'withheld'], 1]);
  });

  it('counts texts that belong to no thread with the day, and holds them back as well', async () => {
    const stage = new Stage(folder);
    await billedText(stage.spending, server, 'text', async () => ({ model: 'model' }), (bill) => { bill.heard('eight.. '); });
    stage.settings = { ...stage.settings, day: { usd: 8 } };
    let isAsked = false;
    const refused = await failureIn(billedText(stage.spending, server, 'text', async () => { isAsked = true; return undefined; }, () => undefined));
    assert.deepEqual([stage.spending.today, refused, isAsked], [spent(6, 8), ['withheld', 'Nothing was sent. Today has taken about $8.00, and this message would add at least $4.00: more than your cap of $8.00 for a day.'], false]);
  });

  it('begins anew with each day, whichever window spent it', async () => {
    const [one, other] = [new Stage(folder), new Stage(folder)];
    await one.say('hello', [said, counted(5, 1), done]);
    const today = other.spending.today;
    other.now += 24 * 60 * 60 * 1000;
    assert.deepEqual([today, other.spending.today], [spent(6, 7), spent(0, 0)]);
  });

  it('counts in tokens where the price is unknown, and says once that a cap in dollars does not hold', async () => {
    const stage = new Stage(folder);
    stage.settings = { prices: {}, thread: { usd: 0.5, tokens: 12 }, day: {} };
    const id = await stage.say('hello', [said, counted(5, 1), done]);
    assert.deepEqual([stage.last(id).cost, stage.spending.inThread(id)], [{ basis: 'unknown' }, { tokens: 6, usd: 0, local: 0, unpriced: 6 }]);
    assert.deepEqual(await failureIn(stage.say('again', [done], id)), ['withheld', 'Nothing was sent. This thread has taken about 6 tokens, and this message would add at least 30 tokens: more than your cap of 12 tokens for a thread.']);
    assert.deepEqual(stage.told, ['There is no price for model at Example, so your cap in dollars does not hold for it: give its price in assistants.prices, or cap tokens.']);
  });

  it('sends nothing under a cap that cannot be understood', async () => {
    const stage = new Stage(folder);
    stage.settings = { ...stage.settings, day: '5 dollars' };
    assert.deepEqual(await failureIn(stage.say('hello', [done])), ['settings', 'The setting assistants.cap.day cannot be understood, so nothing was sent: it holds "usd", "tokens" or both, each with a number.']);
    assert.equal(stage.engine.turns.length, 0);
  });

  it('stays with its day when the thread is deleted for good', async () => {
    const stage = new Stage(folder);
    const id = await stage.say('hello', [said, counted(5, 1), done]);
    stage.spending.forgetThread(id);
    assert.deepEqual(stage.sums(id), [spent(0, 0), spent(6, 7)]);
  });
});

import { deepEqual, ok } from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as v from 'valibot';
import { chipOf } from '../../src/shared/chip.ts';
import { Emitter } from '../../src/shared/lifetime.ts';
import type { HostApi } from '../../src/shared/protocol.ts';
import type { Snapshot } from '../../src/shared/snapshot.ts';
import type { ViewEvent } from '../../src/shared/viewEvents.ts';
import { connect, serve, type Port } from '../../src/shared/rpc.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';
import { hostWire, viewEvent } from '../../src/shared/wire.ts';
import { Store } from '../../webview/store.ts';
import { answered, sampleAnswer, sampleAttachment, samplePrompt, sampleStatus } from '../support/chatSamples.ts';
import { faultSize } from '../support/faultSizes.ts';
import { diceOf, mutated, pick, type Dice } from '../support/mutations.ts';
import { hostAsks, PageStage } from '../support/pageStage.ts';

const messages = faultSize('FAULT_MESSAGES', 4000);
/** So many meet one host, or one page: fewer than the host takes at once. */
const slice = 1000;
const internal = { kind: 'internal', message: 'No.', action: 'openLog' } as const;

/** What was thrown where nobody catches it. */
const uncaught: unknown[] = [];
const note = (error: unknown): void => { uncaught.push(error); };

/** Bytes in use once the rubbish is out. */
function heap(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') Reflect.apply(collect, undefined, []);
  return process.memoryUsage().heapUsed;
}

/** One slice of mutated questions to a host with a thread; what became of its prompt, and steps into VS Code that it should not have taken. */
async function askMutated(seed: number): Promise<{ readonly prompt: string | undefined; readonly strange: readonly unknown[] }> {
  const dice = diceOf(seed);
  const stage = new PageStage();
  const arrived = new Emitter<unknown>();
  const port: Port = { post: (message) => { structuredClone(message); }, listen: arrived.on };
  const server = serve<HostApi>({ port, channel: 'c', wire: hostWire, api: stage.api, explain: () => internal });
  const questions = Object.entries(hostAsks({ threadId: 't', messageId: 'm', otherId: 'o' }));
  for (let count = 0; count < slice; count += 1) {
    const [method, ask] = pick(questions, dice);
    const question = { kind: 'call', channel: 'c', id: count, method, ask };
    arrived.fire(dice() < 0.4 ? mutated(question, dice) : { ...question, ask: mutated(ask, dice) });
  }
  await new Promise((resolve) => { setTimeout(resolve); });
  server.dispose();
  const opened = stage.done.filter(([step, given]) => /^(?:open citation|open file|ask where to save|show in terminal)$/.test(step) && !/"(?:tea\.md|a\.png|rm x)"/.test(JSON.stringify(given)));
  return { prompt: stage.threads.open('t').messages.find(({ id }) => id === 'p')?.text, strange: opened };
}

const events: readonly ThreadEvent[] = [
  { type: 'prompted', at: 2, message: samplePrompt('p2', 'And?', { parentId: 'answer' }) },
  { type: 'answering', at: 3, message: sampleAnswer('m2', 'p2', '', { state: 'running' }) },
  { type: 'text', messageId: 'm2', text: 'So.' },
  { type: 'noted', messageId: 'm2', note: { usage: { inputTokens: 1, outputTokens: 2 }, model: 'x' } },
  { type: 'stepped', messageId: 'm2', step: { id: 's', kind: 'tool', title: 'Look', state: 'running' } },
  { type: 'produced', messageId: 'm2', output: { id: 'o', name: 'a.png', mediaType: 'image/png', state: 'fetching' } },
  { type: 'settled', at: 4, messageId: 'm2', outcome: { state: 'failed', failure: internal } },
  { type: 'selected', messageId: 'answer' }, { type: 'removed', at: 5, messageId: 'answer' }, { type: 'returned', at: 6, messages: [sampleAnswer('answer', 'prompt', 'So')] },
  { type: 'trimmed', at: 7, messageId: 'prompt' }, { type: 'renamed', at: 8, title: 'T', by: 'user' }, { type: 'resumed', at: 9, messageId: 'm2' },
];
const greeting: Snapshot = { thread: answered('So'), attachments: [chipOf(sampleAttachment('a', 'src/a.ts', 1, 2))], currentEditor: { following: 'off' }, status: sampleStatus, assistants: [{ id: 'a', name: 'A' }] };
const tellings: readonly ViewEvent[] = [
  ...events.map((event): ViewEvent => ({ type: 'thread', threadId: 'thread', event })),
  { type: 'opened', thread: answered('So'), draft: { text: 'x', at: 1 } }, { type: 'attachments', attachments: greeting.attachments }, { type: 'status', status: sampleStatus }, { type: 'queue', queue: { prompts: [] } },
  { type: 'meter', meter: { tokens: 1 } }, { type: 'assistants', assistants: greeting.assistants }, { type: 'codeColors', codeColors: { keyword: '#ff0000' } }, { type: 'reveal', messageId: 'm2' }, { type: 'compose' },
];

/** One message of the host, mutated. */
function toldBy(dice: Dice): unknown {
  const told = dice() < 0.7 ? { kind: 'events', channel: 'c', events: [pick(tellings, dice)] } : { kind: 'reply', channel: 'c', id: 1, reply: greeting };
  return mutated(told, dice);
}

/** One slice of mutated messages to a page; whether its mirror is of a shape that the page can show. */
async function tellMutated(seed: number): Promise<boolean> {
  const dice = diceOf(seed);
  const store = new Store();
  store.begin(greeting);
  const arrived = new Emitter<unknown>();
  const port: Port = { post: () => undefined, listen: arrived.on };
  const page = connect<HostApi, ViewEvent>({ port, channel: 'c', wire: hostWire, event: viewEvent, hear: (event) => { store.hear(event); } });
  const greeted = page.api.hello().catch(() => greeting);
  for (let count = 0; count < slice; count += 1) arrived.fire(toldBy(dice));
  page.dispose();
  return v.is(hostWire.hello.reply, store.snapshot) && v.is(hostWire.hello.reply, await greeted);
}

describe('Messages that keep to no contract', () => {
  before(() => { process.on('uncaughtException', note).on('unhandledRejection', note); });
  after(() => { process.off('uncaughtException', note).off('unhandledRejection', note); });

  for (const [whom, meet] of [['the host', async (seed: number) => { deepEqual(await askMutated(seed), { prompt: 'Tea?', strange: [] }, `seed ${String(seed)}`); }], ['the page', async (seed: number) => { ok(await tellMutated(seed), `seed ${String(seed)}`); }]] as const) {
    it(`do no harm to ${whom}: nothing is thrown, nothing piles up, the prompt is there (cases 103, 105)`, async () => {
      const slices = Math.ceil(messages / 2 / slice);
      await meet(0);
      const first = heap();
      for (let seed = 1; seed <= slices; seed += 1) await meet(seed);
      deepEqual({ uncaught, polluted: 'polluted' in {} }, { uncaught: [], polluted: false });
      ok(heap() < first * 1.5 + 10_000_000, `${String(first)} bytes became ${String(heap())}`);
    });
  }
});

import assert from 'node:assert/strict';
import { Attachments } from '../../src/core/attachments.ts';
import type { Measure, Measured } from '../../src/core/contextMeter.ts';
import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import type { CurrentEditor, Following } from '../../src/core/currentEditor.ts';
import { Desk } from '../../src/core/desk.ts';
import { Metering } from '../../src/core/metering.ts';
import { Threads } from '../../src/core/threads.ts';
import { Emitter } from '../../src/shared/lifetime.ts';
import type { Meter, Spent } from '../../src/shared/meter.ts';
import { eventually } from '../support/eventually.ts';
import { assistantsOf, FakeShelf, KeptLog, MemoryDeskStore, MemoryThreadStore } from '../support/fakes.ts';

const connection = { id: 'c', name: 'Here', baseUrl: 'http://127.0.0.1/v1', api: 'responses', auth: 'none', headers: {} } as const;

const estimate = async ({ prompt }: Measured): Promise<Measure> => ({ tokens: prompt.text.length + 100 * prompt.attachments.length, counted: false, parts: [] });

/** A switch “Current editor” that a test turns. */
class TurnedEditor implements Pick<CurrentEditor, 'onChange' | 'view'> {
  readonly #changed = new Emitter<Following>();
  readonly onChange = this.#changed.on;
  view: Following = { following: 'off' };

  turn(view: Following): void {
    this.view = view;
    this.#changed.fire(view);
  }
}

const spentBy = (tokens: number): Spent => ({ tokens, usd: tokens, local: 0, unpriced: 0 });

/** A desk whose meter counts characters; `broken` settings cannot be measured. */
function stage(): { readonly desk: Desk; readonly threads: Threads; readonly attachments: Attachments; readonly editor: TurnedEditor; readonly readings: number[]; readonly state: { broken: boolean }; readonly stop: () => void } {
  const desk = new Desk(new MemoryDeskStore(), 'w');
  const threads = new Threads(new MemoryThreadStore(), new KeptLog());
  const attachments = new Attachments(async () => 1);
  const editor = new TurnedEditor();
  const state = { broken: false };
  const measured = async ({ text, attachments: held }: { readonly text: string; readonly attachments: Measured['prompt']['attachments'] }): Promise<Measured> => {
    if (state.broken) throw new Error('No such connection.');
    return { assistant: builtInAssistant, connection, history: [], prompt: { text, attachments: held }, unasked: async () => undefined };
  };
  const metering = new Metering({ chat: { measured }, meter: { estimate, learn: async () => undefined }, lists: { onChange: new Emitter<null>().on }, desk, attachments, currentEditor: editor, threads, assistants: assistantsOf(new FakeShelf()) });
  const readings: number[] = [];
  const following = metering.follow(({ tokens }: Meter) => { readings.push(tokens); });
  return { desk, threads, attachments, editor, readings, state, stop: () => { following.dispose(); } };
}

describe('The metering', () => {
  it('reads once when somebody begins to follow, and once for all that is typed meanwhile', async () => {
    const { desk, readings, stop } = stage();
    await eventually(() => readings, [0]);
    for (let length = 1; length <= 50; length += 1) desk.write({ text: 'x'.repeat(length), at: length }, {});
    await eventually(() => readings, [0, 50]);
    stop();
  });

  it('reads anew when something is attached, and when another thread is shown', async () => {
    const { desk, attachments, readings, stop } = stage();
    attachments.add({ kind: 'file', path: 'a.ts', language: 'ts', text: 'a' });
    await eventually(() => readings.at(-1), 100);
    const before = readings.length;
    desk.show(undefined);
    await eventually(() => readings.length > before, true);
    stop();
  });

  it('counts what is in front of the user along with the next message, and reads anew when that changes', async () => {
    const { editor, readings, stop } = stage();
    await eventually(() => readings, [0]);
    editor.turn({ following: 'on', attachment: { id: 'e', kind: 'file', path: 'open.ts', language: 'ts', text: 'let a' } });
    await eventually(() => readings, [0, 100]);
    editor.turn({ following: 'off' });
    await eventually(() => readings, [0, 100, 0]);
    stop();
  });

  it('tells what the thread on show and the day have cost, anew when the ledger changes', async () => {
    const { desk, attachments, threads } = stage();
    const changed = new Emitter<null>();
    let tokens = 1;
    const metering = new Metering({
      chat: { measured: async () => ({ assistant: builtInAssistant, connection, history: [], prompt: { text: '', attachments: [] }, unasked: async () => undefined }) }, meter: { estimate, learn: async () => undefined }, lists: { onChange: new Emitter<null>().on }, desk, attachments, currentEditor: new TurnedEditor(), threads,
      assistants: assistantsOf(new FakeShelf()), spending: { onChange: changed.on, inThread: () => spentBy(tokens), get today() { return spentBy(10 * tokens); } },
    });
    const readings: (readonly [thread: number | undefined, today: number | undefined])[] = [];
    const following = metering.follow(({ spent, today }: Meter) => { readings.push([spent?.tokens, today?.tokens]); });
    await eventually(() => readings, [[undefined, 10]]);
    desk.settle('t');
    tokens = 2;
    changed.fire(null);
    await eventually(() => readings, [[undefined, 10], [2, 20]]);
    following.dispose();
  });

  it('says nothing of what cannot be measured, and goes on when it can', async () => {
    const { desk, readings, state, stop } = stage();
    state.broken = true;
    desk.write({ text: 'lost', at: 1 }, {});
    await new Promise((resolve) => { setTimeout(resolve, 20); });
    state.broken = false;
    desk.write({ text: 'found it', at: 2 }, {});
    await eventually(() => readings, [8]);
    stop();
    assert.deepEqual(desk.draft, { text: 'found it', at: 2 });
  });
});

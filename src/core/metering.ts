import { Emitter, type Disposable } from '../shared/lifetime.ts';
import type { Meter } from '../shared/meter.ts';
import type { Assistants } from './assistants.ts';
import type { Attachments } from './attachments.ts';
import type { Chat } from './chat.ts';
import { meterOf, type ContextMeter } from './contextMeter.ts';
import type { CurrentEditor } from './currentEditor.ts';
import type { Desk } from './desk.ts';
import type { ModelLists } from './modelLists.ts';
import type { Spending } from './spending.ts';
import type { Threads } from './threads.ts';

/** How long one reading stands at least, in milliseconds. */
const rest = 500;

/** What is watched. */
export interface MeteringParts {
  readonly chat: Pick<Chat, 'measured'>;
  readonly meter: Pick<ContextMeter, 'estimate' | 'learn'>;
  readonly lists: Pick<ModelLists, 'onChange'>;
  readonly desk: Desk;
  readonly attachments: Attachments;
  readonly currentEditor: Pick<CurrentEditor, 'onChange' | 'view'>;
  readonly threads: Threads;
  readonly assistants: Pick<Assistants, 'onChange'>;
  readonly spending?: Pick<Spending, 'inThread' | 'onChange' | 'today'>;
}

/** Reads the meter anew when what lies on the desk changes, at most twice a second and one reading at a time. */
export class Metering {
  readonly #parts: MeteringParts;
  readonly #read = new Emitter<Meter>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isReading = false;
  #isStale = false;
  #nextAt = 0;
  #hasAnswered = false;

  constructor(parts: MeteringParts) {
    this.#parts = parts;
  }

  /** Tells each reading, the first one soon, until the answer is disposed. */
  follow(listener: (meter: Meter) => void): Disposable {
    const { desk, attachments, currentEditor, threads, assistants, lists, spending } = this.#parts;
    const touch = (): void => { this.touch(); };
    const held = [
      this.#read.on(listener), desk.onShow(touch), desk.onWrite(touch), attachments.onChange(touch), currentEditor.onChange(touch), assistants.onChange(touch), lists.onChange(touch), ...(spending === undefined ? [] : [spending.onChange(touch)]),
      threads.onEvent(({ threadId, event }) => {
        this.#hasAnswered ||= event.type === 'settled';
        if (threadId === desk.threadId && event.type !== 'text' && event.type !== 'stepped' && event.type !== 'noted') touch();
      }),
    ];
    touch();
    return { dispose: () => { for (const one of held) one.dispose(); } };
  }

  /** Something has changed: has the meter read when its time has come. */
  touch(): void {
    this.#isStale = true;
    if (this.#isReading || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => void this.#readNow(), Math.max(0, this.#nextAt - performance.now()));
  }

  #spent(): Pick<Meter, 'spent' | 'today'> {
    const { spending, desk: { threadId } } = this.#parts;
    if (spending === undefined) return {};
    return { today: spending.today, ...(threadId === undefined ? {} : { spent: spending.inThread(threadId) }) };
  }

  async #readNow(): Promise<void> {
    const { chat, meter, desk, attachments, currentEditor: { view } } = this.#parts;
    this.#timer = undefined;
    this.#isReading = true;
    this.#isStale = false;
    this.#nextAt = performance.now() + rest;
    try {
      const measured = await chat.measured({ ...desk.addressee, text: desk.draft?.text ?? '', attachments: [...(view.attachment === undefined ? [] : [view.attachment]), ...attachments.held] });
      this.#read.fire({ ...meterOf(await meter.estimate(measured)), ...this.#spent() });
      if (this.#hasAnswered) void meter.learn(measured);
      this.#hasAnswered = false;
    } catch {
      // Settings or an assistant that are broken are told where it matters; what cannot be measured is not shown.
    }
    this.#isReading = false;
    if (this.#isStale) this.touch();
  }
}

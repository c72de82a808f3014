import { Emitter } from '../shared/lifetime.ts';
import type { Failure } from '../shared/failure.ts';
import { FailureError } from '../shared/rpc.ts';
import type { QueueView } from '../shared/snapshot.ts';
import { asChosen, type ChangeQuestion, type LookingParts } from './changedFiles.ts';
import type { Chat } from './chat.ts';
import type { ContextMeter } from './contextMeter.ts';
import { hasEndedWell, leftBehind, notSentYet, whyItWaits } from './queueWords.ts';
import type { DeskStore, HeldAttachment, QueuedPrompt } from './stores.ts';
import type { Threads } from './threads.ts';
import { t } from '../shared/words.ts';

/** How much of a queued prompt is shown, in characters. */
const shownLength = 500;

/** What a queue is kept in and sent with. */
export interface QueueParts extends LookingParts {
  readonly store: Pick<DeskStore, 'readPaper' | 'writePaper'>;
  readonly workspace: string;
  readonly threads: Pick<Threads, 'onEvent' | 'open'>;
  readonly chat: Pick<Chat, 'isRunning' | 'measured' | 'send' | 'stop'>;
  readonly meter: Pick<ContextMeter, 'check'>;
  readonly explain: (error: unknown) => Failure;
}

/** How a prompt is sent: `byUser`: somebody is there who can be asked; `anyway`: although it may not fit. */
interface Delivery {
  readonly byUser?: boolean;
  readonly anyway?: boolean;
}

/** What was said while an answer was arriving, thread by thread: sent one after another as long as answers end well. On the disk until it is sent. */
export class Queue {
  readonly #parts: QueueParts;
  readonly #changed = new Emitter<string>();
  /** Threads in which something is on its way just now. */
  readonly #sending = new Set<string>();
  /** Threads in which an answer has begun in this window, or something was queued: what waits in others was left by a window before it. */
  readonly #active = new Set<string>();
  /** Which prompt could not be sent last, and why. */
  readonly #problems = new Map<string, { readonly id: string; readonly failure: Failure }>();
  /** The queue of this thread, or why it waits, has changed. */
  readonly onChange = this.#changed.on;

  constructor(parts: QueueParts) {
    this.#parts = parts;
    parts.threads.onEvent(({ threadId, event }) => {
      if (event.type !== 'answering' && event.type !== 'resumed' && event.type !== 'settled') return;
      this.#problems.delete(threadId);
      if (event.type !== 'settled') this.#active.add(threadId);
      if (this.of(threadId).length === 0) return;
      this.#changed.fire(threadId);
      if (event.type === 'settled' && event.outcome.state === 'complete') void this.#send(threadId);
    });
  }

  /** Whether an answer is arriving in a thread, or a prompt is on its way. */
  isGoing(threadId: string): boolean {
    return this.#sending.has(threadId) || this.#parts.chat.isRunning(threadId);
  }

  /** What waits in a thread, the next one first. */
  of(threadId: string): readonly QueuedPrompt[] {
    return this.#parts.store.readPaper(this.#parts.workspace, threadId, 'queue') ?? [];
  }

  /** What the page shows of it. */
  view(threadId: string | undefined): QueueView {
    const queue = threadId === undefined ? [] : this.of(threadId);
    const waits = threadId === undefined || queue.length === 0 || this.isGoing(threadId) ? undefined : this.#whyItWaits(threadId);
    const prompts = queue.map(({ id, text, attachments }) => ({ id, text: text.slice(0, shownLength), attachments: attachments.length }));
    const tooLong = threadId === undefined || waits === undefined ? undefined : this.#tooLong(threadId);
    return { prompts, ...(waits === undefined ? {} : { waits }), ...(tooLong === undefined ? {} : { tooLong }) };
  }

  /** Adds a prompt at the end; it is on the disk when this returns. */
  add(threadId: string, text: string, attachments: readonly HeldAttachment[]): void {
    this.#active.add(threadId);
    this.#write(threadId, [...this.of(threadId), { id: crypto.randomUUID(), text, attachments }]);
  }

  remove(threadId: string, id: string): void {
    if (this.#problems.get(threadId)?.id === id) this.#problems.delete(threadId);
    this.#write(threadId, this.of(threadId).filter((prompt) => prompt.id !== id));
  }

  /** Moves a prompt by one place: towards the front, or the end. */
  move(threadId: string, id: string, by: -1 | 1): void {
    const queue = this.of(threadId);
    const from = queue.findIndex((prompt) => prompt.id === id);
    const [moved, other] = [queue[from], queue[from + by]];
    if (moved !== undefined && other !== undefined) this.#write(threadId, queue.with(from, other).with(from + by, moved));
  }

  /** Stops the answer that is arriving, and sends this prompt: the first one, if none is named; `anyway`: although it may not fit. */
  async sendNow(threadId: string, id?: string, anyway = false): Promise<void> {
    await this.before(threadId, () => this.#parts.chat.stop(threadId));
    await this.#send(threadId, id, { byUser: true, anyway });
  }

  /** Does this without the queue going on meanwhile. */
  async before<Result>(threadId: string, work: () => Promise<Result>): Promise<Result> {
    const wasSending = this.#sending.has(threadId);
    this.#sending.add(threadId);
    try {
      return await work();
    } finally {
      if (!wasSending) this.#sending.delete(threadId);
    }
  }

  #whyItWaits(threadId: string): string {
    return this.#problems.get(threadId)?.failure.message ?? (this.#active.has(threadId) ? whyItWaits(this.#parts.threads.open(threadId)) : leftBehind);
  }

  #tooLong(threadId: string): QueueView['tooLong'] {
    const { id, failure } = this.#problems.get(threadId) ?? {};
    if (id === undefined || failure?.kind !== 'contextTooLong') return undefined;
    return { id, steps: [failure.action, ...(failure.others ?? [])].filter((step) => step === 'trimOldest' || step === 'sendAnyway') };
  }

  async #send(threadId: string, id?: string, how: Delivery = {}): Promise<void> {
    const prompt = this.of(threadId).find((queued) => id === undefined || queued.id === id);
    if (prompt === undefined || this.#sending.has(threadId)) return;
    this.#problems.delete(threadId);
    try {
      await this.before(threadId, () => this.#deliver(threadId, prompt, how));
    } catch (error) {
      this.#problems.set(threadId, { id: prompt.id, failure: this.#parts.explain(error) });
    }
    this.#changed.fire(threadId);
    // An answer may have ended before its prompt was taken off.
    if (!this.#problems.has(threadId) && !this.isGoing(threadId) && hasEndedWell(this.#parts.threads.open(threadId))) await this.#send(threadId);
  }

  async #deliver(threadId: string, { id, text, attachments }: QueuedPrompt, { byUser = false, anyway = false }: Delivery): Promise<void> {
    const { chat, meter, workspace, readAgain, askChanged } = this.#parts;
    this.#changed.fire(threadId);
    const chosen = await asChosen({ readAgain, askChanged: byUser ? askChanged : waitForUser }, attachments);
    if (chosen === undefined) throw new FailureError({ kind: 'fileChanged', message: notSentYet, action: 'retry' });
    const saying = { threadId, text, attachments: chosen.map(({ attachment }) => attachment) };
    if (!anyway) await meter.check(await chat.measured(saying));
    await chat.send({ ...saying, workspace });
    this.remove(threadId, id);
  }

  #write(threadId: string, queue: readonly QueuedPrompt[]): void {
    this.#parts.store.writePaper(this.#parts.workspace, threadId, 'queue', queue);
    this.#changed.fire(threadId);
  }
}

/** Nobody is asked while the user may be elsewhere: what is queued waits until they send it. */
async function waitForUser({ message }: ChangeQuestion): Promise<never> {
  throw new FailureError({ kind: 'fileChanged', message: t('{0} So what is queued waits: when you send it, you are asked what is to go.', message), action: 'retry' });
}

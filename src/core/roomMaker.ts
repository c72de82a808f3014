import type { Message } from '../shared/message.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Attachments } from './attachments.ts';
import type { Chat } from './chat.ts';
import type { ContextCounter } from './contextParts.ts';
import type { ContextMeter } from './contextMeter.ts';
import type { Desk } from './desk.ts';
import type { Composed } from './inspector.ts';
import type { Threads } from './threads.ts';
import { t } from '../shared/words.ts';

/** How much of the room for the history is used again, so that the next turn fits as well. */
const share = 0.75;

/** What room is made in. */
export interface RoomParts {
  readonly chat: Pick<Chat, 'measured' | 'summary'>;
  readonly meter: Pick<ContextMeter, 'estimate'>;
  readonly counter: ContextCounter;
  readonly threads: Threads;
  readonly attachments: Attachments;
  readonly desk: Desk;
  /** Does what takes a while in sight of the user, who may cancel it: then there is no result. */
  readonly inSight: <Result>(title: string, work: (signal: AbortSignal) => Promise<Result>) => Promise<Result | undefined>;
}

/** Makes room for a prompt that does not fit. Nothing is sent for it but the request for a summary. */
export class RoomMaker {
  readonly #parts: RoomParts;

  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  /** Takes the largest attachment off the prompt. */
  dropLargest({ attachments }: Composed): void {
    const [largest] = attachments.toSorted((one, other) => (other.tokens ?? other.text.length) - (one.tokens ?? one.text.length));
    if (largest !== undefined) this.#parts.attachments.remove([largest.id]);
  }

  /** Leaves the oldest messages of the thread out of what is sent from now on: as many as it takes. Throws FailureError where that is not enough. */
  async trimOldest(composed: Composed): Promise<void> {
    const { threadId } = composed;
    const { kept, history, room } = await this.#newest(composed);
    // A server may count more than was estimated: the oldest exchange goes in any case.
    const count = Math.max(history.length - kept.length, history.findIndex(({ role }, index) => role === 'user' && index > 0), 1);
    const last = history[count - 1];
    if (threadId === undefined || last === undefined || room < 0) throw new FailureError({ kind: 'contextTooLong', message: t('Without its oldest messages this would not fit either: shorten the message.'), action: 'newThread' });
    this.#parts.threads.apply(threadId, [{ type: 'trimmed', at: Date.now(), messageId: last.id }], { durable: true });
  }

  /** Begins a new thread whose draft is a summary of this one, which the model writes; it is sent when the user sends it. */
  async summarise(composed: Composed): Promise<void> {
    const { chat, threads, desk, inSight } = this.#parts;
    const { threadId } = composed;
    if (threadId === undefined) return;
    const begun = Date.now();
    const { kept, history } = await this.#newest(composed);
    const { title, assistantId, temporary } = threads.open(threadId);
    const summary = await inSight(t('Summing up “{0}”…', title), (signal) => chat.summary(threadId, kept, signal));
    if (summary === undefined) return;
    const missing = history.length - kept.length;
    const head = missing === 0 ? t('What was said before, in the thread “{0}”:', title) : t('What was said before, in the thread “{0}” (without its {1} oldest messages, which did not fit):', title, missing);
    // What was typed while the summary was being written goes along; a draft from before may be older than what is on the page.
    const draft = desk.draftIn({ threadId });
    const text = draft !== undefined && draft.at >= begun ? draft.text : composed.text;
    const waiting = desk.draftIn(temporary === undefined ? {} : { temporary })?.text ?? '';
    desk.show(undefined, { assistantId, along: desk.threadId === threadId, temporary: temporary === true, madeOf: threadId });
    desk.put([head, summary.trim(), text, waiting].filter((part) => part.trim() !== '').join('\n\n'));
  }

  /** The history, and of it the newest messages for which there is room, in tokens; they begin with a prompt. */
  async #newest(composed: Composed): Promise<{ readonly history: readonly Message[]; readonly kept: readonly Message[]; readonly room: number }> {
    const { chat, meter, counter } = this.#parts;
    const measured = await chat.measured(composed);
    const { history } = measured;
    const { window = Infinity, reserved = 0, parts } = await meter.estimate(measured);
    const fixed = parts.filter(({ kind }) => kind !== 'history').reduce((sum, { tokens }) => sum + tokens, 0);
    const room = share * (window - reserved - fixed);
    let left = room;
    let from = history.length;
    for (const [index, message] of [...history.entries()].toReversed()) {
      left -= await counter.message(message);
      if (left < 0) break;
      if (message.role === 'user') from = index;
    }
    return { history, kept: history.slice(from), room };
  }
}

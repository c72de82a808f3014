import type { Attachment } from '../shared/attachment.ts';
import type { Message } from '../shared/message.ts';
import type { Thread } from '../shared/thread.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Attachments } from './attachments.ts';
import type { Chat } from './chat.ts';
import { tokensOf, type ContextCounter } from './contextParts.ts';
import type { ContextMeter, Measured } from './contextMeter.ts';
import type { CurrentEditor } from './currentEditor.ts';
import type { Desk } from './desk.ts';
import type { Composed } from './inspector.ts';
import type { Threads } from './threads.ts';
import { fillComposer } from './fillComposer.ts';
import { answerIn, promptIn } from './foundMessage.ts';
import { t } from '../shared/words.ts';

/** How much of the room for the history is used again, so that the next turn fits as well. */
const share = 0.75;

/** How much of the history is used again where a server has refused all of it: nobody here knows how much it takes. */
const refusedShare = 0.5;

/** What room is made in. */
export interface RoomParts {
  readonly chat: Pick<Chat, 'measured' | 'measuredAgain' | 'summary'>;
  readonly meter: Pick<ContextMeter, 'estimate'>;
  readonly counter: ContextCounter;
  readonly threads: Threads;
  readonly attachments: Attachments;
  readonly currentEditor: Pick<CurrentEditor, 'follow' | 'view'>;
  readonly desk: Desk;
  /** Does what takes a while in sight of the user, who may cancel it: then there is no result. */
  readonly inSight: <Result>(title: string, work: (signal: AbortSignal) => Promise<Result>) => Promise<Result | undefined>;
  /** Where the file of an attachment lies in this workspace; undefined for what is of no file. */
  readonly addressOf: (attachment: Attachment) => string | undefined;
}

/** Makes room for a prompt that does not fit. Nothing is sent for it but the request for a summary. */
export class RoomMaker {
  readonly #parts: RoomParts;

  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  /** Takes the largest attachment off the prompt, or turns the switch off where it goes along by itself. Answers what was done, in a sentence. */
  async dropLargest({ attachments }: Composed): Promise<string | undefined> {
    const { attachments: held, currentEditor, counter } = this.#parts;
    const sized = await Promise.all(attachments.map(async (attachment) => ({ attachment, tokens: await counter.attachment(attachment) })));
    const largest = sized.toSorted((one, other) => other.tokens - one.tokens)[0]?.attachment;
    if (largest === undefined) return undefined;
    if (largest.id !== currentEditor.view.attachment?.id) {
      held.remove([largest.id]);
      return t('{0} does not go along any more.', largest.path);
    }
    await currentEditor.follow('off');
    return t('{0} does not go along any more: the current editor is off now.', largest.path);
  }

  /** Leaves the oldest messages of the thread out of what is sent from now on: as many as it takes. Throws FailureError where that is not enough. */
  async trimOldest(composed: Composed): Promise<void> {
    const { threadId } = composed;
    if (threadId !== undefined) await this.trim(threadId, await this.#parts.chat.measured(composed));
  }

  /** The same for anything that is to be asked in a thread; `refused`: the server has said that it is too long, whatever is estimated here. */
  async trim(threadId: string, measured: Measured, refused = false): Promise<void> {
    const { history } = measured;
    const { kept, room } = await this.#newest(measured, refused);
    // A server may count more than was estimated: the oldest exchange goes in any case.
    const count = Math.max(history.length - kept.length, history.findIndex(({ role }, index) => role === 'user' && index > 0), 1);
    const last = history[count - 1];
    if (last === undefined || room < 0) throw new FailureError({ kind: 'contextTooLong', message: t('Without its oldest messages this would not fit either: shorten the message.'), action: 'newThread' });
    this.#parts.threads.apply(threadId, [{ type: 'trimmed', at: Date.now(), messageId: last.id }], { durable: true });
  }

  /** Begins a new thread whose draft is a summary of this one, which the model writes; it is sent when the user sends it. */
  async summarise(composed: Composed): Promise<void> {
    const { chat, threads, desk } = this.#parts;
    const { threadId } = composed;
    if (threadId === undefined) return;
    const begun = Date.now();
    const summary = await this.#summary(threadId, await chat.measured(composed));
    if (summary === undefined) return;
    const { assistantId, temporary } = threads.open(threadId);
    // What was typed while the summary was being written goes along; a draft from before may be older than what is on the page.
    const draft = desk.draftIn({ threadId });
    const text = draft !== undefined && draft.at >= begun ? draft.text : composed.text;
    const waiting = desk.draftIn(temporary === undefined ? {} : { temporary })?.text ?? '';
    desk.show(undefined, { assistantId, along: desk.threadId === threadId, temporary: temporary === true, madeOf: threadId });
    desk.put(joined(summary, text, waiting));
  }

  /** Begins a new thread like `summarise`, for the prompt of an answer: the prompt is then in the composer, with what went with it. */
  async sumUp(threadId: string, answerId: string): Promise<void> {
    const { chat, threads, desk, attachments, currentEditor, addressOf } = this.#parts;
    const refused = wasTooLong(threads.open(threadId), answerId);
    const summary = await this.#summary(threadId, await chat.measuredAgain(threadId, answerId), refused);
    if (summary === undefined) return;
    const thread = threads.open(threadId);
    const prompt = promptIn(thread, answerIn(thread, answerId).parentId);
    const waiting = desk.draftIn(thread.temporary === undefined ? {} : { temporary: true })?.text ?? '';
    desk.show(undefined, { assistantId: thread.assistantId, temporary: thread.temporary === true, madeOf: threadId });
    fillComposer({ desk, attachments, currentEditor }, { ...prompt, text: joined(summary, prompt.text, waiting) }, addressOf);
  }

  /** What came before in a thread, summed up under a heading; undefined if the user would rather not have it. */
  async #summary(threadId: string, measured: Measured, refused = false): Promise<string | undefined> {
    const { chat, threads, inSight } = this.#parts;
    const { kept } = await this.#newest(measured, refused);
    const { title } = threads.open(threadId);
    const summary = await inSight(t('Summing up “{0}”…', title), (signal) => chat.summary(threadId, kept, signal));
    if (summary === undefined) return undefined;
    const missing = measured.history.length - kept.length;
    const head = missing === 0 ? t('What was said before, in the thread “{0}”:', title) : t('What was said before, in the thread “{0}” (without its {1} oldest messages, which did not fit):', title, missing);
    return `${head}\n\n${summary.trim()}`;
  }

  /** The newest messages of the history for which there is room, in tokens; they begin with a prompt. */
  async #newest(measured: Measured, refused: boolean): Promise<{ readonly kept: readonly Message[]; readonly room: number }> {
    const { meter, counter } = this.#parts;
    const { history } = measured;
    const { window = Infinity, reserved = 0, passages = 0, parts } = await meter.estimate(measured);
    const fixed = parts.filter(({ kind }) => kind !== 'history').reduce((sum, { tokens }) => sum + tokens, 0);
    const most = refused ? refusedShare * tokensOf(parts.filter(({ kind }) => kind === 'history')) : Infinity;
    const room = Math.min(most, share * (window - reserved - passages - fixed));
    let left = room;
    let from = history.length;
    for (const [index, message] of [...history.entries()].toReversed()) {
      left -= await counter.message(message);
      if (left < 0) break;
      if (message.role === 'user') from = index;
    }
    return { kept: history.slice(from), room };
  }
}

/** Whether the server has refused to give this answer because its prompt is too long, with all that went before it. */
export function wasTooLong(thread: Thread, answerId: string): boolean {
  return answerIn(thread, answerId).failure?.kind === 'contextTooLong';
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part.trim() !== '').join('\n\n');
}

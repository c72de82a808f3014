import { statSync } from 'node:fs';
import { saidIn } from '../../src/core/said.ts';
import type { SqliteThreadStore } from '../../src/node/threadStore.ts';
import type { Message } from '../../src/shared/message.ts';
import type { Thread } from '../../src/shared/thread.ts';
import { emptyThread, type ThreadEvent } from '../../src/shared/threadEvents.ts';
import { sampleAnswer, samplePrompt } from '../support/chatSamples.ts';
import { median, timed } from './table.ts';

/** How often what takes long is done. */
export const rounds = 5;

/** Twenty thousand characters that differ from message to message, as far as words go. */
const textOf = (number: number): string => `Tea number ${String(number)}, and the word rare${String(number)}x.\n${'Steep it for three minutes at eighty degrees, and pour it off. '.repeat(320)}`.slice(0, 20_000);

/** The message of this number: questions and answers by turns, each as long as the others. */
export function messageOf(number: number): Message {
  const parentId = `m${String(number - 1)}`;
  return number % 2 === 0 ? samplePrompt(`m${String(number)}`, textOf(number), number === 0 ? {} : { parentId }) : sampleAnswer(`m${String(number)}`, parentId, textOf(number));
}

/** How a message comes into a thread. */
export const eventOf = (message: Message): ThreadEvent => (message.role === 'user' ? { type: 'prompted', at: 2, message } : { type: 'answering', at: 2, message });
/** What the list shows of a thread. */
export const headOf = (id: string, updatedAt: number): Omit<Thread, 'messages'> => ({ id, title: `About tea ${id}`, assistantId: 'a', workspace: 'w', createdAt: 1, updatedAt });
/** How a thread begins. */
export const begun = (threadId: string): ThreadEvent => ({ type: 'created', at: 1, threadId, assistantId: 'a', workspace: 'w' });

/** Puts a thread of so many messages on the disk, a hundred at a time. */
export function putLong(store: SqliteThreadStore, id: string, length: number): void {
  store.append([begun(id)], headOf(id, 1), { durable: false });
  for (let from = 0; from < length; from += 100) {
    const messages = Array.from({ length: 100 }, (_, index) => messageOf(from + index));
    const events = messages.map(eventOf);
    store.append(events, headOf(id, from), { durable: false, said: saidIn(events, { ...emptyThread, messages }) });
  }
}

/** The median and the most of these milliseconds. */
export const shown = (values: readonly number[]): readonly string[] => [median(values).toFixed(2), Math.max(...values).toFixed(2)];
/** The milliseconds that this takes, each time. */
export const times = (count: number, work: (round: number) => unknown): readonly number[] => Array.from({ length: count }, (_, round) => timed(() => work(round)));
/** How long a file is. */
export const bytesOf = (file: string): number => statSync(file).size;

/** What two sizes of the same cost, and their ratio. */
export function compared(what: string, small: readonly number[], large: readonly number[]): readonly string[] {
  return [what, ...shown(small), ...shown(large), (median(large) / median(small)).toFixed(2)];
}

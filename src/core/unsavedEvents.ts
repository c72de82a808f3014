import { FailureError } from '../shared/rpc.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';
import { t } from '../shared/words.ts';

/** How much of an answer's text may wait for the disk, in bytes, and how long, in milliseconds: with its way here, and on a machine that is busy, a second at most. */
const most = 8192;
export const waitingTime = 750;

/** How long the disk is left alone after it refused, in milliseconds. */
export const refusedTime = 2000;

/** The longest text that is written as one event, in characters. */
const longest = 100_000;

/** What waits for the disk, and after it what has happened now: pieces of one text become one. */
export function joined(waiting: readonly ThreadEvent[], events: readonly ThreadEvent[]): readonly ThreadEvent[] {
  const all = [...waiting];
  for (const event of events) {
    const last = all.at(-1);
    const fits = event.type === 'text' && last?.type === 'text' && last.messageId === event.messageId && last.text.length + event.text.length <= longest;
    if (fits) all[all.length - 1] = { ...last, text: last.text + event.text };
    else all.push(event);
  }
  return all;
}

/** Whether these events are text alone. */
export function isText(events: readonly ThreadEvent[]): boolean {
  return events.every(({ type }) => type === 'text');
}

/** Whether these events may wait for more of their kind before they are written. */
export function mayWait(events: readonly ThreadEvent[]): boolean {
  return isText(events) && new TextEncoder().encode(events.map((event) => (event.type === 'text' ? event.text : '')).join('')).length < most;
}

/** What the window tells of an answer that gives it. */
const giving: ReadonlySet<ThreadEvent['type']> = new Set(['noted', 'settled', 'stepped', 'text']);

/** The answers that these events tell of as the window does that gives them. */
export function givenIn(events: readonly ThreadEvent[]): ReadonlySet<string> {
  return new Set(events.flatMap((event) => (giving.has(event.type) && 'messageId' in event ? [event.messageId] : [])));
}

/** Whether another window goes on with an answer that these events go on with: then its text would be there twice. */
export function goesOnElsewhere(missed: readonly ThreadEvent[], events: readonly ThreadEvent[]): boolean {
  const theirs = givenIn(missed);
  return [...givenIn(events)].some((messageId) => theirs.has(messageId));
}

/** What is said to who goes on with it here. */
export function overtaken(): FailureError {
  return new FailureError({ kind: 'busy', message: t('Another window goes on with this answer.'), action: 'retry' });
}

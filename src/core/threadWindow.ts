import type { Message } from '../shared/message.ts';
import { branch } from '../shared/messageTree.ts';
import type { Thread, EarlierMessages } from '../shared/thread.ts';

/** How many messages of a branch a page is given at first. */
const windowSize = 100;

/** The end of the branch on show: its last messages, their other versions, and what is still arriving elsewhere in the thread. */
export function windowOf(thread: Thread, size = windowSize): Thread {
  const shown = branch(thread.messages, thread.leafId);
  const last = shown.slice(-size);
  const parents = parentsOf(last);
  const messages = thread.messages.filter((message) => parents.has(message.parentId) || (message.role === 'assistant' && message.state === 'running'));
  const absent = thread.messages.length - messages.length;
  return absent === 0 ? thread : { ...thread, messages, earlier: { before: shown.length - last.length, absent } };
}

/** At most `count` messages of the branch that leads to this one, the last ones before it, with their other versions. */
export function earlierMessages(thread: Thread, beforeId: string, count: number): EarlierMessages {
  const chain = branch(thread.messages, thread.messages.findLast(({ id }) => id === beforeId)?.parentId);
  const last = chain.slice(-count);
  const parents = parentsOf(last);
  return { messages: last.length === 0 ? [] : thread.messages.filter(({ parentId }) => parents.has(parentId)), before: chain.length - last.length };
}

function parentsOf(messages: readonly Message[]): ReadonlySet<string | undefined> {
  return new Set(messages.map(({ parentId }) => parentId));
}

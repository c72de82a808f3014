import type { Message } from '../shared/message.ts';
import type { Thread } from '../shared/thread.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';

/** A message as it is searched: its words, and the names of what went with it. Without words it is not to be found any more. */
export interface Said {
  readonly messageId: string;
  readonly text: string;
}

/** A place where something was found. */
export interface Found {
  readonly threadId: string;
  readonly title: string;
  readonly updatedAt: number;
  /** Absent where the title itself was found. */
  readonly messageId?: string;
  /** The words around it, in one line. */
  readonly snippet: string;
}

/** The most of one message that is searched, in characters. */
const longest = 1_000_000;

/** What these events, which the thread has taken in, change of what can be found in it; `before`: its messages before they did. */
export function saidIn(events: readonly ThreadEvent[], { messages }: Pick<Thread, 'messages'>, before: readonly Message[] = []): readonly Said[] {
  if (events.some(({ type }) => type === 'imported')) return messages.map(saidOf);
  const ids = new Set(events.flatMap(changedBy));
  const gone = events.some(({ type }) => type === 'removed') ? before.filter(({ id }) => !messages.some((message) => message.id === id)) : [];
  const changed = ids.size === 0 ? [] : messages.filter(({ id }) => ids.has(id)).map(saidOf);
  return [...changed, ...gone.map(({ id }) => ({ messageId: id, text: '' }))];
}

function changedBy(event: ThreadEvent): readonly string[] {
  // A fork begins with answers that are whole.
  if (event.type === 'prompted' || (event.type === 'answering' && event.message.text !== '')) return [event.message.id];
  if (event.type === 'settled') return [event.messageId];
  return event.type === 'returned' ? event.messages.map(({ id }) => id) : [];
}

function saidOf(message: Message): Said {
  const names = message.role === 'user' ? message.attachments.map(({ path }) => path) : [];
  return { messageId: message.id, text: [message.text, ...names].filter((text) => text !== '').join('\n').slice(0, longest) };
}

import type { Message, Thread } from '../shared/model.ts';
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

/** What these events, which the thread has taken in, change of what can be found in it. */
export function saidIn(events: readonly ThreadEvent[], { messages }: Thread): readonly Said[] {
  if (events.some(({ type }) => type === 'imported')) return messages.map(saidOf);
  const ids = new Set(events.flatMap((event) => (event.type === 'prompted' ? [event.message.id] : event.type === 'settled' ? [event.messageId] : [])));
  return ids.size === 0 ? [] : messages.filter(({ id }) => ids.has(id)).map(saidOf);
}

function saidOf(message: Message): Said {
  const names = message.role === 'user' ? message.attachments.map(({ path }) => path) : [];
  return { messageId: message.id, text: [message.text, ...names].filter((text) => text !== '').join('\n').slice(0, longest) };
}

import type { Message } from '../src/shared/message.ts';
import { branch } from '../src/shared/messageTree.ts';
import type { Earlier, Thread, EarlierMessages } from '../src/shared/thread.ts';

/** The first message on show of those that are here. */
export function firstShown(thread: Thread): Message | undefined {
  return branch(thread.messages, thread.leafId)[0];
}

/** A window of a thread together with what comes before it. */
export function withEarlier(thread: Thread, { messages, before }: EarlierMessages): Thread {
  const added = absentFrom(thread.messages, messages);
  return windowed(thread, [...added, ...thread.messages], { before, absent: (thread.earlier?.absent ?? added.length) - added.length });
}

/** A thread as the host shows it anew, together with what was loaded before, as far as that leads up to it. */
export function rejoined(thread: Thread, known: Thread | undefined): Thread {
  const first = firstShown(thread);
  const { earlier } = thread;
  if (known?.id !== thread.id || first === undefined || earlier === undefined || !known.messages.some(({ id }) => id === first.id)) return thread;
  const added = absentFrom(thread.messages, known.messages);
  return windowed(thread, [...added, ...thread.messages], { before: known.earlier?.before ?? 0, absent: earlier.absent - added.length });
}

function windowed({ earlier: _earlier, ...thread }: Thread, messages: readonly Message[], earlier: Earlier): Thread {
  return earlier.absent > 0 ? { ...thread, messages, earlier } : { ...thread, messages };
}

function absentFrom(here: readonly Message[], messages: readonly Message[]): readonly Message[] {
  const ids = new Set(here.map(({ id }) => id));
  return messages.filter(({ id }) => !ids.has(id));
}

import type { Disposable } from '../shared/lifetime.ts';
import type { Thread } from '../shared/thread.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';
import type { ViewEvent } from '../shared/viewEvents.ts';
import type { Desk } from './desk.ts';
import type { Threads } from './threads.ts';
import { windowOf } from './threadWindow.ts';

/** Events after which another branch may be on show, with messages that the page does not have. */
const turning: ReadonlySet<ThreadEvent['type']> = new Set(['selected', 'removed', 'returned']);

/** Tells a page what happens to the thread on show: event by event, or the thread anew. */
export function followThread({ threads, desk }: { readonly threads: Pick<Threads, 'onEvent'>; readonly desk: Pick<Desk, 'threadId' | 'isTemporary'> }, tell: (event: ViewEvent) => void): Disposable {
  let told: Thread | undefined;
  return threads.onEvent(({ threadId, event, thread }) => {
    // Of what happened at once, all is in the thread that was told anew.
    if (threadId !== desk.threadId || thread === told) return;
    told = turning.has(event.type) ? thread : undefined;
    tell(told === undefined ? { type: 'thread', threadId, event } : reopened(told, desk));
  });
}

/** What a page is to be told that was shown this thread a moment ago, and heard nothing since; undefined where nothing has come meanwhile. */
export function missedMeanwhile(shown: Thread | undefined, { threads, desk }: { readonly threads: Pick<Threads, 'open'>; readonly desk: Pick<Desk, 'threadId' | 'isTemporary'> }): ViewEvent | undefined {
  if (shown === undefined || shown.id !== desk.threadId) return undefined;
  const thread = threads.open(shown.id);
  const mayHaveGrown = shown.messages.some((message) => message.role === 'assistant' && message.state === 'running');
  return mayHaveGrown || thread.updatedAt !== shown.updatedAt ? reopened(thread, desk) : undefined;
}

/** The thread on show, anew; what is being written in it stays. */
function reopened(thread: Thread, { isTemporary }: Pick<Desk, 'isTemporary'>): ViewEvent {
  return { type: 'opened', thread: windowOf(thread), ...(isTemporary ? { temporary: true } : {}) };
}

import { Emitter } from '../src/shared/lifetime.ts';
import type { EarlierMessages, Snapshot, ViewEvent } from '../src/shared/protocol.ts';
import { applyThreadEvent } from '../src/shared/threadEvents.ts';
import { firstShown, rejoined, withEarlier } from './threadMirror.ts';

/** What the page shows after this event. An event of a thread that is not on show changes nothing. */
function applyViewEvent(snapshot: Snapshot, event: ViewEvent): Snapshot {
  switch (event.type) {
    case 'thread': {
      const { thread } = snapshot;
      return thread?.id === event.threadId ? { ...snapshot, thread: applyThreadEvent(thread, event.event) } : snapshot;
    }
    case 'opened': {
      const { thread: before, ...rest } = snapshot;
      return event.thread === undefined ? rest : { ...rest, thread: rejoined(event.thread, before) };
    }
    case 'attachments':
      return { ...snapshot, attachments: event.attachments };
    case 'currentEditor':
      return { ...snapshot, currentEditor: event.currentEditor };
    case 'status':
      return { ...snapshot, status: event.status };
    case 'assistants':
      return { ...snapshot, assistants: event.assistants };
    case 'meter':
      return { ...snapshot, meter: event.meter };
    case 'draft':
      return { ...snapshot, draft: event.draft };
    case 'compose':
    default:
      return snapshot;
  }
}

/** The page's mirror of the host's truth; thrown away with the page. */
export class Store {
  readonly #told = new Emitter<ViewEvent['type'] | 'earlier' | 'hello'>();
  #snapshot: Snapshot | undefined;

  /** Called after each change with what brought it. */
  readonly on = this.#told.on;

  /** Absent until the host has said hello. */
  get snapshot(): Snapshot | undefined {
    return this.#snapshot;
  }

  begin(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#told.fire('hello');
  }

  /** Takes in what came before the messages that are here, if these are still the first ones on show. */
  takeEarlier(threadId: string, beforeId: string, earlier: EarlierMessages): void {
    const { thread } = this.#snapshot ?? {};
    if (this.#snapshot === undefined || thread?.id !== threadId || firstShown(thread)?.id !== beforeId) return;
    this.#snapshot = { ...this.#snapshot, thread: withEarlier(thread, earlier) };
    this.#told.fire('earlier');
  }

  hear(event: ViewEvent): void {
    if (this.#snapshot !== undefined) this.#snapshot = applyViewEvent(this.#snapshot, event);
    this.#told.fire(event.type);
  }
}

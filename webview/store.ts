import { Emitter } from '../src/shared/lifetime.ts';
import type { Snapshot } from '../src/shared/snapshot.ts';
import type { EarlierMessages } from '../src/shared/thread.ts';
import type { ViewEvent } from '../src/shared/viewEvents.ts';
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
      const { thread: before, temporary: _temporary, draft: _written, ...rest } = snapshot;
      const { thread, temporary, draft } = event;
      return { ...rest, ...(thread === undefined ? {} : { thread: rejoined(thread, before) }), ...(temporary === undefined ? {} : { temporary }), ...(draft === undefined ? {} : { draft }) };
    }
    case 'attachments':
      return { ...snapshot, attachments: event.attachments };
    case 'currentEditor':
      return { ...snapshot, currentEditor: event.currentEditor };
    case 'status':
      return { ...snapshot, status: event.status };
    case 'assistants':
      return { ...snapshot, assistants: event.assistants };
    case 'codeColors':
      return { ...snapshot, codeColors: event.codeColors };
    case 'queue':
      return { ...snapshot, queue: event.queue };
    case 'meter':
      return { ...snapshot, meter: event.meter };
    case 'draft':
      return { ...snapshot, draft: event.draft };
    case 'ping':
    case 'reveal':
    case 'compose':
    default:
      return snapshot;
  }
}

/** The page's mirror of the host's truth; thrown away with the page. */
export class Store {
  readonly #told = new Emitter<ViewEvent['type'] | 'earlier' | 'hello'>();
  #wanted: string | undefined;
  #snapshot: Snapshot | undefined;

  /** Called after each change with what brought it. */
  readonly on = this.#told.on;

  /** Absent until the host has said hello. */
  get snapshot(): Snapshot | undefined {
    return this.#snapshot;
  }

  /** The message that was to be brought into sight last. */
  get wanted(): string | undefined {
    return this.#wanted;
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
    if (event.type === 'reveal') this.#wanted = event.messageId;
    this.#told.fire(event.type);
  }
}

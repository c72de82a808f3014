import { Emitter } from '../src/shared/lifetime.ts';
import type { Snapshot, ViewEvent } from '../src/shared/protocol.ts';
import { applyThreadEvent } from '../src/shared/threadEvents.ts';

/** What the page shows after this event. An event of a thread that is not on show changes nothing. */
function applyViewEvent(snapshot: Snapshot, event: ViewEvent): Snapshot {
  switch (event.type) {
    case 'thread': {
      const { thread } = snapshot;
      return thread?.id === event.threadId ? { ...snapshot, thread: applyThreadEvent(thread, event.event) } : snapshot;
    }
    case 'opened': {
      const { thread: _closed, draft: _written, ...rest } = snapshot;
      const { thread, draft } = event;
      return { ...rest, ...(thread === undefined ? {} : { thread }), ...(draft === undefined ? {} : { draft }) };
    }
    case 'attachments':
      return { ...snapshot, attachments: event.attachments };
    case 'currentEditor':
      return { ...snapshot, currentEditor: event.currentEditor };
    case 'status':
      return { ...snapshot, status: event.status };
    case 'assistants':
      return { ...snapshot, assistants: event.assistants };
    case 'queue':
      return { ...snapshot, queue: event.queue };
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
  readonly #told = new Emitter<ViewEvent['type'] | 'hello'>();
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

  hear(event: ViewEvent): void {
    if (this.#snapshot !== undefined) this.#snapshot = applyViewEvent(this.#snapshot, event);
    this.#told.fire(event.type);
  }
}

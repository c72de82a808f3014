import type { Disposable } from '../shared/lifetime.ts';
import type { ViewEvent } from '../shared/viewEvents.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';

/** How long one message to a page is followed by none, in milliseconds: at 60 a second, each can be drawn. */
const frame = 17;

/** The thread events that may come by the thousand; whatever else happens is told at once. */
const frequent: ReadonlySet<ThreadEvent['type']> = new Set(['text', 'noted', 'stepped', 'produced']);

/** Tells a page what happens, in its order, in no more messages than it can draw: what comes faster is gathered, and joined where that is the same. */
export class ViewFrames implements Disposable {
  readonly #post: (events: readonly ViewEvent[]) => void;
  readonly #waiting: ViewEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `post` takes what is told in one message. */
  constructor(post: (events: readonly ViewEvent[]) => void) {
    this.#post = post;
  }

  tell(event: ViewEvent): void {
    const last = this.#waiting.at(-1);
    const joined = last === undefined ? undefined : join(last, event);
    if (joined === undefined) this.#waiting.push(event);
    else this.#waiting[this.#waiting.length - 1] = joined;
    if (this.#timer === undefined || !canWait(event)) this.flush();
  }

  /** Posts what waits; the next that can wait does so for a frame. */
  flush(): void {
    if (this.#waiting.length === 0) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.flush();
    }, frame);
    this.#post(this.#waiting.splice(0));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#waiting.length = 0;
  }
}

function canWait(event: ViewEvent): boolean {
  return event.type === 'meter' || (event.type === 'thread' && frequent.has(event.event.type));
}

/** One event in the place of two that follow each other; undefined where that would say something else. */
function join(one: ViewEvent, next: ViewEvent): ViewEvent | undefined {
  if (one.type === 'meter' && next.type === 'meter') return next;
  if (one.type !== 'thread' || next.type !== 'thread' || one.threadId !== next.threadId) return undefined;
  const event = joinThreadEvents(one.event, next.event);
  return event === undefined ? undefined : { ...one, event };
}

function joinThreadEvents(one: ThreadEvent, next: ThreadEvent): ThreadEvent | undefined {
  if (one.type === 'text' && next.type === 'text' && one.messageId === next.messageId) return { ...one, text: one.text + next.text };
  if (one.type === 'stepped' && next.type === 'stepped' && one.messageId === next.messageId && one.step.id === next.step.id) return { ...one, step: { ...one.step, ...next.step } };
  return undefined;
}

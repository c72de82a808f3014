import type { Usage } from '../shared/usage.ts';
import type { EngineEvent, ServerHandle } from './engine.ts';
import { usageSum } from './usageSum.ts';

/** Makes one answer of what is told of it and told again: when it is heard once more, what was there is left out, to the letter. */
export class Replay {
  #handle: ServerHandle | undefined;
  /** How much text has been told since the handle was given, in UTF-16 units, and how much of it is to be told again. */
  #told = 0;
  #known = 0;
  /** What was counted so far, when the handle was given, and before the telling that is heard now. */
  #counted: Usage | undefined;
  #atHandle: Usage | undefined;
  #before: Usage | undefined;

  /** `handle`: what the answer is heard by from the first. */
  constructor(handle: ServerHandle | undefined) {
    this.#handle = handle;
  }

  /** What the answer can be heard by once more; undefined where its server does not go on by itself. */
  get handle(): ServerHandle | undefined {
    return this.#handle;
  }

  /** From now on it is told by its handle, from the beginning of that. */
  again(): void {
    this.#known = this.#told;
    this.#before = this.#atHandle;
  }

  /** What is new in an event. */
  pass(event: EngineEvent): EngineEvent {
    if (event.type === 'begun') return this.#begin(event);
    if (event.type === 'text' && (event.choice ?? 0) === 0) {
      const text = event.text.slice(this.#known);
      this.#known -= event.text.length - text.length;
      this.#told += text.length;
      return { ...event, text };
    }
    if (event.type === 'note' && event.note.usage !== undefined) {
      const usage = usageSum(this.#before, event.note.usage) ?? event.note.usage;
      this.#counted = usage;
      return { ...event, note: { ...event.note, usage } };
    }
    return event;
  }

  #begin(event: Extract<EngineEvent, { readonly type: 'begun' }>): EngineEvent {
    const { place, id } = event.handle;
    if (this.#handle?.id === id && this.#handle.place === place) return { type: 'progress' };
    this.#handle = event.handle;
    this.#told = 0;
    this.#known = 0;
    this.#atHandle = this.#counted;
    return event;
  }
}

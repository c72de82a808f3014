import type { EngineEvent } from '../core/engine.ts';

/** The texts of an answer that comes in several messages: each word is told once, however often it is heard. */
export class ToldText {
  readonly #told = new Map<string, string>();
  #any = false;

  /** Whether a word has been told. */
  get any(): boolean {
    return this.#any;
  }

  /** Whether this message has been heard of. */
  knows(messageId: string): boolean {
    return this.#told.has(messageId);
  }

  /** A piece of a message, which follows what was told of it; `shown` is how it is told. */
  *more(messageId: string, text: string, shown = text): Generator<EngineEvent> {
    const before = this.#told.get(messageId) ?? '';
    this.#told.set(messageId, before + text);
    if (shown === '') return;
    const gap = before === '' && this.#any ? '\n\n' : '';
    this.#any = true;
    yield { type: 'text', text: gap + shown };
  }

  /** A message as it stands: what has not been told of it yet is told, in the words of `show`. */
  *whole(messageId: string, text: string, show: (rest: string) => string = (rest) => rest): Generator<EngineEvent> {
    const before = this.#told.get(messageId) ?? '';
    if (!text.startsWith(before)) return;
    const rest = text.slice(before.length);
    yield* this.more(messageId, rest, show(rest));
  }
}

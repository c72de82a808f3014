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

  /** A piece of a message, which follows what was told of it. */
  *more(messageId: string, text: string): Generator<EngineEvent> {
    const before = this.#told.get(messageId) ?? '';
    this.#told.set(messageId, before + text);
    if (text === '') return;
    const gap = before === '' && this.#any ? '\n\n' : '';
    this.#any = true;
    yield { type: 'text', text: gap + text };
  }

  /** A message as it stands: what has not been told of it yet is told. */
  *whole(messageId: string, text: string): Generator<EngineEvent> {
    const before = this.#told.get(messageId) ?? '';
    if (text.startsWith(before)) yield* this.more(messageId, text.slice(before.length));
  }
}

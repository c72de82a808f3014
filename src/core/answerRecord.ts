import type { Citation, Step } from '../shared/answerParts.ts';
import type { Answer } from '../shared/message.ts';
import type { Usage } from '../shared/usage.ts';
import type { Note, Outcome, ThreadEvent } from '../shared/threadEvents.ts';
import { AnswerText } from './answerText.ts';
import type { ServerHandle } from './engine.ts';
import { stepText } from './stepText.ts';

/** Writes one growing answer into its thread, and beside it the other choices of the model to the same prompt. */
export class AnswerRecord {
  readonly #answer: Answer;
  readonly #record: (event: ThreadEvent) => void;
  readonly #text: AnswerText;
  readonly #others = new Map<number, { readonly id: string; readonly text: AnswerText }>();
  readonly #begun = new Map<string, number>();
  #length: number;
  #lasts: boolean;

  /** The answer is in its thread already. */
  constructor(answer: Answer, record: (event: ThreadEvent) => void) {
    this.#answer = answer;
    this.#record = record;
    this.#length = answer.text.length;
    this.#lasts = answer.handle !== undefined;
    this.#text = this.#textOf(answer.id);
  }

  /** Whether a word is there. */
  get any(): boolean {
    return this.#length > 0;
  }

  /** Whether it is known by what it can be heard once more. */
  get lasts(): boolean {
    return this.#lasts;
  }

  add(text: string, choice: number): void {
    if (choice === 0) this.#length += text.length;
    if (text !== '') (choice === 0 ? this.#text : this.#other(choice)).add(text);
  }

  note(note: Note): void {
    this.#record({ type: 'noted', messageId: this.#answer.id, note });
  }

  /** From here on it can be heard once more; `usage` is what was counted before, `passages` what went along with the prompt. */
  begin(handle: ServerHandle, usage: Usage | undefined, passages: readonly Citation[]): void {
    this.#lasts = true;
    // What came before is not told again: it must be there.
    this.#text.flush();
    this.note({ handle: { ...handle, from: this.#length, ...(usage === undefined ? {} : { usage }), ...(passages.length === 0 ? {} : { passages }) } });
  }

  /** Has all that has come in the thread, and leaves the end to who hears it next. */
  leave(): void {
    this.#text.flush();
  }

  /** A step with the times that its server did not give, cut to what can be shown. */
  step(step: Step): void {
    const now = Date.now();
    const startedAt = step.startedAt ?? this.#begun.get(step.id) ?? now;
    this.#begun.set(step.id, startedAt);
    const over = step.state !== 'running' && step.state !== 'waiting';
    const cut = {
      ...(step.input === undefined ? {} : { input: stepText(step.input) }),
      ...(step.output === undefined ? {} : { output: stepText(step.output) }),
    };
    this.#record({ type: 'stepped', messageId: this.#answer.id, step: { ...step, ...cut, startedAt, ...(over ? { endedAt: step.endedAt ?? now } : {}) } });
  }

  /** The end of it, and of the other choices. */
  settle(outcome: Outcome): void {
    const at = Date.now();
    this.#text.flush();
    for (const { id, text } of this.#others.values()) {
      text.flush();
      this.#record({ type: 'settled', at, messageId: id, outcome });
    }
    this.#record({ type: 'settled', at, messageId: this.#answer.id, outcome });
  }

  #other(choice: number): AnswerText {
    const known = this.#others.get(choice);
    if (known !== undefined) return known.text;
    const message: Answer = { ...this.#answer, id: crypto.randomUUID(), at: Date.now() };
    this.#record({ type: 'answering', at: message.at, message });
    this.#record({ type: 'selected', messageId: this.#answer.id });
    const text = this.#textOf(message.id);
    this.#others.set(choice, { id: message.id, text });
    return text;
  }

  #textOf(messageId: string): AnswerText {
    return new AnswerText((piece) => {
      this.#record({ type: 'text', messageId, text: piece });
    });
  }
}

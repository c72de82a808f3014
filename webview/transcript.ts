import type { Thread } from '../src/shared/model.ts';
import { AnswerView } from './answer.ts';
import type { ChipSteps } from './chips.ts';
import { h, icon } from './elements.ts';
import { focusKeeper } from './focusKeeper.ts';
import type { AnswerSteps } from './outcome.ts';
import { PromptView } from './prompt.ts';
import { StickToEnd } from './stickToEnd.ts';
import { rowsOf, runningAnswer, type Row } from './threadRows.ts';

/** What stands for one message in the page. */
interface Shown {
  readonly element: HTMLElement;
  readonly answer?: AnswerView;
  readonly prompt?: PromptView;
}

/** The messages of the branch on show. A message is made once and patched after that; another thread is made anew. */
export class Transcript {
  readonly element: HTMLElement;
  readonly ending: StickToEnd;
  readonly #steps: AnswerSteps;
  readonly #chipSteps: (messageId: string) => ChipSteps;
  readonly #messages = h('div', { class: 'messages' });
  readonly #log = h('div', { class: 'log', role: 'log', 'aria-label': 'Conversation', 'aria-live': 'polite', tabindex: '0' });
  readonly #jump = h('button', { type: 'button', class: 'jump', hidden: true }, [icon('arrow-down'), 'Jump to latest']);
  readonly #shown = new Map<string, Shown>();
  readonly #trim = h('p', { class: 'trim' });
  #thread: Thread | undefined;

  constructor(welcome: HTMLElement, steps: AnswerSteps, chipSteps: (messageId: string) => ChipSteps) {
    this.#steps = steps;
    this.#chipSteps = chipSteps;
    const content = h('div', { class: 'content' }, [welcome, this.#messages]);
    this.#log.append(content);
    this.element = h('div', { class: 'transcript' }, [this.#log, this.#jump]);
    this.ending = new StickToEnd(this.#log, content);
    this.ending.on((atEnd) => { this.#jump.hidden = atEnd; });
    this.#jump.addEventListener('click', () => {
      this.ending.goTo(undefined);
      this.#log.focus({ preventScroll: true });
    });
  }

  show(thread: Thread | undefined): void {
    const before = this.#thread;
    if (thread === before) return;
    this.#thread = thread;
    const restoreFocus = focusKeeper(this.#log);
    if (thread !== undefined && before !== undefined && sameBranch(thread, before)) this.#showChanges(thread, before);
    else this.#showBranch(thread, before);
    if (thread?.trimmed !== before?.trimmed || thread?.leafId !== before?.leafId) this.#showTrim(thread);
    restoreFocus();
  }

  /** Brings a message to the top, marks it and puts the focus on it. */
  reveal(messageId: string): void {
    const element = this.#shown.get(messageId)?.element;
    if (element === undefined) return;
    const { top } = element.getBoundingClientRect();
    this.ending.goTo(this.#log.scrollTop + top - this.#log.getBoundingClientRect().top);
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    element.classList.remove('revealed');
    requestAnimationFrame(() => { element.classList.add('revealed'); });
  }

  #showChanges(thread: Thread, before: Thread): void {
    for (const [index, message] of thread.messages.entries()) {
      if (message !== before.messages[index] && message.role === 'assistant') this.#shown.get(message.id)?.answer?.change(message, thread.updatedAt);
    }
  }

  #showBranch(thread: Thread | undefined, before: Thread | undefined): void {
    const other = thread?.id !== before?.id;
    if (other) this.#forget([...this.#shown.keys()]);
    // What is shown again is no news: it is not to be read out.
    this.#log.setAttribute('aria-busy', String(other));
    const rows = thread === undefined ? [] : rowsOf(thread);
    const ids = [...this.#shown.keys()];
    const parted = ids.findIndex((id, index) => id !== rows[index]?.message.id);
    if (parted !== -1) this.#forget(ids.slice(parted));
    for (const row of rows) this.#showRow(row);
    if (!other) return;
    this.ending.goTo(undefined);
    setTimeout(() => { this.#log.setAttribute('aria-busy', 'false'); });
  }

  /** Says where the messages begin that are still sent. */
  #showTrim(thread: Thread | undefined): void {
    this.#trim.remove();
    if (thread?.trimmed === undefined) return;
    const ids = [...this.#shown.keys()];
    const count = ids.indexOf(thread.trimmed.messageId) + 1;
    this.#trim.textContent = count === 1 ? 'The message above is not sent to the assistant any more.' : `The ${count.toLocaleString('en')} messages above are not sent to the assistant any more.`;
    this.#shown.get(thread.trimmed.messageId)?.element.after(this.#trim);
  }

  #showRow(row: Row): void {
    const shown = this.#shown.get(row.message.id);
    if (row.kind === 'answer') shown?.answer?.show(row);
    else shown?.prompt?.show(row);
    if (shown !== undefined) return;
    const made = this.#make(row);
    this.#shown.set(row.message.id, made);
    this.#messages.append(made.element);
  }

  #make(row: Row): Shown {
    if (row.kind === 'prompt') {
      const prompt = new PromptView(row, this.#steps, this.#chipSteps(row.message.id));
      return { element: prompt.element, prompt };
    }
    const answer = new AnswerView(row, this.#steps);
    return { element: answer.element, answer };
  }

  #forget(ids: readonly string[]): void {
    for (const id of ids) {
      this.#shown.get(id)?.element.remove();
      this.#shown.delete(id);
    }
  }
}

/** Whether the same messages are on show in the same places, with the same ways on. */
function sameBranch(one: Thread, other: Thread): boolean {
  return (
    one.id === other.id &&
    one.leafId === other.leafId &&
    one.messages.length === other.messages.length &&
    (runningAnswer(one) === undefined) === (runningAnswer(other) === undefined)
  );
}

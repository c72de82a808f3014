import type { Thread } from '../src/shared/thread.ts';
import { AnswerView } from './answer.ts';
import type { ChipSteps } from './chips.ts';
import { EarlierButton } from './earlierButton.ts';
import { h, icon } from './elements.ts';
import { focusKeeper } from './focusKeeper.ts';
import type { Place } from './keep.ts';
import type { AnswerSteps } from './outcome.ts';
import { nextMessage } from './messageWalk.ts';
import { PromptView } from './prompt.ts';
import { Sections } from './sections.ts';
import { StickToEnd } from './stickToEnd.ts';
import { rowsOf, runningAnswer, type Row } from './threadRows.ts';
import { divider } from './toolkit.ts';
import { TranscriptFind } from './transcriptFind.ts';
import { t } from './l10n.ts';

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
  readonly #messages = new Sections('messages');
  readonly #log = h('div', { class: 'log', role: 'log', 'aria-label': t('Conversation'), 'aria-live': 'polite', tabindex: '0' });
  readonly #jump = h('button', { type: 'button', class: 'jump', hidden: true }, [icon('arrow-down'), t('Jump to latest')]);
  readonly #shown = new Map<string, Shown>();
  readonly #earlier: EarlierButton;
  /** The ids of what is shown, first to last. */
  #order: readonly string[] = [];
  readonly #trimWords = h('p');
  readonly #trim = h('div', { class: 'trim' }, [divider(), this.#trimWords]);
  #thread: Thread | undefined;

  /** `loadEarlier` resolves with whether it was done. */
  constructor(welcome: HTMLElement, steps: AnswerSteps, chipSteps: (messageId: string) => ChipSteps, loadEarlier: () => Promise<boolean>) {
    this.#steps = steps;
    this.#chipSteps = chipSteps;
    this.#earlier = new EarlierButton(this.#log, loadEarlier);
    const content = h('div', { class: 'content' }, [welcome, this.#earlier.element, this.#messages.element]);
    this.#log.append(content);
    const find = new TranscriptFind({
      scroller: this.#log,
      messages: this.#messages.element,
      hasEarlier: () => (this.#thread?.earlier?.before ?? 0) > 0,
      loadEarlier,
    });
    this.element = h('div', { class: 'transcript' }, [find.bar.element, this.#log, this.#jump]);
    this.ending = new StickToEnd(this.#log, content);
    this.ending.on((atEnd) => {
      this.#jump.hidden = atEnd;
      this.#jump.classList.remove('news');
    });
    this.#jump.addEventListener('click', () => {
      this.ending.toEnd();
      this.#log.focus({ preventScroll: true });
    });
  }

  show(thread: Thread | undefined): void {
    const before = this.#thread;
    if (thread === before) return;
    this.#thread = thread;
    // Whoever uses a screen reader hears the answer from the announcer, a paragraph at a time.
    this.#log.setAttribute('aria-live', document.body.classList.contains('vscode-using-screen-reader') ? 'off' : 'polite');
    const restoreFocus = focusKeeper(this.#log);
    if (thread !== undefined && before !== undefined && sameBranch(thread, before)) this.#showChanges(thread, before);
    else this.#showBranch(thread, before);
    if (thread?.trimmed !== before?.trimmed || thread?.leafId !== before?.leafId || thread?.earlier !== before?.earlier) this.#showTrim(thread);
    this.#jump.classList.toggle('news', !this.ending.atEnd && (this.#jump.classList.contains('news') || thread?.earlier === before?.earlier));
    restoreFocus();
  }

  /** The blocks of an answer that is on show, first to last. */
  blocksOf(messageId: string): readonly Element[] {
    return this.#shown.get(messageId)?.answer?.blocks ?? [];
  }

  /** Puts the focus on the message before the one that has it, or on the next one; answers whether there is one. */
  walk(step: -1 | 1): boolean {
    const all = this.#order.map((id) => this.#shown.get(id)?.element).filter((element) => element !== undefined);
    const to = nextMessage(all, step);
    if (to !== undefined) this.#visit(to);
    return to !== undefined;
  }

  /** Lets the user write the prompt of this answer anew. */
  editPromptOf(answerId: string): void {
    const promptId = this.#thread?.messages.find(({ id }) => id === answerId)?.parentId;
    if (promptId !== undefined) this.#shown.get(promptId)?.prompt?.edit();
  }

  /** Brings a message to the top, marks it and puts the focus on it. */
  reveal(messageId: string): void {
    const element = this.#shown.get(messageId)?.element;
    if (element === undefined) return;
    this.#visit(element);
    element.classList.remove('revealed');
    requestAnimationFrame(() => { element.classList.add('revealed'); });
  }

  /** Where the reader is: the first message in sight, and how far below the top it begins, in pixels; absent at the end. */
  get place(): Place | undefined {
    if (this.ending.atEnd) return undefined;
    const first = this.#firstInSight();
    const messageId = this.#order.find((id) => this.#shown.get(id)?.element === first);
    return first === undefined || messageId === undefined ? undefined : { messageId, offset: Math.round(this.ending.offsetOf(first)) };
  }

  /** Goes there; answers whether the message is here. */
  goTo({ messageId, offset }: Place): boolean {
    const shown = this.#shown.get(messageId);
    if (shown !== undefined) this.ending.goTo(shown.element, offset);
    return shown !== undefined;
  }

  #visit(element: HTMLElement): void {
    this.ending.goTo(element, 0);
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
  }

  #showChanges(thread: Thread, before: Thread): void {
    for (const [index, message] of thread.messages.entries()) {
      if (message !== before.messages[index] && message.role === 'assistant') this.#shown.get(message.id)?.answer?.change(message, thread.updatedAt);
    }
  }

  #showBranch(thread: Thread | undefined, before: Thread | undefined): void {
    const other = thread?.id !== before?.id;
    if (other) this.#forgetFrom(0);
    const rows = thread === undefined ? [] : rowsOf(thread);
    const [first] = this.#order;
    const earlier = Math.max(0, rows.findIndex(({ message }) => message.id === first));
    const parted = this.#order.findIndex((id, index) => id !== rows[earlier + index]?.message.id);
    if (parted !== -1) this.#forgetFrom(parted);
    // What is shown again, or comes before, is no news: it is not to be read out.
    this.#log.setAttribute('aria-busy', String(other || earlier > 0));
    this.#earlier.show(thread?.earlier?.before ?? 0);
    if (earlier > 0) this.ending.hold(this.#firstInSight(), () => { this.#showBefore(rows.slice(0, earlier)); });
    for (const row of rows.slice(earlier)) this.#showRow(row);
    this.#order = rows.map(({ message }) => message.id);
    if (other) this.ending.toEnd();
    if (other || earlier > 0) setTimeout(() => { this.#log.setAttribute('aria-busy', 'false'); });
  }

  /** Says where the messages begin that are still sent. */
  #showTrim(thread: Thread | undefined): void {
    this.#trim.remove();
    if (thread?.trimmed === undefined) return;
    const index = this.#order.indexOf(thread.trimmed.messageId);
    const count = (thread.earlier?.before ?? 0) + index + 1;
    this.#trimWords.textContent = count === 1 ? t('The message above is not sent to the assistant any more.') : t('The {0} messages above are not sent to the assistant any more.', count);
    this.#shown.get(thread.trimmed.messageId)?.element.after(this.#trim);
  }

  #showBefore(rows: readonly Row[]): void {
    const made = rows.map((row) => [row.message.id, this.#make(row)] as const);
    for (const [id, shown] of made) this.#shown.set(id, shown);
    this.#messages.prepend(made.map(([, { element }]) => element));
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

  #firstInSight(): Element | undefined {
    return this.#messages.below(this.#log.getBoundingClientRect().top);
  }

  #make(row: Row): Shown {
    if (row.kind === 'prompt') {
      const prompt = new PromptView(row, this.#steps, this.#chipSteps(row.message.id));
      return { element: prompt.element, prompt };
    }
    const answer = new AnswerView(row, this.#steps);
    return { element: answer.element, answer };
  }

  #forgetFrom(index: number): void {
    for (const id of this.#order.slice(index)) {
      const shown = this.#shown.get(id);
      if (shown !== undefined) this.#messages.remove(shown.element);
      this.#shown.delete(id);
    }
    this.#order = this.#order.slice(0, index);
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

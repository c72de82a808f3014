import type { Fitting } from '../src/shared/asks.ts';
import type { QueuedStep, QueuedView, QueueView } from '../src/shared/snapshot.ts';
import { h } from './elements.ts';
import { offers } from './offers.ts';
import { quietButton } from './quietButton.ts';
import { textButton } from './toolkit.ts';
import { visible } from './visibleText.ts';
import { t } from './l10n.ts';

/** What can be done with what is queued. */
export interface QueueSteps {
  readonly sendNow: (queuedId: string, how?: Fitting) => void;
  readonly edit: (queuedId: string) => void;
  readonly move: (queuedId: string, by: -1 | 1) => void;
  readonly remove: (queuedId: string) => void;
  /** What had the focus is gone. */
  readonly left: () => void;
}

const hows: Readonly<Record<QueuedStep, Fitting>> = { sendAnyway: { anyway: true }, trimOldest: { trimmed: true } };

/** The list above the composer of what is sent when the answers before it have come. */
export class QueueList {
  readonly element = h('section', { class: 'queue', 'aria-label': t('Queued messages'), hidden: true });
  readonly #steps: QueueSteps;
  #shown: QueueView | undefined;
  #isRunning = false;

  constructor(steps: QueueSteps) {
    this.#steps = steps;
  }

  show(queue: QueueView | undefined, isRunning: boolean): void {
    if (queue === this.#shown && isRunning === this.#isRunning) return;
    this.#shown = queue;
    this.#isRunning = isRunning;
    const focused = this.#focused();
    const prompts = queue?.prompts ?? [];
    this.element.hidden = prompts.length === 0;
    this.element.replaceChildren(this.#head(prompts, queue), h('ol', {}, prompts.map((prompt, index) => this.#entry(prompt, index, prompts.length))));
    this.#refocus(focused);
  }

  #head(prompts: readonly QueuedView[], { waits, tooLong }: Partial<QueueView> = {}): HTMLElement {
    const [first] = prompts;
    const words = h('p', { class: 'queue-words', role: 'status' }, [waits ?? (prompts.length === 1 ? t('1 message is sent when the answer has come.') : t('{0} messages are sent when the answer has come.', String(prompts.length)))]);
    if (waits === undefined || first === undefined) return h('div', { class: 'queue-head' }, [words]);
    if (tooLong !== undefined) return h('div', { class: 'queue-head' }, [words, ...this.#nevertheless(tooLong)]);
    // The others follow by themselves, as long as the answers end well.
    return h('div', { class: 'queue-head' }, [words, textButton({ name: prompts.length === 1 ? t('Send Now') : t('Send All in Order'), press: () => { this.#steps.sendNow(first.id); } })]);
  }

  /** What helps where a prompt does not fit; in the composer, more does. */
  #nevertheless({ id, steps }: NonNullable<QueueView['tooLong']>): readonly HTMLElement[] {
    return [
      textButton({ name: offers.editMessage, primary: true, press: () => { this.#steps.edit(id); } }),
      ...steps.map((step) => textButton({ name: offers[step], press: () => { this.#steps.sendNow(id, hows[step]); } })),
    ];
  }

  #entry({ id, text, attachments }: QueuedView, index: number, count: number): HTMLElement {
    const words = text.trim() === '' ? t('Attachments') : visible(text);
    const button = (name: string, iconName: string, press: () => void, disabled = false): HTMLElement => quietButton({ name, iconName, control: `${id} ${iconName}`, disabled, press });
    const more = attachments === 0 ? [] : [h('span', { class: 'meta' }, [attachments === 1 ? t('1 attachment') : t('{0} attachments', String(attachments))])];
    const entry = h('li', { class: 'queued', tabindex: '0', 'data-control': id, 'aria-label': words }, [
      h('span', { class: 'queued-words', dir: 'auto', title: words }, [words]), ...more,
      button(this.#isRunning ? t('Send now (stops the answer)') : t('Send now'), 'send', () => { this.#steps.sendNow(id); }),
      button(t('Edit'), 'edit', () => { this.#steps.edit(id); }),
      button(t('Move up'), 'arrow-up', () => { this.#steps.move(id, -1); }, index === 0),
      button(t('Move down'), 'arrow-down', () => { this.#steps.move(id, 1); }, index === count - 1),
      button(t('Remove'), 'close', () => { this.#steps.remove(id); }),
    ]);
    entry.addEventListener('keydown', (event) => { this.#press(event, id); });
    return entry;
  }

  #press(event: KeyboardEvent, id: string): void {
    const isEntry = event.target === event.currentTarget;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown')) this.#steps.move(id, event.key === 'ArrowUp' ? -1 : 1);
    else if (isEntry && event.key === 'Delete') this.#steps.remove(id);
    else if (isEntry && event.key === 'Enter') this.#steps.edit(id);
    else return;
    event.preventDefault();
  }

  #focused(): string | undefined {
    const { activeElement } = document;
    return activeElement instanceof HTMLElement && this.element.contains(activeElement) ? (activeElement.dataset['control'] ?? '') : undefined;
  }

  #refocus(control: string | undefined): void {
    if (control === undefined) return;
    const all = [...this.element.querySelectorAll<HTMLElement>('[data-control]')];
    const found = all.find((element) => element.dataset['control'] === control && !element.matches(':disabled')) ?? all.find((element) => element.dataset['control'] === control.split(' ')[0]);
    if (found === undefined) this.#steps.left();
    else found.focus();
  }
}

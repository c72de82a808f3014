import { h } from './elements.ts';
import { quietButton } from './quietButton.ts';
import { TextField } from './textField.ts';
import { t } from './l10n.ts';

/** What the bar asks for. */
export interface FindSteps {
  /** The words to look for have changed; empty for none. */
  look(words: string): void;
  /** Goes to the next place, or to the one before. */
  go(way: 'next' | 'previous'): void;
}

/** Which of the places is on show, from 1; 0 for none; and how many there are, so far. */
export interface FindCount {
  readonly at: number;
  readonly count: number;
  readonly isLoading: boolean;
}

/** The longest selection that is taken for what is to be found, in characters. */
const longestTaken = 200;

/** The small bar for finding words in a thread: opened by Ctrl+F or Cmd+F, closed by Escape. */
export class FindBar {
  readonly element: HTMLElement;
  readonly #steps: FindSteps;
  readonly #field: TextField;
  readonly #count = h('span', { class: 'find-count', role: 'status' });
  #before: Element | null = null;

  constructor(steps: FindSteps) {
    this.#steps = steps;
    this.#field = new TextField({ name: t('Find in this thread'), placeholder: t('Find'), typed: () => { steps.look(this.#field.text); } });
    const previous = quietButton({ name: t('Previous match'), hint: t('Previous match (Shift+Enter)'), iconName: 'arrow-up', press: () => { steps.go('previous'); } });
    const next = quietButton({ name: t('Next match'), hint: t('Next match (Enter)'), iconName: 'arrow-down', press: () => { steps.go('next'); } });
    const close = quietButton({ name: t('Close'), hint: t('Close (Escape)'), iconName: 'close', press: () => { this.close(); } });
    this.element = h('div', { class: 'find', role: 'search', hidden: true }, [this.#field.element, this.#count, previous, next, close]);
    this.element.addEventListener('keydown', (event) => { this.#key(event); });
    document.addEventListener('keydown', (event) => {
      if (event.key.toLowerCase() !== 'f' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      this.open();
    });
  }

  /** Shows the bar, with what is selected in it. */
  open(): void {
    const selection = document.getSelection()?.toString() ?? '';
    const selected = this.element.contains(document.activeElement) ? '' : selection;
    if (this.element.hidden !== false) this.#before = document.activeElement;
    this.element.hidden = false;
    const isTaken = selected !== '' && selected.length <= longestTaken && !selected.includes('\n');
    this.#field.begin(isTaken ? selected : this.#field.text);
    this.#steps.look(this.#field.text);
  }

  close(): void {
    this.element.hidden = true;
    this.#steps.look('');
    if (this.#before instanceof HTMLElement) this.#before.focus({ preventScroll: true });
  }

  show({ at, count, isLoading }: FindCount): void {
    const words = this.#field.text.trim() === '' ? '' : countWords(at, count, isLoading);
    if (words !== this.#count.textContent) this.#count.textContent = words;
    this.element.setAttribute('aria-busy', String(isLoading));
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === 'Escape') this.close();
    else if (event.key === 'Enter' && event.target === this.#field.element) this.#steps.go(event.shiftKey ? 'previous' : 'next');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function countWords(at: number, count: number, isLoading: boolean): string {
  if (count === 0) return isLoading ? t('Looking…') : t('No results');
  return isLoading ? t('{0} of {1} or more', at, count) : t('{0} of {1}', at, count);
}

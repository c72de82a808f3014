import type { Failure, FailureAction } from '../src/shared/model.ts';
import { h, icon } from './elements.ts';
import { offers } from './offers.ts';
import { textButton } from './toolkit.ts';
import { visible } from './visibleText.ts';

const lines: readonly (readonly [string, string])[] = [
  ['comment', 'Ask anything about the code in front of you.'],
  ['list-selection', 'Select code in an editor and attach it to your question.'],
  ['history', 'Threads are kept on this machine and can be taken up at any time.'],
];

/** What an empty thread shows: what one can do here, and first of all how to begin when there is no key yet. */
export class Welcome {
  readonly element: HTMLElement;
  readonly #first = h('div', { class: 'welcome-first', hidden: true });
  readonly #take: (action: FailureAction) => void;
  #failure: Failure | undefined;

  constructor(take: (action: FailureAction) => void) {
    this.#take = take;
    const list = h('ul', {}, lines.map(([name, words]) => h('li', {}, [icon(name), h('span', {}, [words])])));
    const title = h('h2', {}, ['What can I do for you?']);
    this.element = h('section', { class: 'welcome', 'aria-label': 'Welcome', hidden: true }, [title, list, this.#first]);
  }

  show(shown: boolean, failure: Failure | undefined): void {
    this.element.hidden = !shown;
    if (failure === this.#failure) return;
    this.#failure = failure;
    this.#first.hidden = failure === undefined;
    this.#first.replaceChildren();
    if (failure === undefined) return;
    const { action, message } = failure;
    this.#first.append(h('p', {}, [visible(message)]), textButton({ name: offers[action], primary: true, press: () => { this.#take(action); } }));
  }
}

import type { Failure, FailureAction } from '../src/shared/failure.ts';
import { h, icon } from './elements.ts';
import { offers } from './offers.ts';
import { textButton } from './toolkit.ts';
import { visible } from './visibleText.ts';
import { t } from './l10n.ts';

const lines: readonly (readonly [string, string])[] = [
  ['comment', t('Ask anything about the code in front of you.')],
  ['list-selection', t('Select code in an editor and attach it to your question.')],
  ['history', t('Threads are kept on this machine and can be taken up at any time.')],
];

/** What one can do from an empty thread. */
export interface WelcomeSteps {
  take(action: FailureAction): void;
  /** Says a conversation starter. */
  say(starter: string): void;
}

/** What an empty thread shows: what one can do here, and first of all how to begin when there is no key yet. */
export class Welcome {
  readonly element: HTMLElement;
  readonly #first = h('div', { class: 'welcome-first', hidden: true });
  readonly #starters = h('div', { class: 'starters', role: 'group', 'aria-label': t('Conversation starters'), hidden: true });
  readonly #steps: WelcomeSteps;
  #failure: Failure | undefined;
  #offered: readonly string[] = [];

  constructor(steps: WelcomeSteps) {
    this.#steps = steps;
    const list = h('ul', {}, lines.map(([name, words]) => h('li', {}, [icon(name), h('span', {}, [words])])));
    const title = h('h2', {}, [t('What can I do for you?')]);
    this.element = h('section', { class: 'welcome', 'aria-label': t('Welcome'), hidden: true }, [title, list, this.#first, this.#starters]);
  }

  show(shown: boolean, failure: Failure | undefined, starters: readonly string[]): void {
    this.element.hidden = !shown;
    if (starters.join('\n') !== this.#offered.join('\n')) this.#offer(starters);
    if (failure === this.#failure) return;
    this.#failure = failure;
    this.#first.hidden = failure === undefined;
    this.#first.replaceChildren();
    if (failure === undefined) return;
    const { action, message } = failure;
    this.#first.append(h('p', {}, [visible(message)]), textButton({ name: offers[action], primary: true, press: () => { this.#steps.take(action); } }));
  }

  #offer(starters: readonly string[]): void {
    this.#offered = starters;
    this.#starters.hidden = starters.length === 0;
    this.#starters.replaceChildren(...starters.map((starter) => {
      const button = h('button', { type: 'button', class: 'starter' }, [visible(starter)]);
      button.addEventListener('click', () => { this.#steps.say(starter); });
      return button;
    }));
  }
}

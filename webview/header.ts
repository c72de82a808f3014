import type { Status } from '../src/shared/protocol.ts';
import { h } from './elements.ts';
import { iconButton } from './toolkit.ts';
import { visible } from './visibleText.ts';

/** Who answers, over which connection, and the way to a new thread. */
export class Header {
  readonly element: HTMLElement;
  readonly #name = h('h1', { class: 'assistant' });
  readonly #place = h('p', { class: 'place' });

  constructor(newThread: () => void) {
    const names = h('div', { class: 'names' }, [this.#name, this.#place]);
    this.element = h('header', { class: 'header' }, [names, iconButton({ name: 'New Thread', iconName: 'add', press: newThread })]);
  }

  show({ assistantName, connectionName, model }: Status): void {
    const place = [model ?? '', connectionName].filter((part) => part !== '').map(visible).join(' · ');
    this.#name.textContent = visible(assistantName);
    this.#name.title = this.#name.textContent;
    this.#place.textContent = place;
    this.#place.title = place;
  }
}

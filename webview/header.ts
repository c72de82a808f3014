import type { Meter } from '../src/shared/meter.ts';
import type { Status } from '../src/shared/status.ts';
import { h, icon } from './elements.ts';
import { GlanceView } from './glanceView.ts';
import { iconButton } from './toolkit.ts';
import { visible } from './visibleText.ts';
import { t } from './l10n.ts';

/** Who answers, over which connection, and the way to a new thread. */
export class Header {
  readonly element: HTMLElement;
  readonly #name = h('h1', { class: 'assistant' });
  readonly #choose = h('button', { type: 'button', class: 'choose-assistant', title: t('Choose another assistant') });
  readonly #place = h('p', { class: 'place' });
  readonly #names = h('div', { class: 'names' });
  readonly #temporary = h('p', { class: 'temporary' }, [icon('eye-closed'), t('Temporary: not stored, and gone when VS Code closes.')]);
  readonly #glance = new GlanceView();

  constructor(newThread: () => void, chooseAssistant: () => void) {
    this.#choose.addEventListener('click', chooseAssistant);
    this.#name.append(this.#choose);
    this.#names.append(this.#name, this.#place, this.#glance.element);
    this.element = h('header', { class: 'header' }, [this.#names, iconButton({ name: t('New Thread'), iconName: 'add', press: newThread })]);
  }

  /** `temporary`: whether the thread is kept in memory alone. */
  show({ assistantName, connectionName, model }: Status, meter: Meter | undefined, temporary: boolean): void {
    this.#glance.show(meter);
    if (temporary) this.#names.append(this.#temporary);
    else this.#temporary.remove();
    const place = [model ?? '', connectionName].filter((part) => part !== '').map(visible).join(' · ');
    this.#choose.replaceChildren(h('span', {}, [visible(assistantName)]), icon('chevron-down'));
    this.#place.textContent = place;
    this.#place.title = place;
  }
}

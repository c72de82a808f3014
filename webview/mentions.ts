import type { NamedAssistant } from '../src/shared/composerOffers.ts';
import { h, icon } from './elements.ts';
import { OfferList } from './offerList.ts';
import { t } from './l10n.ts';

/** How many names are offered at once. */
const most = 8;

/** The list of assistants that opens above the composer while an @name is typed at its beginning. */
export class Mentions {
  readonly #area: HTMLTextAreaElement;
  readonly #inserted: () => void;
  readonly #list: OfferList<NamedAssistant>;
  #assistants: readonly NamedAssistant[] = [];

  /** `inserted` is called when a name was put into the area. Listens to its keys before anybody who is added later. */
  constructor(area: HTMLTextAreaElement, inserted: () => void) {
    this.#area = area;
    this.#inserted = inserted;
    this.#list = new OfferList(area, { label: t('Assistants'), row, take: (assistant) => { this.#insert(assistant); } });
    area.addEventListener('input', () => { this.#look(); });
    area.addEventListener('click', () => { this.#look(); });
  }

  get element(): HTMLElement {
    return this.#list.element;
  }

  show(assistants: readonly NamedAssistant[]): void {
    this.#assistants = assistants;
  }

  #look(): void {
    const { value, selectionStart, selectionEnd } = this.#area;
    const begun = selectionStart === selectionEnd && value.startsWith('@') ? value.slice(1, selectionStart) : undefined;
    this.#list.offer(begun === undefined || selectionStart === 0 || /^\s|\n/.test(begun) ? [] : this.#assistants.filter(({ name }) => fits(name, begun)).slice(0, most));
  }

  #insert({ name }: NamedAssistant): void {
    const rest = this.#area.value.slice(this.#area.selectionStart).trimStart();
    this.#area.value = `@${name} ${rest}`;
    this.#area.setSelectionRange(name.length + 2, name.length + 2);
    this.#list.offer([]);
    this.#inserted();
  }
}

function row({ name, description = '' }: NamedAssistant): { readonly title: string; readonly parts: readonly Node[] } {
  return { title: description, parts: [icon('hubot'), h('span', { class: 'mention-name' }, [name]), h('span', { class: 'mention-about' }, [description])] };
}

/** Whether the name, or a word of it, begins with what was typed. */
function fits(name: string, begun: string): boolean {
  const [whole, typed] = [name.toLowerCase(), begun.toLowerCase()];
  return whole.startsWith(typed) || whole.split(/\s+/).some((word) => word.startsWith(typed));
}

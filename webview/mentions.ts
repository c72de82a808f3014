import type { NamedAssistant } from '../src/shared/protocol.ts';
import { freshId, h, icon, setAttributes } from './elements.ts';

/** How many names are offered at once. */
const most = 8;

/** The list of assistants that opens above the composer while an @name is typed at its beginning. */
export class Mentions {
  readonly element = h('ul', { class: 'mentions', role: 'listbox', 'aria-label': 'Assistants', hidden: true });
  readonly #area: HTMLTextAreaElement;
  readonly #inserted: () => void;
  readonly #stem = freshId();
  #assistants: readonly NamedAssistant[] = [];
  #offered: readonly NamedAssistant[] = [];
  #chosen = 0;

  /** `inserted` is called when a name was put into the area. Listens to its keys before anybody who is added later. */
  constructor(area: HTMLTextAreaElement, inserted: () => void) {
    this.#area = area;
    this.#inserted = inserted;
    this.element.id = this.#stem;
    setAttributes(area, { 'aria-autocomplete': 'list', 'aria-controls': this.#stem });
    area.addEventListener('keydown', (event) => { this.#press(event); });
    area.addEventListener('input', () => { this.#look(); });
    area.addEventListener('click', () => { this.#look(); });
    area.addEventListener('blur', () => { this.#offer([]); });
  }

  show(assistants: readonly NamedAssistant[]): void {
    this.#assistants = assistants;
  }

  #look(): void {
    const { value, selectionStart, selectionEnd } = this.#area;
    const begun = selectionStart === selectionEnd && value.startsWith('@') ? value.slice(1, selectionStart) : undefined;
    this.#offer(begun === undefined || selectionStart === 0 || /^\s|\n/.test(begun) ? [] : this.#assistants.filter(({ name }) => fits(name, begun)).slice(0, most));
  }

  #offer(offered: readonly NamedAssistant[]): void {
    const same = offered.length === this.#offered.length && offered.every(({ id }, index) => id === this.#offered[index]?.id);
    this.#offered = offered;
    if (!same) this.#chosen = 0;
    this.element.replaceChildren(...offered.map((assistant, index) => this.#row(assistant, index)));
    this.element.hidden = offered.length === 0;
    setAttributes(this.#area, { 'aria-activedescendant': offered.length === 0 ? undefined : this.#rowId(this.#chosen) });
  }

  #row(assistant: NamedAssistant, index: number): HTMLElement {
    const { name, description = '' } = assistant;
    const row = h('li', { id: this.#rowId(index), role: 'option', 'aria-selected': String(index === this.#chosen), title: description }, [
      icon('hubot'), h('span', { class: 'mention-name' }, [name]), h('span', { class: 'mention-about' }, [description]),
    ]);
    row.addEventListener('mousedown', (event) => {
      event.preventDefault();
      this.#insert(assistant);
    });
    return row;
  }

  #press(event: KeyboardEvent): void {
    const chosen = this.#offered[this.#chosen];
    if (chosen === undefined || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      this.#chosen = (this.#chosen + step + this.#offered.length) % this.#offered.length;
      this.#offer(this.#offered);
    } else if (event.key === 'Enter' || event.key === 'Tab') this.#insert(chosen);
    else if (event.key === 'Escape') this.#offer([]);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #insert({ name }: NamedAssistant): void {
    const rest = this.#area.value.slice(this.#area.selectionStart).trimStart();
    this.#area.value = `@${name} ${rest}`;
    this.#area.setSelectionRange(name.length + 2, name.length + 2);
    this.#offer([]);
    this.#inserted();
  }

  #rowId(index: number): string {
    return `${this.#stem}-${String(index)}`;
  }
}

/** Whether the name, or a word of it, begins with what was typed. */
function fits(name: string, begun: string): boolean {
  const [whole, typed] = [name.toLowerCase(), begun.toLowerCase()];
  return whole.startsWith(typed) || whole.split(/\s+/).some((word) => word.startsWith(typed));
}

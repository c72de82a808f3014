import { freshId, h, setAttributes } from './elements.ts';

/** How a list shows its items, and what it does with the chosen one. */
interface Offers<Item> {
  readonly label: string;
  readonly row: (item: Item) => { readonly title: string; readonly parts: readonly Node[] };
  readonly take: (item: Item) => void;
  /** Whether Enter takes the item that the list has chosen by itself; it does unless this says no. */
  readonly isMeant?: () => boolean;
  /** The user has closed the list. */
  readonly dismissed?: () => void;
}

/** A list that opens above the composer while something is typed, and is walked with its keys. The cursor stays in the text. */
export class OfferList<Item extends { readonly id: string }> {
  readonly element: HTMLElement;
  readonly #area: HTMLTextAreaElement;
  readonly #offers: Offers<Item>;
  readonly #stem = freshId();
  readonly #list: HTMLElement;
  readonly #note = h('p', { class: 'mention-note', role: 'status' });
  #items: readonly Item[] = [];
  #chosen = 0;
  #isOpen = false;
  /** The user has chosen the item by its key. */
  #isWalked = false;

  /** Listens to the area's keys before anybody who is added later. */
  constructor(area: HTMLTextAreaElement, offers: Offers<Item>) {
    this.#area = area;
    this.#offers = offers;
    this.#list = h('ul', { id: this.#stem, role: 'listbox', 'aria-label': offers.label, tabindex: '0' });
    this.element = h('div', { class: 'mentions', hidden: true }, [this.#list, this.#note]);
    setAttributes(area, { 'aria-autocomplete': 'list' });
    area.addEventListener('keydown', (event) => { this.#press(event); });
    area.addEventListener('blur', () => { this.#dismiss(); });
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Shows these, with a sentence below them if there is something to say; closes if there is nothing to show. */
  offer(items: readonly Item[], note = ''): void {
    const isSame = items.length === this.#items.length && items.every(({ id }, index) => id === this.#items[index]?.id);
    if (!isSame) [this.#chosen, this.#isWalked] = [0, false];
    this.#items = items;
    this.#list.replaceChildren(...items.map((item, index) => this.#row(item, index)));
    this.#note.textContent = note;
    const wasOpen = this.#isOpen;
    this.#isOpen = items.length > 0 || note !== '';
    this.element.hidden = !this.#isOpen;
    if (this.#isOpen) setAttributes(this.#area, { 'aria-controls': this.#stem });
    if (wasOpen || this.#isOpen) setAttributes(this.#area, { 'aria-activedescendant': items.length === 0 ? undefined : this.#rowId(this.#chosen) });
    this.#list.children[this.#chosen]?.scrollIntoView({ block: 'nearest' });
  }

  #row(item: Item, index: number): HTMLElement {
    const { title, parts } = this.#offers.row(item);
    const row = h('li', { id: this.#rowId(index), role: 'option', 'aria-selected': String(index === this.#chosen), title }, parts);
    row.addEventListener('mousedown', (event) => {
      event.preventDefault();
      this.#offers.take(item);
    });
    return row;
  }

  #press(event: KeyboardEvent): void {
    if (!this.#isOpen || event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const chosen = this.#items[this.#chosen];
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (event.key === 'Enter' && !this.#isWalked && this.#offers.isMeant?.() === false) {
      this.#dismiss();
      return;
    }
    if (event.key === 'Escape') this.#dismiss();
    else if (chosen === undefined) return;
    else if (step !== 0) {
      this.#isWalked = true;
      this.#chosen = (this.#chosen + step + this.#items.length) % this.#items.length;
      this.offer(this.#items, this.#note.textContent);
    } else if (event.key === 'Enter' || event.key === 'Tab') this.#offers.take(chosen);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #dismiss(): void {
    this.offer([]);
    this.#offers.dismissed?.();
  }

  #rowId(index: number): string {
    return `${this.#stem}-${String(index)}`;
  }
}

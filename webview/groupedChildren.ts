import { h } from './elements.ts';

/** How many children lie beside each other before the next ones are gathered in groups. */
const groupSize = 32;

/**
 * The children of an element that may get thousands. All but the first lie in groups: where something is laid out anew, a browser goes
 * through all children of the element that it stands in.
 */
export class GroupedChildren {
  readonly #parent: Element;
  readonly #end: Node | null;
  readonly #groups: HTMLElement[] = [];

  /** The children stand before `end`, if there is one. */
  constructor(parent: Element, end: Node | null = null) {
    this.#parent = parent;
    this.#end = end;
  }

  /** Adds a child behind the others, of which there are `index`. */
  append(child: Node, index: number): void {
    const nth = Math.floor(index / groupSize) - 1;
    if (nth < 0) this.#parent.insertBefore(child, this.#end);
    else this.#group(nth).append(child);
  }

  #group(nth: number): HTMLElement {
    const group = this.#groups[nth] ?? h('span', { class: 'group' });
    if (this.#groups[nth] === undefined) {
      this.#parent.insertBefore(group, this.#end);
      this.#groups.push(group);
    }
    return group;
  }
}

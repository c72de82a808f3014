import { h } from './elements.ts';

/** How many messages one section holds: of those that are out of sight, the browser lays out nothing. */
const sectionSize = 50;

/** A column of elements in sections. */
export class Sections {
  readonly element: HTMLElement;

  constructor(className: string) {
    this.element = h('div', { class: className });
  }

  append(element: HTMLElement): void {
    const last = this.element.lastElementChild;
    if (last !== null && last.childElementCount < sectionSize) last.append(element);
    else this.element.append(section([element]));
  }

  /** Puts these before all others, in their order. */
  prepend(elements: readonly HTMLElement[]): void {
    const first = this.element.firstElementChild;
    const count = Math.ceil(elements.length / sectionSize);
    for (let number = 0; number < count; number += 1) {
      this.element.insertBefore(section(elements.slice(number * sectionSize, (number + 1) * sectionSize)), first);
    }
  }

  remove(element: HTMLElement): void {
    const home = element.parentElement;
    element.remove();
    if (home?.childElementCount === 0) home.remove();
  }

  /** The first article that reaches below this height of the window, in pixels. */
  below(top: number): Element | undefined {
    const reaches = (element: Element): boolean => element.getBoundingClientRect().bottom > top;
    const home = Array.from(this.element.children).find(reaches);
    return home === undefined ? undefined : Array.from(home.querySelectorAll(':scope > article')).find(reaches);
  }
}

function section(elements: readonly HTMLElement[]): HTMLElement {
  return h('div', { class: 'section' }, elements);
}

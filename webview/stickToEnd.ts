import { Emitter } from '../src/shared/lifetime.ts';

/** How near to the end counts as being there, in pixels. */
const near = 24;

/** Keeps a scrolling element at its end for as long as the reader is there, and leaves it alone otherwise. */
export class StickToEnd {
  readonly #scroller: HTMLElement;
  readonly #moved = new Emitter<boolean>();
  #atEnd = true;
  #top = 0;

  /** Called with whether the reader is at the end, when that changes. */
  readonly on = this.#moved.on;

  constructor(scroller: HTMLElement, content: HTMLElement) {
    this.#scroller = scroller;
    scroller.addEventListener('scroll', () => { this.#scrolled(); }, { passive: true });
    const sizes = new ResizeObserver(() => { this.#follow(); });
    sizes.observe(scroller);
    sizes.observe(content);
  }

  /** Calls this each time when the scrolling has come to rest. */
  rested(listener: () => void): void {
    this.#scroller.addEventListener('scrollend', listener);
  }

  get atEnd(): boolean {
    return this.#atEnd;
  }

  toEnd(): void {
    this.#goTo(this.#scroller.scrollHeight);
    this.#tell(true);
  }

  /** Scrolls until the top of this element stands so many pixels below the scroller's. */
  goTo(element: Element, offset: number): void {
    this.#goTo(this.#scroller.scrollTop + this.offsetOf(element) - offset);
    this.#tell(this.#isNear());
  }

  /** How far below the scroller's top this element begins, in pixels. */
  offsetOf(element: Element): number {
    return element.getBoundingClientRect().top - this.#scroller.getBoundingClientRect().top;
  }

  /** Makes a change above this element, which stays where it is seen. Browsers do so by themselves, but not at the very top. */
  hold(element: Element | undefined, change: () => void): void {
    const offset = element === undefined ? 0 : this.offsetOf(element);
    change();
    if (element !== undefined && !this.#atEnd) this.goTo(element, offset);
  }

  #goTo(top: number): void {
    this.#scroller.scrollTop = top;
    this.#top = this.#scroller.scrollTop;
  }

  #follow(): void {
    if (this.#atEnd) this.toEnd();
    else this.#tell(this.#isNear());
  }

  /** Only going up leaves the end: the end also moves away by itself when text arrives. */
  #scrolled(): void {
    const { scrollTop } = this.#scroller;
    const wentUp = scrollTop < this.#top;
    this.#top = scrollTop;
    this.#tell(this.#isNear() || (this.#atEnd && !wentUp));
  }

  #isNear(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    return scrollHeight - scrollTop - clientHeight <= near;
  }

  #tell(atEnd: boolean): void {
    if (atEnd === this.#atEnd) return;
    this.#atEnd = atEnd;
    this.#moved.fire(atEnd);
  }
}

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

  /** How far down the reader is, in pixels; absent at the end. */
  get position(): number | undefined {
    return this.#atEnd ? undefined : this.#scroller.scrollTop;
  }

  /** Goes to a position of before, or to the end. */
  goTo(position: number | undefined): void {
    this.#scroller.scrollTop = position ?? this.#scroller.scrollHeight;
    this.#top = this.#scroller.scrollTop;
    this.#tell(position === undefined || this.#isNear());
  }

  #follow(): void {
    if (this.#atEnd) this.goTo(undefined);
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

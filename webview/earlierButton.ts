import { h, icon } from './elements.ts';
import { t } from './l10n.ts';

/** How near to the top of what is loaded the reader comes before more is loaded, in pixels. */
const reach = 800;

/** Stands above the first message as long as there are earlier ones; loads some when it is pressed, or nearly scrolled to. */
export class EarlierButton {
  readonly element = h('button', { type: 'button', class: 'earlier', hidden: true });
  readonly #load: () => Promise<boolean>;
  readonly #watcher: IntersectionObserver;
  #isLoading = false;

  /** `load` resolves with whether it was done. */
  constructor(scroller: HTMLElement, load: () => Promise<boolean>) {
    this.#load = load;
    this.element.addEventListener('click', () => void this.#more());
    this.#watcher = new IntersectionObserver((sightings) => {
      if (sightings.some(({ isIntersecting }) => isIntersecting)) void this.#more();
    }, { root: scroller, rootMargin: `${String(reach)}px 0px 0px` });
    this.#watcher.observe(this.element);
  }

  /** `count`: how many earlier messages there are. */
  show(count: number): void {
    this.element.hidden = count === 0;
    this.element.replaceChildren(icon('arrow-up'), t('Show earlier messages ({0})', count));
  }

  async #more(): Promise<void> {
    if (this.#isLoading) return;
    this.#isLoading = true;
    const done = await this.#load();
    this.#isLoading = false;
    if (!done) return;
    // What stayed in sight is told of again.
    this.#watcher.unobserve(this.element);
    this.#watcher.observe(this.element);
  }
}

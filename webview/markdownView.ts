import type { LinkPlace } from '../src/shared/asks.ts';
import { h } from './elements.ts';
import { GrowingMarkdown } from './growingMarkdown.ts';
import { GroupedChildren } from './groupedChildren.ts';
import { followLinks } from './links.ts';
import { patchAll, type Drawn } from './markdownPatch.ts';

/** The most of one text that is shown, in characters. */
export const shownLimit = 1_000_000;

/** A text of markdown in the page. While it grows, what can no longer change is not touched again, and the rest is patched in place. */
export class MarkdownView {
  readonly element = h('div', { class: 'markdown' });
  readonly #text = new GrowingMarkdown();
  readonly #blocks = new GroupedChildren(this.element);
  readonly #drawn: Drawn[] = [];
  #closed = 0;

  /** `open` is told which link is pressed. */
  constructor(open: (place: LinkPlace) => void) {
    followLinks(this.element, open);
  }

  /** The blocks of the text as they stand in the page, first to last. */
  get blocks(): readonly Element[] {
    return this.#drawn.flatMap(({ dom }) => (dom instanceof Element ? [dom] : []));
  }

  show(text: string, finished: boolean): void {
    const { again, nodes, closed } = this.#text.grow(text.slice(0, shownLimit), finished);
    if (again) this.#closed = 0;
    patchAll((dom, index) => { this.#blocks.append(dom, index); }, this.#drawn, nodes, this.#closed);
    this.#closed += closed;
  }
}

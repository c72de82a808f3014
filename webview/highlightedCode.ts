import { h } from './elements.ts';
import { GroupedChildren } from './groupedChildren.ts';
import { loadHighlight, type Highlight } from './highlighting.ts';
import { whenInSight } from './inSight.ts';
import { setText } from './setText.ts';
import type { CodeLine } from './tokenLines.ts';
import { visible } from './visibleText.ts';

/** The longest block that is coloured, in characters. */
const longest = 50_000;

/** The most lines that are coloured at once while a block grows. */
const linesAtOnce = 40;

/** Code in its colours. While it grows, whole lines get theirs a few at a time; once it is whole, all of it is looked at together. */
export class HighlightedCode {
  readonly element = h('code');
  /** What has come of the line that is not whole yet. */
  readonly #rest = document.createTextNode('');
  #places = new GroupedChildren(this.element, this.#rest);
  /** The whole lines, coloured or not. */
  readonly #lines: { readonly key: string; readonly dom: HTMLElement | Text }[] = [];
  /** How many of them are coloured, and how much of the text that is, in characters. */
  #coloured = 0;
  #highlight: Highlight | undefined;
  #isAwaited = false;
  #language = '';
  #text = '';
  #isOpen = false;
  #colouredTo = 0;
  /** How much of the text stands in whole lines, in characters. */
  #wholeTo = 0;
  /** Of which text all lines were looked at together. */
  #settled: string | undefined;

  constructor() {
    this.element.append(this.#rest);
  }

  show(text: string, language: string, isOpen: boolean): void {
    if (!text.startsWith(this.#text) || language !== this.#language) this.#startOver();
    this.#text = text;
    this.#language = language;
    this.#isOpen = isOpen;
    this.#draw();
    this.#await();
  }

  #draw(): void {
    if (this.#highlight !== undefined && this.#text.length <= longest) {
      if (this.#isOpen) this.#grow(this.#highlight);
      else if (this.#settled !== this.#text) this.#settle(this.#highlight);
    }
    const whole = Math.max(this.#wholeTo, this.#text.lastIndexOf('\n') + 1);
    if (whole > this.#wholeTo) for (const line of visible(this.#text.slice(this.#wholeTo, whole)).split(/(?<=\n)/)) this.#put(this.#lines.length, '', document.createTextNode(line));
    this.#wholeTo = whole;
    setText(this.#rest, visible(this.#text.slice(whole)));
  }

  #grow(highlight: Highlight): void {
    const piece = this.#text.slice(this.#colouredTo, endOfLines(this.#text, this.#colouredTo, linesAtOnce));
    const lines = piece === '' ? undefined : highlight(visible(piece), this.#language);
    if (lines === undefined) return;
    for (const [index, line] of lines.entries()) this.#color(this.#coloured + index, line);
    this.#hasColoured(this.#coloured + lines.length, this.#colouredTo + piece.length);
  }

  #settle(highlight: Highlight): void {
    const lines = highlight(visible(this.#text), this.#language);
    if (lines === undefined) return;
    this.#settled = this.#text;
    for (const [index, line] of lines.entries()) this.#color(index, line);
    for (const { dom } of this.#lines.splice(lines.length)) dom.remove();
    this.#hasColoured(lines.length, this.#text.length);
  }

  #hasColoured(lines: number, to: number): void {
    this.#coloured = lines;
    this.#colouredTo = to;
    this.#wholeTo = Math.max(this.#wholeTo, to);
  }

  /** Gives a line its colours, unless it has them already. */
  #color(index: number, line: CodeLine): void {
    const key = JSON.stringify(line);
    if (this.#lines[index]?.key !== key) this.#put(index, key, h('span', { class: 'code-line' }, line.map(({ kind, text }) => (kind === undefined ? text : h('span', { class: `code-${kind}` }, [text])))));
  }

  #put(index: number, key: string, dom: HTMLElement | Text): void {
    const before = this.#lines[index];
    if (before === undefined) this.#places.append(dom, index);
    else before.dom.replaceWith(dom);
    this.#lines[index] = { key, dom };
  }

  /** Colours come when the block is about to be seen, not before. */
  #await(): void {
    if (this.#isAwaited || this.#language === '') return;
    this.#isAwaited = true;
    whenInSight(this.element, () => void this.#load());
  }

  async #load(): Promise<void> {
    this.#highlight = await loadHighlight();
    this.#draw();
  }

  #startOver(): void {
    this.#lines.length = 0;
    this.element.replaceChildren(this.#rest);
    this.#places = new GroupedChildren(this.element, this.#rest);
    this.#coloured = 0;
    this.#colouredTo = 0;
    this.#wholeTo = 0;
    this.#settled = undefined;
  }
}

/** Where the next lines end that are whole, at most so many of them. */
function endOfLines(text: string, from: number, most: number): number {
  let end = from;
  for (let count = 0; count < most; count += 1) {
    const at = text.indexOf('\n', end);
    if (at < 0) return end;
    end = at + 1;
  }
  return end;
}

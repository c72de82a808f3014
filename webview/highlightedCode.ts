import { h } from './elements.ts';
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
  /** Whole lines without colours, which only grow; behind them, what has come of the next one. */
  readonly #plain = document.createTextNode('');
  readonly #rest = document.createTextNode('');
  readonly #lines: { readonly key: string; readonly element: HTMLElement }[] = [];
  #highlight: Highlight | undefined;
  #isAwaited = false;
  #language = '';
  #text = '';
  #isOpen = false;
  /** How much of the text stands in coloured lines, in characters. */
  #done = 0;
  /** How much of it stands in whole lines, coloured or not. */
  #plainTo = 0;
  /** Of which text all lines were looked at together. */
  #settled: string | undefined;

  constructor() {
    this.element.append(this.#plain, this.#rest);
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
    const whole = Math.max(this.#plainTo, this.#text.lastIndexOf('\n') + 1);
    if (whole > this.#plainTo) this.#plain.appendData(visible(this.#text.slice(this.#plainTo, whole)));
    this.#plainTo = whole;
    setText(this.#rest, visible(this.#text.slice(whole)));
  }

  #grow(highlight: Highlight): void {
    const piece = this.#text.slice(this.#done, endOfLines(this.#text, this.#done, linesAtOnce));
    const lines = piece === '' ? undefined : highlight(visible(piece), this.#language);
    if (lines === undefined) return;
    this.#color(this.#done + piece.length);
    for (const line of lines) this.#put(this.#lines.length, line);
  }

  #settle(highlight: Highlight): void {
    const lines = highlight(visible(this.#text), this.#language);
    if (lines === undefined) return;
    this.#settled = this.#text;
    this.#color(this.#text.length);
    for (const [index, line] of lines.entries()) this.#put(index, line);
    for (const { element } of this.#lines.splice(lines.length)) element.remove();
  }

  /** The text up to here is to stand in coloured lines. */
  #color(to: number): void {
    this.#done = to;
    this.#plainTo = to;
    this.#plain.data = '';
  }

  /** Puts a line in its place, unless it stands there already. */
  #put(index: number, line: CodeLine): void {
    const key = JSON.stringify(line);
    const before = this.#lines[index];
    if (before?.key === key) return;
    const element = h('span', { class: 'code-line' }, line.map(({ kind, text }) => (kind === undefined ? text : h('span', { class: `code-${kind}` }, [text]))));
    if (before === undefined) this.#plain.before(element);
    else before.element.replaceWith(element);
    this.#lines[index] = { key, element };
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
    for (const { element } of this.#lines.splice(0)) element.remove();
    this.#color(0);
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

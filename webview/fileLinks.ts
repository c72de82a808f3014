import { h, setAttributes } from './elements.ts';
import { fileNamesIn, isFileName, isSymbol } from './fileNames.ts';
import { whenInSight } from './inSight.ts';
import type { AnswerSteps } from './outcome.ts';
import { t } from './l10n.ts';

/** The most names that are asked for in one answer. */
const most = 200;

type LinkSteps = Pick<AnswerSteps, 'findPlaces' | 'openPlace' | 'openSymbol'>;

/** Text that was taken apart for the links in it. */
interface Apart {
  readonly text: Text;
  readonly pieces: readonly (HTMLElement | Text)[];
}

/** Makes links of what an answer names in the workspace: files that are there, and what looks like a name in code, which is looked for on a click. */
export class FileLinks {
  readonly #answer: HTMLElement;
  readonly #messageId: string;
  readonly #steps: LinkSteps;
  readonly #leads = new Map<Element, () => void>();
  readonly #apart: Apart[] = [];
  #round = 0;

  constructor(answer: HTMLElement, messageId: string, steps: LinkSteps) {
    this.#answer = answer;
    this.#messageId = messageId;
    this.#steps = steps;
    answer.addEventListener('click', (event) => { this.#follow(event); });
    answer.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.#follow(event);
    });
  }

  /** Looks at an answer that has come to its end, once it is about to be seen. */
  find(): void {
    const round = this.#round;
    whenInSight(this.#answer, () => {
      if (round === this.#round) void this.#link(round);
    });
  }

  /** Leaves the answer as it was, for it may go on. */
  clear(): void {
    this.#round += 1;
    for (const link of this.#leads.keys()) setAttributes(link, { class: false, role: false, tabindex: false, title: false });
    this.#leads.clear();
    for (const { text, pieces: [first, ...others] } of this.#apart.splice(0)) {
      first?.replaceWith(text);
      for (const other of others) other.remove();
    }
  }

  async #link(round: number): Promise<void> {
    const codes = [...this.#answer.querySelectorAll('code')].filter((code) => code.closest('a, pre') === null);
    const files = codes.filter(({ textContent }) => isFileName(textContent));
    const texts = textsIn(this.#answer);
    const names = [...new Set([...files.map(({ textContent }) => textContent), ...texts.flatMap(({ data }) => fileNamesIn(data).map(({ name }) => name))])].slice(0, most);
    const ids = names.length === 0 ? [] : await this.#steps.findPlaces(names);
    if (round !== this.#round) return;
    const known = new Map(names.flatMap((name, index) => (typeof ids[index] === 'string' ? [[name, ids[index]] as const] : [])));
    for (const code of codes) {
      const id = known.get(code.textContent);
      if (id !== undefined) this.#leadToFile(code, code.textContent, id);
      else if (isSymbol(code.textContent)) this.#leadToSymbol(code, code.textContent);
    }
    for (const text of texts) this.#takeApart(text, known);
  }

  #leadToFile(link: HTMLElement, name: string, id: string): void {
    setAttributes(link, { class: 'file-link', role: 'link', tabindex: '0', title: t('Open {0}', name) });
    this.#leads.set(link, () => { this.#steps.openPlace(id); });
  }

  /** Whether there is such a thing shows on the click alone: asking for each would keep the languages' tools busy. */
  #leadToSymbol(link: HTMLElement, name: string): void {
    setAttributes(link, { class: 'symbol-link', title: t('Find {0} in the workspace', name) });
    this.#leads.set(link, () => { this.#steps.openSymbol(this.#messageId, name); });
  }

  #takeApart(text: Text, known: ReadonlyMap<string, string>): void {
    const pieces: (HTMLElement | Text)[] = [];
    let from = 0;
    for (const { name, from: at } of fileNamesIn(text.data)) {
      const id = known.get(name);
      if (id === undefined) continue;
      const link = h('span', {}, [name]);
      this.#leadToFile(link, name, id);
      pieces.push(document.createTextNode(text.data.slice(from, at)), link);
      from = at + name.length;
    }
    if (pieces.length === 0) return;
    pieces.push(document.createTextNode(text.data.slice(from)));
    text.replaceWith(...pieces);
    this.#apart.push({ text, pieces });
  }

  #follow(event: Event): void {
    const link = event.target instanceof Element ? event.target.closest('.file-link, .symbol-link') : null;
    const lead = link === null ? undefined : this.#leads.get(link);
    if (lead === undefined || document.getSelection()?.isCollapsed === false) return;
    event.preventDefault();
    lead();
  }
}

/** The texts of an answer outside of code, links and formulas. */
function textsIn(answer: HTMLElement): readonly Text[] {
  const walker = document.createTreeWalker(answer, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    if (node instanceof Text && node.parentElement?.closest('a, button, code, math, pre, .code-bar') === null) texts.push(node);
  }
  return texts;
}

import { h } from './elements.ts';
import type { MarkdownFormula } from './markdownNode.ts';
import { setText } from './setText.ts';
import { visible } from './visibleText.ts';
import { t } from './l10n.ts';

type Formulas = typeof import('./formula.ts');

let formulas: Formulas | undefined;

/** What turns TeX into elements is read when the first formula is there. */
async function load(): Promise<Formulas> {
  formulas ??= await import('./formula.ts');
  return formulas;
}

/** A formula; its source until it is whole, and where it cannot be read. */
export class FormulaView {
  readonly element = h('span');
  readonly #source = document.createTextNode('');
  #node: MarkdownFormula | undefined;

  show(node: MarkdownFormula): void {
    const before = this.#node;
    this.#node = node;
    if (before?.source === node.source && before.open === node.open) return;
    this.element.className = node.display ? 'formula display' : 'formula';
    if (formulas === undefined || node.open) this.#showSource(node);
    if (node.open) return;
    if (formulas === undefined) void this.#drawLater(node);
    else this.#draw(node, formulas);
  }

  async #drawLater(node: MarkdownFormula): Promise<void> {
    try {
      const loaded = await load();
      if (this.#node === node) this.#draw(node, loaded);
    } catch {
      // Its source stays.
    }
  }

  #draw(node: MarkdownFormula, { formulaElement }: Formulas): void {
    try {
      if (visible(node.tex) !== node.tex) throw new TypeError(t('The formula holds characters that cannot be seen.'));
      this.element.replaceChildren(formulaElement(node.tex, node.display));
    } catch {
      this.#showSource(node);
    }
  }

  #showSource({ source }: MarkdownFormula): void {
    setText(this.#source, visible(source));
    if (this.element.firstChild !== this.#source) this.element.replaceChildren(this.#source);
  }
}

import { copyButton } from './copyButton.ts';
import { h } from './elements.ts';
import type { MarkdownCode } from './markdownNode.ts';
import { setText } from './setText.ts';
import { visible } from './visibleText.ts';

/** A block of code under a bar with its language and a button that copies it exactly as it was written. */
export class CodeBlock {
  readonly element: HTMLElement;
  readonly #language = h('span', { class: 'code-language' });
  readonly #shown = document.createTextNode('');
  #text = '';

  constructor() {
    const bar = h('div', { class: 'code-bar' }, [this.#language, copyButton('Copy code', () => this.#text)]);
    const code = h('pre', { dir: 'ltr', tabindex: '0' }, [h('code', {}, [this.#shown])]);
    this.element = h('div', { class: 'code-block' }, [bar, code]);
  }

  show({ language, text }: Omit<MarkdownCode, 'kind'>): void {
    this.#language.textContent = language;
    if (text === this.#text) return;
    this.#text = text;
    setText(this.#shown, visible(text));
  }
}

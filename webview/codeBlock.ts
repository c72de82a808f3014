import { askForCode } from './codeAsks.ts';
import { CodeBar } from './codeBar.ts';
import { toggleWrap } from './codeWrap.ts';
import { copyButton } from './copyButton.ts';
import { h } from './elements.ts';
import { HighlightedCode } from './highlightedCode.ts';
import type { MarkdownCode } from './markdownNode.ts';
import { t } from './l10n.ts';

/** What the guard puts in the place of a secret: only the host knows what stood there. */
const placeholder = /‹secret \d+: /;

/** A block of code in its colours, under a bar with what can be done with it. */
export class CodeBlock {
  readonly element: HTMLElement;
  readonly #bar: CodeBar;
  readonly #code = new HighlightedCode();
  #text = '';
  /** How many lines were counted in how much of the text. */
  #counted = { length: 0, feeds: 0 };

  constructor() {
    const copy = copyButton(t('Copy code'), () => this.#text, (text) => (placeholder.test(text) ? askForCode(this.element, 'copy', text) : undefined));
    this.#bar = new CodeBar(copy, (use) => {
      if (use === 'wrap') toggleWrap();
      else void askForCode(this.element, use, this.#text);
    });
    const code = h('pre', { dir: 'ltr', tabindex: '0' }, [this.#code.element]);
    this.element = h('div', { class: 'code-block' }, [this.#bar.element, code]);
  }

  show({ language, text, open }: Omit<MarkdownCode, 'kind'>): void {
    this.#count(text);
    this.#text = text;
    this.#bar.show(language, this.#counted.feeds + 1, open);
    this.#code.show(text, grammarOf(language), open);
  }

  #count(text: string): void {
    if (!text.startsWith(this.#text)) this.#counted = { length: 0, feeds: 0 };
    let { feeds } = this.#counted;
    for (let at = text.indexOf('\n', this.#counted.length); at >= 0; at = text.indexOf('\n', at + 1)) feeds += 1;
    this.#counted = { length: text.length, feeds };
  }
}

/** Some write the file's name behind the language, as in `ts:src/a.ts`, or braces around both. */
function grammarOf(language: string): string {
  return (/^\{?\.?(?<name>[\w#+-]+)/.exec(language)?.groups?.['name'] ?? '').toLowerCase();
}

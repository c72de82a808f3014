/** A field of one line, made with the toolkit. */
export class TextField {
  readonly element = document.createElement('vscode-text-field');
  readonly #name: string;

  /** Screen readers say the `name`; `typed` is told when the text was changed by hand. */
  constructor({ name, placeholder, typed }: { readonly name: string; readonly placeholder: string; readonly typed: () => void }) {
    this.#name = name;
    this.element.setAttribute('placeholder', placeholder);
    this.element.addEventListener('input', typed);
  }

  get text(): string {
    return this.#input?.value ?? '';
  }

  /** Puts this into the field, and the focus with all of it selected. It must be in the page. */
  begin(text: string): void {
    // The toolkit calls each field “Text field” when it comes into the page.
    this.element.setAttribute('aria-label', this.#name);
    if (this.#input === undefined) return;
    this.#input.value = text;
    this.#input.focus();
    this.#input.select();
  }

  get #input(): HTMLInputElement | undefined {
    return this.element.shadowRoot?.querySelector('input') ?? undefined;
  }
}

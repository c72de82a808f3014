import type { MarkdownElement, MarkdownNode } from './markdownNode.ts';
import { visible } from './visibleText.ts';

/** How deep elements may lie in one another; what is opened below that adds its text to the element above. */
const depthLimit = 50;

/** Builds a tree from what is opened and closed in turn. */
export class TreeBuilder {
  readonly #root: MarkdownNode[] = [];
  readonly #open: MarkdownNode[][] = [this.#root];

  get nodes(): readonly MarkdownNode[] {
    return this.#root;
  }

  get full(): boolean {
    return this.#open.length > depthLimit;
  }

  open(element: Omit<MarkdownElement, 'kind' | 'children'> | undefined): void {
    if (element === undefined || this.full) {
      this.#open.push(this.#top());
      return;
    }
    const children: MarkdownNode[] = [];
    this.add({ kind: 'element', ...element, children });
    this.#open.push(children);
  }

  close(): void {
    if (this.#open.length > 1) this.#open.pop();
  }

  add(node: MarkdownNode): void {
    this.#top().push(node);
  }

  /** Adds text as it is to be seen, joined to the text before it. */
  text(text: string): void {
    const shown = visible(text);
    const top = this.#top();
    const last = top.at(-1);
    if (shown === '') return;
    if (last?.kind === 'text') top[top.length - 1] = { kind: 'text', text: last.text + shown };
    else top.push({ kind: 'text', text: shown });
  }

  #top(): MarkdownNode[] {
    return this.#open.at(-1) ?? this.#root;
  }
}

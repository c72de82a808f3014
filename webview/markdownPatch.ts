import { CodeBlock } from './codeBlock.ts';
import { h, setAttributes, type Attributes } from './elements.ts';
import { FormulaView } from './formulaView.ts';
import type { MarkdownElement, MarkdownNode } from './markdownNode.ts';
import { setText } from './setText.ts';

/** A node of the tree and what stands for it in the page. */
export type Drawn =
  | { readonly kind: 'text'; readonly dom: Text; node: MarkdownNode }
  | { readonly kind: 'code'; readonly dom: HTMLElement; readonly block: CodeBlock; node: MarkdownNode }
  | { readonly kind: 'formula'; readonly dom: HTMLElement; readonly view: FormulaView; node: MarkdownNode }
  | { readonly kind: 'element'; readonly dom: HTMLElement; node: MarkdownElement; readonly children: Drawn[] };

const ownDirection = new Set(['blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'li', 'p', 'td', 'th']);

const noAttributes: Attributes = { class: false, 'data-address': false, 'data-sandbox': false, role: false, start: false, tabindex: false, title: false };

/**
 * Makes what is drawn after the first `kept` show these nodes, touching only what differs from what was drawn; `drawn` is brought up to date.
 * `append` adds what was drawn behind what stands there, of which there is so much.
 */
export function patchAll(append: (dom: Node, index: number) => void, drawn: Drawn[], nodes: readonly MarkdownNode[], kept = 0): void {
  for (const [place, node] of nodes.entries()) {
    const index = kept + place;
    const before = drawn[index];
    if (before === undefined) {
      const made = draw(node);
      append(made.dom, index);
      drawn.push(made);
    } else if (before.node !== node && !patch(before, node)) {
      const made = draw(node);
      before.dom.replaceWith(made.dom);
      drawn[index] = made;
    }
  }
  for (const { dom } of drawn.splice(kept + nodes.length)) dom.remove();
}

function patch(drawn: Drawn, node: MarkdownNode): boolean {
  if (drawn.kind === 'text' && node.kind === 'text') setText(drawn.dom, node.text);
  else if (drawn.kind === 'code' && node.kind === 'code') drawn.block.show(node);
  else if (drawn.kind === 'formula' && node.kind === 'formula') drawn.view.show(node);
  else if (drawn.kind === 'element' && node.kind === 'element' && drawn.node.tag === node.tag) {
    if (drawn.node.attributes !== undefined || node.attributes !== undefined) setAttributes(drawn.dom, { ...noAttributes, ...attributesOf(node) });
    patchAll(appendTo(drawn.dom), drawn.children, node.children, node.kept);
  } else return false;
  drawn.node = node;
  return true;
}

function draw(node: MarkdownNode): Drawn {
  if (node.kind === 'text') return { kind: 'text', dom: document.createTextNode(node.text), node };
  if (node.kind === 'code') {
    const block = new CodeBlock();
    block.show(node);
    return { kind: 'code', dom: block.element, block, node };
  }
  if (node.kind === 'formula') {
    const view = new FormulaView();
    view.show(node);
    return { kind: 'formula', dom: view.element, view, node };
  }
  const dom = h(node.tag, { dir: ownDirection.has(node.tag) && 'auto', ...attributesOf(node) });
  const children: Drawn[] = [];
  patchAll(appendTo(dom), children, node.children);
  return { kind: 'element', dom, node, children };
}

function appendTo(element: HTMLElement): (dom: Node) => void {
  return (dom) => { element.append(dom); };
}

/** What the element carries; what the host can open is reached and pressed like a link. */
function attributesOf({ tag, attributes }: MarkdownElement): Attributes {
  return { ...attributes, ...(attributes?.['data-address'] === undefined ? {} : { role: tag === 'a' ? 'link' : 'button', tabindex: '0' }) };
}

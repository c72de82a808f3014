/** The elements whose text is looked through: what was said, and nothing of the buttons and words around it. */
export const spoken = '.prompt-words, .markdown:not(.prompt-words *)';

/** Elements that begin a line of their own: what stands in two of them is not one text. */
const blocks = 'p, li, pre, td, th, h1, h2, h3, h4, h5, h6, blockquote, div';

/** A text with the nodes that it is made of, each with the place where it begins. */
interface Pieces {
  readonly text: string;
  readonly nodes: readonly { readonly node: Text; readonly from: number }[];
}

/** Where these words stand in an element, upper or lower case, also across marks within a line. */
export function textMatches(element: Element, words: string): readonly StaticRange[] {
  const { text, nodes } = piecesOf(element);
  const pattern = new RegExp(words.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll(/\s+/g, '\\s+'), 'giu');
  return Array.from(text.matchAll(pattern)).flatMap(({ index, 0: found }) => rangeOf(nodes, index, index + found.length));
}

function piecesOf(element: Element): Pieces {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const nodes: { readonly node: Text; readonly from: number }[] = [];
  let text = '';
  let before: Element | null | undefined;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const block = node.parentElement?.closest(blocks);
    if (!(node instanceof Text) || node.parentElement?.closest('button, [hidden]') !== null) continue;
    // No words that one can look for stand on both sides of this.
    if (before !== undefined && block !== before) text += '\u0000';
    before = block;
    nodes.push({ node, from: text.length });
    text += node.data;
  }
  return { text, nodes };
}

function rangeOf(nodes: Pieces['nodes'], from: number, to: number): readonly StaticRange[] {
  const first = nodes.findLast((piece) => piece.from <= from);
  const last = nodes.findLast((piece) => piece.from < to);
  if (first === undefined || last === undefined) return [];
  return [new StaticRange({ startContainer: first.node, startOffset: from - first.from, endContainer: last.node, endOffset: to - last.from })];
}

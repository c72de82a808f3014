import { h } from './elements.ts';
import { visible } from './visibleText.ts';

/** The text with the letters at these places emphasised. */
export function markedText(text: string, marks: readonly number[]): readonly Node[] {
  const marked = new Set(marks);
  const parts: Node[] = [];
  for (let start = 0, end = 1; start < text.length; start = end, end += 1) {
    while (end < text.length && marked.has(end) === marked.has(start)) end += 1;
    const piece = visible(text.slice(start, end));
    parts.push(marked.has(start) ? h('b', {}, [piece]) : document.createTextNode(piece));
  }
  return parts;
}

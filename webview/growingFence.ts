import { FenceReader } from '../src/shared/fence.ts';
import { fencedBlock } from '../src/shared/fenceRule.ts';
import type { MarkdownCode } from './markdownNode.ts';
import type { Block } from './markdownTree.ts';

const lineEnd = /\r\n|\n|\r(?!$)/g;

/** Half a line that may become the end of a fence. */
const begunEnd = /^ {0,3}(?:`+|~+)[ \t]*$/;

/** A block of code at the end of a text: each line of it is read once. */
export class GrowingFence {
  readonly #node: MarkdownCode;
  readonly #reader: FenceReader;
  #lines = '';
  #at: number;

  private constructor(node: MarkdownCode, reader: FenceReader, at: number) {
    this.#node = node;
    this.#reader = reader;
    this.#at = at;
  }

  /** None if this block is no open fence at the margin, or the line of its fence is not whole. */
  static of({ node, token, from }: Block, text: string): GrowingFence | undefined {
    const known = fencedBlock(token);
    const firstLine = text.indexOf('\n', from);
    if (node.kind !== 'code' || known?.open !== true || known.indent > 0 || firstLine === -1) return undefined;
    return new GrowingFence(node, new FenceReader(known.fence), firstLine + 1);
  }

  /** What the block is now; `end` is where the text goes on after it. */
  grow(text: string, finished: boolean): { readonly node: MarkdownCode; readonly end?: number } {
    const arrived = text.slice(this.#at);
    let start = 0;
    for (const { 0: end, index } of arrived.matchAll(lineEnd)) {
      const line = arrived.slice(start, index);
      start = index + end.length;
      if (this.#reader.ends(line)) return { node: this.#told('', false), end: this.#at + start };
      this.#lines += `${written(line)}\n`;
    }
    this.#at += start;
    const rest = arrived.slice(start).replace(/\r$/, '');
    const ended = this.#reader.wouldEnd(rest);
    return { node: this.#told(ended || (!finished && begunEnd.test(rest)) ? '' : written(rest), !(ended && finished)) };
  }

  #told(rest: string, open: boolean): MarkdownCode {
    const text = this.#lines + rest;
    return { ...this.#node, text: text.endsWith('\n') ? text.slice(0, -1) : text, open };
  }
}

function written(line: string): string {
  return line.replaceAll('\0', '\uFFFD');
}

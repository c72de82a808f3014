import type { MarkdownNode } from './markdownNode.ts';
import { nothingParsed, parseMarkdown, type Parsed } from './markdownTree.ts';
import { withoutUnfinishedLink } from './unfinishedLink.ts';

/** What there is to draw after a text has grown. */
export interface Growth {
  /** Whether all that was drawn before is void. */
  readonly again: boolean;
  /** The blocks that were open until now, and those that are new. */
  readonly nodes: readonly MarkdownNode[];
  /** How many of these, from the first, no further text can change: they are not told of again. */
  readonly closed: number;
}

/** A text of markdown that grows at its end. Only what is still open is parsed again. */
export class GrowingMarkdown {
  #text = '';
  #closedTo = 0;
  #parsed: Parsed = nothingParsed;
  #hasReferences = false;

  /** Takes the text as it is now; a finished one has all its references followed. */
  grow(text: string, finished: boolean): Growth {
    const again = !text.startsWith(this.#text);
    if (again) this.#startOver();
    this.#text = text;
    const growth = { ...this.#parse(finished), again };
    if (!finished || !this.#hasReferences || this.#closedTo === 0) return growth;
    this.#startOver();
    return { ...this.#parse(finished), again: true };
  }

  #parse(finished: boolean): Pick<Growth, 'nodes' | 'closed'> {
    const tail = this.#text.slice(this.#closedTo);
    this.#parsed = parseMarkdown(tail, this.#parsed);
    this.#hasReferences ||= this.#parsed.hasReferences;
    const nodes = this.#parsed.blocks.map(({ node }) => node);
    if (finished) return { nodes, closed: 0 };
    const last = nodes.at(-1);
    if (last?.kind === 'code') nodes[nodes.length - 1] = { ...last, open: true };
    else if (last !== undefined && tail.at(-1)?.trim() !== '') nodes[nodes.length - 1] = withoutUnfinishedLink(last);
    return { nodes, closed: this.#close(tail) };
  }

  /** The last block that begins on a whole line stays open, and those after it: half a line may yet turn out to be part of the block before. */
  #close(tail: string): number {
    const { blocks } = this.#parsed;
    const open = blocks.findLastIndex(({ from }) => tail.includes('\n', from));
    if (open < 1) return 0;
    this.#closedTo += blocks[open]?.from ?? 0;
    return open;
  }

  #startOver(): void {
    this.#closedTo = 0;
    this.#parsed = nothingParsed;
    this.#hasReferences = false;
  }
}

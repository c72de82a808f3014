import { GrowingFence } from './growingFence.ts';
import type { MarkdownNode } from './markdownNode.ts';
import { nothingParsed, parseMarkdown, type Block, type Parsed } from './markdownTree.ts';
import { advanced, asLoose, openPartsOf, toldOf, type OpenParts } from './openParts.ts';
import { withoutUnfinishedLink } from './unfinishedLink.ts';

/** What there is to draw after a text has grown. */
export interface Growth {
  /** Whether all that was told before is void. */
  readonly again: boolean;
  /** The blocks that were open until now, and those that are new. */
  readonly nodes: readonly MarkdownNode[];
  /** How many of these, from the first, no further text can change: they are not told of again. */
  readonly closed: number;
}

type Told = Pick<Growth, 'nodes' | 'closed'>;

/** A text of markdown that grows at its end. Only what is still open is parsed again: of a list its last item, of a table its last row. */
export class GrowingMarkdown {
  #text = '';
  #closedTo = 0;
  #open: OpenParts | undefined;
  #fence: GrowingFence | undefined;
  #parsed: Parsed = nothingParsed;
  #hasReferences = false;

  /** Takes the text as it is now; a finished one has all its references followed. */
  grow(text: string, finished: boolean): Growth {
    const again = !text.startsWith(this.#text);
    if (again) this.#startOver();
    this.#text = text;
    const growth = { ...this.#read(finished), again };
    if (!finished || !this.#hasReferences) return growth;
    this.#startOver();
    return { ...this.#read(finished), again: true };
  }

  #read(finished: boolean): Told {
    if (this.#fence === undefined) return this.#parse(finished);
    const { node, end } = this.#fence.grow(this.#text, finished);
    if (end === undefined) return { nodes: [node], closed: 0 };
    this.#closedTo = end;
    this.#fence = undefined;
    const rest = this.#parse(finished);
    return { nodes: [node, ...rest.nodes], closed: 1 + rest.closed };
  }

  #parse(finished: boolean): Told {
    const blocks = this.#blocks(!finished);
    const nodes = blocks.map(({ node }) => node);
    if (finished) return { nodes, closed: 0 };
    const last = nodes.at(-1);
    if (last !== undefined && this.#text.at(-1)?.trim() !== '') nodes[nodes.length - 1] = withoutUnfinishedLink(last);
    return { nodes, closed: this.#close(blocks) };
  }

  /** The blocks that are not closed; of the first one, only its open part. */
  #blocks(growing: boolean): readonly Block[] {
    const open = this.#open;
    const standIn = open?.standIn ?? '';
    const shift = (open?.at ?? this.#closedTo) - standIn.length;
    this.#parsed = parseMarkdown(standIn + this.#text.slice(shift + standIn.length), this.#parsed, growing);
    this.#hasReferences ||= this.#parsed.hasReferences;
    const blocks = this.#parsed.blocks.map((block) => ({ ...block, from: block.from + shift, parts: block.parts.map((at) => at + shift) }));
    const [first, ...others] = blocks;
    if (open === undefined || first === undefined) return blocks;
    const { node, apart } = toldOf(open, first.node);
    if (!apart) return [{ ...first, node }, ...others];
    this.#open = asLoose(open);
    return this.#blocks(growing);
  }

  /**
   * The last block that begins on a whole line stays open, and those after it: half a line may yet turn out to be part of the block
   * before. So may what looks like a formula and has no end yet.
   */
  #close(blocks: readonly Block[]): number {
    const last = blocks.at(-1)?.node;
    const sure = last?.kind === 'formula' && last.open && blocks.length > 1 ? blocks.slice(0, -1) : blocks;
    const open = sure.findLastIndex(({ from }) => this.#text.includes('\n', from));
    const block = blocks[open];
    if (block === undefined) return 0;
    if (open === 0 && this.#open !== undefined) {
      this.#open = advanced(this.#open, block.parts, this.#text);
      return 0;
    }
    this.#closedTo = block.from;
    this.#open = openPartsOf(block, this.#text);
    this.#fence = blocks.length === open + 1 ? GrowingFence.of(block, this.#text) : undefined;
    return open;
  }

  #startOver(): void {
    this.#closedTo = 0;
    this.#open = undefined;
    this.#fence = undefined;
    this.#parsed = nothingParsed;
    this.#hasReferences = false;
  }
}

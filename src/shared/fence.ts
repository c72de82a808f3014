/** What opens a block of code: how its end is known. */
export interface Fence {
  readonly marker: '`' | '~';
  readonly length: number;
  /** Whether it holds Markdown, whose own fences may be as long as this one. */
  readonly nests: boolean;
}

const opening = /^ {0,3}(`{3,}|~{3,})/;

/** The fence that this line opens; indented by at most three columns. */
export function fenceOf(text: string): (Fence & { readonly info: string }) | undefined {
  const [indented = '', run = ''] = opening.exec(text) ?? [];
  const info = text.slice(indented.length).trim();
  const marker = run.startsWith('~') ? '~' : '`';
  if (run === '' || (marker === '`' && info.includes('`'))) return undefined;
  return { marker, length: run.length, nests: /^(?:markdown|md)\b/i.test(info), info };
}

/**
 * Follows the lines of one block of code to its end. In a block of Markdown a fence with a language opens a block within it, even
 * when it is no shorter than the outer one, as models write it: the next bare fence ends the inner block.
 */
export class FenceReader {
  readonly #fence: Fence;
  readonly #inner: number[] = [];

  constructor(fence: Fence) {
    this.#fence = fence;
  }

  /** Takes the next line; whether it ends the block. */
  ends(text: string): boolean {
    if (this.wouldEnd(text)) return true;
    const found = this.#like(text);
    const inner = this.#inner.at(-1);
    if (found === undefined) return false;
    if (found.info !== '' && this.#fence.nests) this.#inner.push(found.length);
    else if (found.info === '' && inner !== undefined && found.length >= inner) this.#inner.pop();
    return false;
  }

  /** Whether this line would end the block if it came next. */
  wouldEnd(text: string): boolean {
    return this.#inner.length === 0 && this.#like(text)?.info === '';
  }

  /** The fence in this line, if it may end the block or open one within it. */
  #like(text: string): ReturnType<typeof fenceOf> {
    const found = fenceOf(text);
    return found?.marker === this.#fence.marker && found.length >= this.#fence.length ? found : undefined;
  }
}

import type { CodeKind } from '../src/shared/codeColors.ts';
import { codeKindOf } from './codeKindOf.ts';

/** A piece of a line; of no kind where it looks like plain code. */
export interface CodeToken {
  readonly kind?: CodeKind;
  readonly text: string;
}

/** One line of code, its line feed included. */
export type CodeLine = readonly CodeToken[];

/** Gathers what highlight.js finds as lines of flat tokens, instead of markup: what lies deepest gives a piece its kind. */
export class TokenLines {
  readonly #lines: CodeToken[][] = [[]];
  readonly #kinds: (CodeKind | undefined)[] = [];

  get lines(): readonly CodeLine[] {
    return this.#lines.at(-1)?.length === 0 ? this.#lines.slice(0, -1) : this.#lines;
  }

  startScope(name: string): void {
    this.#kinds.push(codeKindOf(name) ?? (isPlain(name) ? undefined : this.#kinds.at(-1)));
  }

  endScope(): void {
    this.#kinds.pop();
  }

  // highlight.js has two names for each of these.
  openNode(name: string): void {
    this.startScope(name);
  }

  closeNode(): void {
    this.endScope();
  }

  addText(text: string): void {
    this.#add(this.#kinds.at(-1), text);
  }

  toHTML(): string {
    return '';
  }

  finalize(): void {
    this.#kinds.length = 0;
  }

  /** Takes in what was found in a piece of another language, such as styles in a page. */
  __addSublanguage(inner: unknown): void {
    if (!(inner instanceof TokenLines)) return;
    for (const { kind, text } of inner.lines.flat()) this.#add(kind, text);
  }

  #add(kind: CodeKind | undefined, text: string): void {
    for (const piece of text.split(/(?<=\n)/)) {
      const line = this.#lines.at(-1);
      const last = line?.at(-1);
      if (line === undefined || piece === '') continue;
      if (last !== undefined && last.kind === kind) line[line.length - 1] = { ...last, text: last.text + piece };
      else line.push({ ...(kind === undefined ? {} : { kind }), text: piece });
      if (piece.endsWith('\n')) this.#lines.push([]);
    }
  }
}

/** What stands between the quotes of a string and is code again. */
function isPlain(name: string): boolean {
  return name === 'subst' || name === 'params' || name === 'tag' || name === 'punctuation' || name === 'operator' || name.startsWith('language:');
}

import { fileEntry, type FileEntry } from './fileEntry.ts';
import { fileQuery } from './fileQuery.ts';
import { rank, sift, type FileMatch } from './fileRanking.ts';
import { PathLetters } from './pathLetters.ts';

/** The most files that an index is made for. */
export const fileLimit = 200_000;
/** The most answers to a query. */
const matchLimit = 50;
/** How many letters of forgotten paths are held before they are cleared away, at the least. */
const roomForForgotten = 1_000_000;

/** Paths that come first among their equals, the most likely one first. */
export interface Favoured {
  /** Open in editors. */
  readonly open: readonly string[];
  /** Shown or attached before. */
  readonly recent: readonly string[];
}

/** The files of a workspace by their paths, and the folders that these lie in, to be found by some letters of them. */
export class FileIndex {
  readonly #files = new Map<string, FileEntry>();
  readonly #folders = new Map<string, { readonly entry: FileEntry; files: number }>();
  /** What held the letters of the last query: whoever types on need not look further. */
  #last: { readonly stem: string; readonly held: readonly FileEntry[] } | undefined;
  #letters = new PathLetters();
  #lettersInUse = 0;
  #all: readonly FileEntry[] | undefined;
  #firstByName: readonly string[] | undefined;

  /** How many files there are. */
  get size(): number {
    return this.#files.size;
  }

  has(path: string): boolean {
    return this.#files.has(path);
  }

  /** Takes up a file. */
  add(path: string): void {
    if (this.#files.has(path)) return;
    this.#files.set(path, fileEntry(path, 'file', this.#letters));
    this.#lettersInUse += path.length;
    for (const folder of foldersOf(path)) {
      const known = this.#folders.get(folder);
      if (known === undefined) this.#folders.set(folder, { entry: fileEntry(folder, 'folder', this.#letters), files: 1 });
      else known.files += 1;
    }
    this.#forget();
  }

  /** Forgets a file, or a folder with all that lies in it. */
  remove(path: string): void {
    if (this.#folders.has(path)) for (const file of [...this.#files.keys()].filter((each) => each.startsWith(`${path}/`))) this.#removeFile(file);
    else this.#removeFile(path);
    this.#forget();
    if (this.#letters.used > roomForForgotten + this.#lettersInUse * 4) this.replace([...this.#files.keys()]);
  }

  /** Knows these files from now on, and no others. */
  replace(paths: Iterable<string>): void {
    this.#files.clear();
    this.#folders.clear();
    this.#letters = new PathLetters();
    this.#lettersInUse = 0;
    this.#forget();
    for (const path of paths) this.add(path);
  }

  /** The best matches, the best first. An empty query is answered with the open files, then the recent ones, then the first by name. */
  find(query: string, { open, recent }: Favoured = { open: [], recent: [] }): readonly FileMatch[] {
    const { parts, stem } = fileQuery(query);
    if (parts.length === 0) return this.#offer([...open, ...recent]);
    const { held, best } = sift(this.#last !== undefined && stem.startsWith(this.#last.stem) ? this.#last.held : this.#entries(), parts);
    this.#last = { stem, held };
    const likely = [...open, ...recent].flatMap((path) => this.#files.get(path) ?? []);
    return rank(new Set([...best, ...likely]), parts, { open: new Set(open), recent: new Set(recent) }, matchLimit);
  }

  #entries(): readonly FileEntry[] {
    this.#all ??= [...this.#files.values(), ...Array.from(this.#folders.values(), ({ entry }) => entry)];
    return this.#all;
  }

  #removeFile(path: string): void {
    if (!this.#files.delete(path)) return;
    this.#lettersInUse -= path.length;
    for (const folder of foldersOf(path)) {
      const known = this.#folders.get(folder);
      if (known !== undefined) known.files -= 1;
      if (known?.files === 0) this.#folders.delete(folder);
    }
  }

  #offer(likely: readonly string[]): readonly FileMatch[] {
    this.#firstByName ??= firstByName(this.#files.values());
    const offered = new Set([...likely.filter((path) => this.has(path)), ...this.#firstByName]);
    return [...offered].slice(0, matchLimit).map((path) => ({ path, kind: 'file', positions: [] }));
  }

  #forget(): void {
    this.#last = undefined;
    this.#all = undefined;
    this.#firstByName = undefined;
  }
}

/** All folders that the path lies in, the outermost first. */
function foldersOf(path: string): readonly string[] {
  const folders: string[] = [];
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) folders.push(path.slice(0, slash));
  return folders;
}

/** As many as are answered, without sorting them all. */
function firstByName(entries: Iterable<FileEntry>): readonly string[] {
  const first: { readonly path: string; readonly key: string }[] = [];
  for (const { path, folded, nameStart } of entries) {
    const key = `${folded.slice(nameStart)}/${path}`;
    if (first.length === matchLimit && key > (first.at(-1)?.key ?? '')) continue;
    const after = first.findIndex((other) => key < other.key);
    first.splice(after < 0 ? first.length : after, 0, { path, key });
    first.length = Math.min(first.length, matchLimit);
  }
  return first.map(({ path }) => path);
}

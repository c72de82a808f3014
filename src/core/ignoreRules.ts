import ignore, { type Ignore } from 'ignore';

/** A file of rules such as `.gitignore`, and the folder whose paths it speaks of; empty for the root. */
export interface IgnoreFile {
  readonly folder: string;
  readonly text: string;
}

/**
 * What the `.gitignore` files of a folder and of those below it leave out, as git does: a deeper file overrules those above it, but
 * nothing in a folder that is left out comes back. Letters count as they are written.
 */
export class IgnoreRules {
  readonly #patterns: ReadonlyMap<string, readonly string[]>;
  /** For each folder that has rules of its own: those, after the ones of the folders around it. */
  readonly #rules = new Map<string, Ignore>();
  readonly #folders = new Map<string, boolean>();

  constructor(files: readonly IgnoreFile[]) {
    this.#patterns = new Map(files.map(({ folder, text }) => [folder, text.split(/\r?\n/).flatMap((line) => fromRoot(line, folder))]));
  }

  /** Whether this file is left out, or a folder that it lies in. */
  ignores(file: string): boolean {
    const slash = file.lastIndexOf('/');
    const folder = file.slice(0, Math.max(slash, 0));
    if (slash >= 0 && this.#ignoresFolder(folder)) return true;
    return this.#rulesFor(folder)?.ignores(file) ?? false;
  }

  #ignoresFolder(folder: string): boolean {
    const known = this.#folders.get(folder);
    if (known !== undefined) return known;
    const around = parentOf(folder);
    const ignored = (around !== '' && this.#ignoresFolder(around)) || (this.#rulesFor(around)?.ignores(`${folder}/`) ?? false);
    this.#folders.set(folder, ignored);
    return ignored;
  }

  #rulesFor(folder: string): Ignore | undefined {
    const owner = this.#ownerOf(folder);
    if (owner === undefined) return undefined;
    const made = this.#rules.get(owner) ?? ignore({ ignoreCase: false }).add(this.#chain(owner));
    this.#rules.set(owner, made);
    return made;
  }

  /** The nearest folder with rules of its own. */
  #ownerOf(folder: string): string | undefined {
    if (this.#patterns.has(folder)) return folder;
    return folder === '' ? undefined : this.#ownerOf(parentOf(folder));
  }

  #chain(folder: string): string[] {
    const own = this.#patterns.get(folder) ?? [];
    return folder === '' ? [...own] : [...this.#chain(parentOf(folder)), ...own];
  }
}

/** Patterns for `findFiles` of what one simple rule at the root leaves out everywhere below: it need not be listed at all. */
export function ignoredEverywhere(files: readonly IgnoreFile[]): readonly string[] {
  const lines = files.map(({ folder, text }) => ({ folder, lines: text.split(/\r?\n/).map((line) => line.trim()) }));
  const broughtBack = new Set(lines.flatMap((file) => file.lines).filter((line) => line.startsWith('!')).map((line) => line.split('/').findLast((part) => part !== '' && part !== '!')?.replace(/^!/, '')));
  const atRoot = lines.find(({ folder }) => folder === '')?.lines ?? [];
  return atRoot.flatMap((line) => {
    const [, anchor, name, isFolder] = /^(?<anchor>\/?)(?<name>[\w.][\w.-]*)(?<end>\/?)$/.exec(line) ?? [];
    if (name === undefined || broughtBack.has(name) || broughtBack.has('*')) return [];
    const start = anchor === '/' ? '' : '**/';
    return isFolder === '/' ? [`${start}${name}/**`] : [`${start}${name}`, `${start}${name}/**`];
  });
}

/** A line of a `.gitignore` as the same rule at the root; none for comments and empty lines. */
function fromRoot(line: string, folder: string): readonly string[] {
  if (line.trim() === '' || line.startsWith('#') || folder === '') return line.trim() === '' ? [] : [line];
  const negated = line.startsWith('!');
  const body = negated ? line.slice(1) : line;
  const anchored = /\/(?!\s*$)/.test(body);
  const pattern = `/${folder.replaceAll(/[\\*?[\]! #]/g, String.raw`\$&`)}/${anchored ? '' : '**/'}${body.replace(/^\//, '')}`;
  return [`${negated ? '!' : ''}${pattern}`];
}

function parentOf(folder: string): string {
  return folder.slice(0, Math.max(folder.lastIndexOf('/'), 0));
}

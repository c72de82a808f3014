import type { PathLetters } from './pathLetters.ts';

/** A path of the index, made ready for matching. */
export interface FileEntry {
  /** Relative to the workspace, with `/` between its parts. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** The path as it is matched: in small letters, and a folder's ends with `/`. */
  readonly folded: string;
  /** Where the name begins in it. */
  readonly nameStart: number;
  /** Which letters occur in it, see `occurring`. */
  readonly has: number;
  /** Where its letters are held, from `start` on. */
  readonly letters: PathLetters;
  readonly start: number;
}

export function fileEntry(path: string, kind: FileEntry['kind'], letters: PathLetters): FileEntry {
  const nameStart = path.lastIndexOf('/') + 1;
  const text = kind === 'folder' ? `${path}/` : path;
  const folded = fold(text);
  return { path, kind, folded, nameStart, has: occurring(folded), letters, start: letters.add(text, folded, nameStart) };
}

/** Small letters for capital ones, each in its place: a letter whose small form is longer stays as it is. */
export function fold(text: string): string {
  const small = text.toLowerCase();
  if (small.length === text.length) return small;
  return Array.from({ length: text.length }, (_, index) => {
    const letter = text.charAt(index);
    return letter.toLowerCase().length === 1 ? letter.toLowerCase() : letter;
  }).join('');
}

/** One bit for each of a to z, one for all digits, one for `.`, one for all else: what a query asks for and a path has not rules it out. */
export function occurring(folded: string): number {
  let bits = 0;
  for (let index = 0; index < folded.length; index += 1) {
    const code = folded.charCodeAt(index);
    const bit = code >= 97 && code <= 122 ? code - 97 : code >= 48 && code <= 57 ? 26 : code === 46 ? 27 : 28;
    bits |= 1 << bit;
  }
  return bits;
}

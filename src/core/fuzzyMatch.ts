import type { FileEntry } from './fileEntry.ts';
import type { QueryPart } from './fileQuery.ts';

// What a matched letter is worth. The order of these is that of VS Code's quick open (src/vs/base/common/fuzzyScorer.ts): the beginning
// weighs most, then a folder's beginning, a word's beginning, a hump; a letter right after another one weighs more than any gap saves.
const plain = 1;
const atStart = 8;
const afterSlash = 5;
const afterSeparator = 4;
const atHump = 3;
const inRun = 5;
const inName = 2;

/** Whether this is neither a letter nor a digit, of ASCII. */
function separates(code: number): boolean {
  return code < 48 || (code > 57 && code < 65) || (code > 90 && code < 97);
}

/** Whether the letter there is this one; `only` as in QueryPart. */
function fits({ text, folded }: FileEntry, index: number, code: number | undefined, only: number | undefined): boolean {
  return folded.charCodeAt(index) === code && (only === 0 || text.charCodeAt(index) === only);
}

/** What is gained by beginning a run of letters there. */
function startWorth({ text, nameStart }: FileEntry, index: number): number {
  if (index === nameStart) return atStart;
  const before = text.charCodeAt(index - 1);
  if (index === 0 || before === 47) return afterSlash;
  if (separates(before)) return afterSeparator;
  const code = text.charCodeAt(index);
  return code >= 65 && code <= 90 && !(before >= 65 && before <= 90) ? atHump : 0;
}

/** A name that holds a part outweighs any folder that does, and a name that begins with it any other name. */
const nameWeight = 1 << 16;

/**
 * About how well the part fits; 0 if its letters do not occur there in their order. It looks at two of the ways to lay them: as far to
 * the end as they go, which lies in the name if any does, and in one piece.
 */
export function quickScore(entry: FileEntry, part: QueryPart): number {
  const { text, folded, nameStart } = entry;
  const { codes, exact } = part;
  let index = text.length;
  let score = 0;
  for (let at = codes.length - 1; at >= 0; at -= 1) {
    const next = index - 1;
    const code = codes[at];
    const only = exact[at];
    index = next;
    while (index >= 0 && !fits(entry, index, code, only)) index -= 1;
    if (index < 0) return 0;
    score += plain + (index === next ? inRun : 0) + startWorth(entry, index) + (index >= nameStart ? inName : 0);
  }
  const isInName = index >= nameStart && !part.hasFolder;
  const whole = folded.indexOf(part.folded, isInName ? nameStart : 0);
  if (whole >= 0) score = Math.max(score, codes.length * (plain + inRun + (whole >= nameStart ? inName : 0)) + startWorth(entry, whole));
  return isInName ? score + (whole === nameStart ? nameWeight * 2 : nameWeight) : score;
}

/** A way to lay the letters of a part into a path: what it is worth, and where they lie. */
export interface Laid {
  readonly score: number;
  readonly positions: readonly number[];
}

/** How well the part fits by the best of all ways to lay its letters, in the name if it can be. */
export function bestMatch(entry: FileEntry, part: QueryPart): Laid | undefined {
  const named = part.hasFolder ? undefined : bestFrom(entry, part, entry.nameStart);
  if (named === undefined) return bestFrom(entry, part, 0);
  return { ...named, score: named.score + (entry.folded.startsWith(part.folded, entry.nameStart) ? nameWeight * 2 : nameWeight) };
}

function bestFrom(entry: FileEntry, part: QueryPart, from: number): Laid | undefined {
  const width = entry.text.length - from;
  const rows = part.codes.length;
  // For each letter of the part and each place: the best score with this letter at this place or before, and how long the run is that ends there (0: it lies before).
  const scores = new Int32Array(rows * width);
  const runs = new Uint8Array(rows * width);
  for (let at = 0; at < rows; at += 1) {
    for (let place = at; place < width; place += 1) {
      const cell = at * width + place;
      const left = place > at ? (scores[cell - 1] ?? 0) : 0;
      scores[cell] = left;
      const before = at === 0 ? 0 : (scores[cell - width - 1] ?? 0);
      if ((at > 0 && before === 0) || !fits(entry, from + place, part.codes[at], part.exact[at])) continue;
      const run = at === 0 ? 0 : (runs[cell - width - 1] ?? 0);
      const score = before + plain + (run > 0 ? inRun : 0) + startWorth(entry, from + place) + (from + place >= entry.nameStart ? inName : 0);
      if (score < left) continue;
      scores[cell] = score;
      runs[cell] = Math.min(run + 1, 255);
    }
  }
  const score = scores[rows * width - 1] ?? 0;
  if (width < rows || score === 0) return undefined;
  const positions: number[] = [];
  for (let at = rows - 1, place = width - 1; at >= 0; at -= 1, place -= 1) {
    while (runs[at * width + place] === 0) place -= 1;
    positions.unshift(from + place);
  }
  return { score, positions };
}

import type { FileEntry } from './fileEntry.ts';
import type { QueryPart } from './fileQuery.ts';
import { capitalBit } from './pathLetters.ts';

/** What a letter right after another one gains: more than any gap saves. */
const inRun = 5;
/** A name that holds a part outweighs any folder that does, and a name that begins with it any other name. */
const nameWeight = 1 << 16;

/**
 * About how well the part fits; 0 if its letters do not occur there in their order. It looks at two of the ways to lay them: as far to
 * the end as they go, which lies in the name if any does, and in one piece, if that could be worth more than `floor`.
 */
export function quickScore(entry: FileEntry, part: QueryPart, floor: number): number {
  const { folded, nameStart, start } = entry;
  const { codes, worths } = entry.letters;
  let index = start + folded.length;
  let score = 0;
  for (let at = part.codes.length - 1; at >= 0; at -= 1) {
    const next = index - 1;
    const code = part.codes[at];
    const capital = part.capitals[at] ?? 0;
    index = next;
    while (index >= start && (codes[index] !== code || ((worths[index] ?? 0) & capital) !== capital)) index -= 1;
    if (index < start) return 0;
    score += ((worths[index] ?? 0) & ~capitalBit) + (index === next ? inRun : 0);
  }
  const isInName = index >= start + nameStart && !part.hasFolder;
  const ceiling = part.codes.length * (1 + inRun) + capitalBit + (isInName ? nameWeight * 2 : 0);
  const whole = ceiling < floor ? -1 : folded.indexOf(part.folded, isInName ? nameStart : 0);
  if (whole >= 0) score = Math.max(score, part.codes.length * (1 + inRun) + ((worths[start + whole] ?? 0) & ~capitalBit));
  return isInName ? score + (whole === nameStart ? nameWeight * 2 : nameWeight) : score;
}

/** A way to lay the letters of a part into a path: what it is worth, and where they lie. */
interface Laid {
  readonly score: number;
  readonly positions: readonly number[];
}

/** How well the part fits by the best of all ways to lay its letters, in the name if it can be. */
export function bestMatch(entry: FileEntry, part: QueryPart): Laid | undefined {
  const named = part.hasFolder ? undefined : bestFrom(entry, part, entry.nameStart);
  if (named === undefined) return bestFrom(entry, part, 0);
  return { ...named, score: named.score + (entry.folded.startsWith(part.folded, entry.nameStart) ? nameWeight * 2 : nameWeight) };
}

function bestFrom({ folded, letters, start }: FileEntry, part: QueryPart, from: number): Laid | undefined {
  const width = folded.length - from;
  const rows = part.codes.length;
  // For each letter of the part and each place: the best score with this letter at this place or before, and how long the run is that ends there (0: it lies before).
  const scores = new Int32Array(rows * width);
  const runs = new Uint8Array(rows * width);
  for (let at = 0; at < rows; at += 1) {
    const capital = part.capitals[at] ?? 0;
    for (let place = at; place < width; place += 1) {
      const cell = at * width + place;
      const left = place > at ? (scores[cell - 1] ?? 0) : 0;
      scores[cell] = left;
      const before = at === 0 ? 0 : (scores[cell - width - 1] ?? 0);
      const worth = letters.worths[start + from + place] ?? 0;
      if ((at > 0 && before === 0) || letters.codes[start + from + place] !== part.codes[at] || (worth & capital) !== capital) continue;
      const run = at === 0 ? 0 : (runs[cell - width - 1] ?? 0);
      const score = before + (worth & ~capitalBit) + (run > 0 ? inRun : 0);
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

import { BestOf } from './bestOf.ts';
import type { FileEntry } from './fileEntry.ts';
import type { QueryPart } from './fileQuery.ts';
import { bestMatch, quickScore } from './fuzzyMatch.ts';

/** An answer to a query. */
export interface FileMatch {
  /** Relative to the workspace, with `/` between its parts. */
  readonly path: string;
  readonly kind: 'file' | 'folder';
  /** Where the letters of the query stand in the path, ascending, in UTF-16 units. */
  readonly positions: readonly number[];
}

/** An open or recent file comes first among its equals, and does not outweigh a better kind of match. */
const openWeight = 1 << 13;
const recentWeight = 1 << 12;
/** How many are weighed exactly, of those that the quick look finds best. */
const finalists = 200;

/** Narrows the entries to those that hold all parts, and picks the best of them for a closer look. */
export function sift(entries: readonly FileEntry[], parts: readonly QueryPart[]): { readonly held: readonly FileEntry[]; readonly best: readonly FileEntry[] } {
  const held: FileEntry[] = [];
  const best = new BestOf<FileEntry>(finalists);
  const asked = parts.reduce((all, part) => all | part.asks, 0);
  for (const entry of entries) {
    if ((entry.has & asked) !== asked) continue;
    const score = roughly(entry, parts, best.floor);
    if (score === 0) continue;
    held.push(entry);
    if (score > best.floor) best.add(entry, score - slightly(entry));
  }
  return { held, best: best.list() };
}

/** The best of these that hold all parts, weighed exactly, the best first. `open` and `recent` are entries in favour. */
export function rank(entries: Iterable<FileEntry>, parts: readonly QueryPart[], favoured: { readonly open: ReadonlySet<string>; readonly recent: ReadonlySet<string> }, most: number): readonly FileMatch[] {
  const weighed = [...entries].flatMap((entry) => {
    const laid = parts.flatMap((part) => bestMatch(entry, part) ?? []);
    if (laid.length < parts.length) return [];
    const favour = favoured.open.has(entry.path) ? openWeight : favoured.recent.has(entry.path) ? recentWeight : 0;
    const score = laid.reduce((sum, each) => sum + each.score, favour - slightly(entry));
    return [{ entry, score, positions: laid.flatMap(({ positions }) => positions) }];
  });
  const sorted = weighed.toSorted((a, b) => b.score - a.score || (a.entry.path < b.entry.path ? -1 : 1));
  return sorted.slice(0, most).map(({ entry: { path, kind }, positions }) => ({ path, kind, positions: ascending(positions, path.length) }));
}

function roughly(entry: FileEntry, parts: readonly QueryPart[], floor: number): number {
  let sum = 0;
  for (const part of parts) {
    const score = quickScore(entry, part, parts.length === 1 ? floor : 0);
    if (score === 0) return 0;
    sum += score;
  }
  return sum;
}

/** Of equals, the shorter name comes first, then the shorter path: less than one point in all. */
function slightly({ folded, nameStart }: FileEntry): number {
  return Math.min(folded.length - nameStart, 255) / 512 + Math.min(folded.length, 4095) / 16_384;
}

function ascending(positions: readonly number[], length: number): readonly number[] {
  return [...new Set(positions)].filter((position) => position < length).toSorted((a, b) => a - b);
}

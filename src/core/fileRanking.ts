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

/** A name that holds the query outweighs any folder that does, and a name that begins with it any other name. */
const nameWeight = 1 << 16;
/** An open or recent file comes first among its equals, and does not outweigh a better kind of match. */
const openWeight = 1 << 13;
const recentWeight = 1 << 12;
/** How many are weighed exactly, of those that the quick look finds best. */
const finalists = 200;

/** What a path is worth beyond its letters. */
export function favours(open: readonly string[], recent: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...recent.map((path) => [path, recentWeight] as const), ...open.map((path) => [path, openWeight] as const)]);
}

/** Narrows the entries to those that hold all parts, and picks the best of them for a closer look. */
export function sift(entries: Iterable<FileEntry>, parts: readonly QueryPart[], favoured: ReadonlyMap<string, number>): { readonly held: readonly FileEntry[]; readonly best: readonly FileEntry[] } {
  const held: FileEntry[] = [];
  const best = new BestOf<FileEntry>(finalists);
  const letters = parts.reduce((all, part) => all | part.letters, 0);
  for (const entry of entries) {
    if ((entry.letters & letters) !== letters) continue;
    const score = roughly(entry, parts);
    if (score === 0) continue;
    held.push(entry);
    best.add(entry, score + (favoured.get(entry.path) ?? 0) - slightly(entry));
  }
  return { held, best: best.list() };
}

/** The best of these, weighed exactly, the best first. */
export function rank(entries: readonly FileEntry[], parts: readonly QueryPart[], favoured: ReadonlyMap<string, number>, most: number): readonly FileMatch[] {
  const weighed = entries.flatMap((entry) => {
    const matches = parts.map((part) => inNameOrPath(entry, part));
    const score = matches.reduce((sum, match) => sum + match.score, (favoured.get(entry.path) ?? 0) - slightly(entry));
    return { entry, score, positions: matches.flatMap(({ positions }) => positions) };
  });
  const sorted = weighed.toSorted((a, b) => b.score - a.score || (a.entry.text < b.entry.text ? -1 : 1));
  return sorted.slice(0, most).map(({ entry: { path, kind }, positions }) => ({ path, kind, positions: ascending(positions, path.length) }));
}

function roughly(entry: FileEntry, parts: readonly QueryPart[]): number {
  let sum = 0;
  for (const part of parts) {
    const inName = mayBeInName(entry, part) ? quickScore(entry, part, entry.nameStart) : 0;
    const score = inName > 0 ? inName + nameWorth(entry, part) : quickScore(entry, part, 0);
    if (score === 0) return 0;
    sum += score;
  }
  return sum;
}

function inNameOrPath(entry: FileEntry, part: QueryPart): { readonly score: number; readonly positions: readonly number[] } {
  const inName = mayBeInName(entry, part) ? bestMatch(entry, part, entry.nameStart) : undefined;
  if (inName !== undefined) return { score: inName.score + nameWorth(entry, part), positions: inName.positions };
  return bestMatch(entry, part, 0) ?? { score: 0, positions: [] };
}

function mayBeInName({ nameLetters }: FileEntry, { letters, hasFolder }: QueryPart): boolean {
  return !hasFolder && (nameLetters & letters) === letters;
}

function nameWorth({ folded, nameStart }: FileEntry, part: QueryPart): number {
  return folded.startsWith(part.folded, nameStart) ? nameWeight * 2 : nameWeight;
}

/** Of equals, the shorter name comes first, then the shorter path: less than one point in all. */
function slightly({ text, nameStart }: FileEntry): number {
  return Math.min(text.length - nameStart, 255) / 512 + Math.min(text.length, 4095) / 16_384;
}

function ascending(positions: readonly number[], length: number): readonly number[] {
  return [...new Set(positions)].filter((position) => position < length).toSorted((a, b) => a - b);
}

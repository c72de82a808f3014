import type { CodePiece } from './codePieces.ts';

/** What of a file gives way: its lines from `start` to before `end`, and the lines for their place, indented as those are. */
export interface BlockPlace {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly string[];
}

/** The one place where a piece belongs; undefined where there is none, or more than one that fits as well. */
export function findBlock(file: readonly string[], { lines, goesOn }: CodePiece, from: number): BlockPlace | undefined {
  const [first = ''] = lines;
  const last = lines.at(-1) ?? '';
  const starts = placesOf(file, first, from);
  const whole = starts.flatMap((start) => {
    const end = endOf(file, start, first, last, lines.length);
    return end === undefined ? [] : [{ start, end }];
  });
  const best = mostAlike(file, lines, whole);
  if (best !== undefined) return { ...best, lines: indented(lines, first, file[best.start] ?? '') };
  if (whole.length > 0) return undefined;
  const [start] = starts;
  if (goesOn.behind && start !== undefined && starts.length === 1) return { start, end: start + sameLines(file.slice(start), lines), lines: indented(lines, first, file[start] ?? '') };
  const ends = placesOf(file, last, from);
  const [end] = ends;
  if (goesOn.before && end !== undefined && ends.length === 1) {
    const count = sameLines(file.slice(from, end + 1).toReversed(), lines.toReversed());
    return { start: end + 1 - count, end: end + 1, lines: indented(lines, last, file[end] ?? '') };
  }
  return undefined;
}

function placesOf(file: readonly string[], line: string, from: number): readonly number[] {
  const wanted = line.trim();
  return file.flatMap((each, index) => (index >= from && each.trim() === wanted ? [index] : []));
}

/** Behind the first line after the start that is the last one of the piece, as deep as there; the start itself for a piece of one line. */
function endOf(file: readonly string[], start: number, first: string, last: string, count: number): number | undefined {
  if (count === 1) return start + 1;
  const deeper = depth(last) - depth(first);
  const end = file.findIndex((line, index) => index > start && line.trim() === last.trim() && depth(line) - depth(file[start] ?? '') === deeper);
  return end < 0 ? undefined : end + 1;
}

/** The place that says most of what the piece says; none if two do. */
function mostAlike(file: readonly string[], lines: readonly string[], places: readonly Omit<BlockPlace, 'lines'>[]): Omit<BlockPlace, 'lines'> | undefined {
  const said = new Set(lines.map((line) => line.trim()));
  const ranked = places
    .map((place) => ({ place, alike: file.slice(place.start, place.end).filter((line) => said.has(line.trim())).length }))
    .toSorted((one, other) => other.alike - one.alike);
  const [best, second] = ranked;
  return best === undefined || best.alike === second?.alike ? undefined : best.place;
}

function sameLines(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((line, index) => line.trim() !== other[index]?.trim());
  return at < 0 ? one.length : at;
}

/** The lines moved as far as `from` must be to stand where `to` stands. */
function indented(lines: readonly string[], from: string, to: string): readonly string[] {
  const [less, more] = [spaceOf(from), spaceOf(to)];
  if (less === more) return lines;
  return lines.map((line) => (line.trim() === '' ? line : line.startsWith(less) ? `${more}${line.slice(less.length)}` : line));
}

function spaceOf(line: string): string {
  return /^\s*/.exec(line)?.[0] ?? '';
}

function depth(line: string): number {
  return spaceOf(line).length;
}

import { fingerprint } from '../shared/fingerprint.ts';
import type { CodePlace, LinkPlace } from '../shared/asks.ts';

/** The part of an answer that says what a page saw; of several, the one that stands nearest to where it saw it. */
export function nearestPart<Part>(parts: readonly Part[], textOf: (part: Part) => string, { index, fingerprint: wanted }: CodePlace | LinkPlace): Part | undefined {
  const [nearest] = parts
    .map((part, at) => ({ part, distance: Math.abs(at - index) }))
    .filter(({ part }) => fingerprint(textOf(part)) === wanted)
    .toSorted((one, other) => one.distance - other.distance);
  return nearest?.part;
}

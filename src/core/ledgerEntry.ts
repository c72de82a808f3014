import type { Bookmark } from '../shared/bookmark.ts';
import type { Connection } from './connections.ts';

/** Whether something here needs it, as far as that can be known from here. */
export type Need = 'needed' | 'unknown' | 'unneeded';

/** Something that this extension has made at a server. Times are milliseconds since the epoch. */
export interface LedgerEntry {
  readonly kind: Bookmark['kind'] | 'agent' | 'assistant' | 'container' | 'file' | 'vectorStore';
  /** Those that lead to it: several for one address, none once they are gone from the settings. */
  readonly connections: readonly Connection[];
  /** Where it lies, by the names of its connections, else by the host. */
  readonly place: string;
  readonly id: string;
  readonly name: string;
  /** Whose it is or where it came from: a phrase that stands by itself. */
  readonly owner: string;
  /** What uses it, by name. */
  readonly users: readonly string[];
  readonly need: Need;
  readonly bytes?: number;
  readonly created?: number;
  /** When it was used last. */
  readonly used?: number;
  /** When the server lets it go; absent where that is not known. */
  readonly expires?: number | 'never';
  /** What it is let go of by, in place of its id. */
  readonly bookmarks?: readonly Bookmark[];
}

/** All that is known to be at the servers, and a sentence for each that could not be asked. */
export interface Ledger {
  readonly entries: readonly LedgerEntry[];
  readonly problems: readonly string[];
}

/** The same thing, told of by several connections to one address, once. */
export function withoutRepeats(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const all = new Map<string, LedgerEntry>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.kind, entry.connections[0]?.baseUrl ?? entry.place, entry.id]);
    const known = all.get(key);
    const connections = [...(known?.connections ?? []), ...entry.connections.filter((one) => known?.connections.includes(one) !== true)];
    all.set(key, known === undefined ? entry : { ...known, connections, place: placeOf(connections) });
  }
  return [...all.values()];
}

/** The names of connections, in words. */
export function placeOf(connections: readonly Connection[]): string {
  return connections.map(({ name }) => name).join(', ');
}

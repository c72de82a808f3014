import { readdirSync, readFileSync } from 'node:fs';

interface ProcessEntry {
  readonly id: number;
  readonly parent: number;
  /** When it began, in clock ticks since the machine did. */
  readonly begun: string;
}

/** The processes that live under this one, at any depth: id and beginning of each. Linux only. */
export function descendants(ancestor: number): readonly string[] {
  return under(ancestor).map(identity);
}

/** The ids of those under this one that were started with this word. Linux only. */
export function descendantsStartedWith(ancestor: number, word: string): readonly number[] {
  return under(ancestor).map(({ id }) => id).filter((id) => wordsOf(id).includes(word));
}

/** Those of these processes that still live. */
export function survivors(identities: readonly string[]): readonly string[] {
  const living = new Set(processes().map(identity));
  return identities.filter((each) => living.has(each));
}

function under(ancestor: number): readonly ProcessEntry[] {
  const all = processes();
  const below = (id: number): readonly ProcessEntry[] => all.filter(({ parent }) => parent === id).flatMap((child) => [child, ...below(child.id)]);
  return below(ancestor);
}

/** Reads /proc/<id>/cmdline; none of a process that has ended meanwhile. */
function wordsOf(id: number): readonly string[] {
  try {
    return readFileSync(`/proc/${String(id)}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

function identity({ id, begun }: ProcessEntry): string {
  return `${String(id)}, begun at ${begun}`;
}

/** All that run; what has ended and only waits for its parent's notice is not among them. */
function processes(): readonly ProcessEntry[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap(entryOf);
}

/** Reads /proc/<id>/stat, whose second field, the name in brackets, may hold anything: see proc(5). */
function entryOf(id: string): readonly ProcessEntry[] {
  try {
    const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
    const [state, parent, ...further] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return state === 'Z' ? [] : [{ id: Number(id), parent: Number(parent), begun: further[17] ?? '' }];
  } catch {
    return [];
  }
}

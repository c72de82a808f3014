import type { ThreadHead } from './stores.ts';
import { t } from '../shared/words.ts';

/** Threads that are listed together. */
export interface ThreadGroup {
  readonly id: string;
  readonly name: string;
  readonly threads: readonly ThreadHead[];
  /** Whether it is too old to be looked into at first. */
  readonly isFolded: boolean;
}

/**
 * The list of threads by the days on which they were last written to, the pinned ones before and the archived ones behind; groups
 * without threads are not there. `language`: a BCP 47 tag, for the names of months.
 */
export function threadGroups(heads: readonly ThreadHead[], now: number, language: string): readonly ThreadGroup[] {
  const days = daysBefore(now, [0, 1, 7, 30]);
  const month = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric' });
  const groups = new Map<string, { readonly name: string; readonly isFolded: boolean; readonly threads: ThreadHead[] }>();
  const put = (head: ThreadHead, id: string, name: string, isFolded: boolean): void => {
    const group = groups.get(id) ?? { name, isFolded, threads: [] };
    groups.set(id, group);
    group.threads.push(head);
  };
  for (const head of heads.filter(({ pinned, archived }) => pinned === true && archived === undefined)) put(head, 'pinned', t('Pinned'), false);
  for (const head of heads.filter(({ pinned, archived }) => pinned === undefined && archived === undefined)) {
    const at = head.updatedAt;
    if (at >= days[0]) put(head, 'today', t('Today'), false);
    else if (at >= days[1]) put(head, 'yesterday', t('Yesterday'), false);
    else if (at >= days[2]) put(head, 'week', t('Last 7 Days'), false);
    else if (at >= days[3]) put(head, 'month', t('Last 30 Days'), true);
    else put(head, monthOf(at), month.format(at), true);
  }
  for (const head of heads.filter(({ archived }) => archived === true)) put(head, 'archived', t('Archived'), true);
  return [...groups].map(([id, group]) => ({ id, ...group }));
}

type Four = readonly [number, number, number, number];

/** When the days began that lie this many days back. */
function daysBefore(now: number, [one, two, three, four]: Four): Four {
  const today = new Date(now);
  const begin = (back: number): number => new Date(today.getFullYear(), today.getMonth(), today.getDate() - back).getTime();
  return [begin(one), begin(two), begin(three), begin(four)];
}

function monthOf(at: number): string {
  const date = new Date(at);
  return `${String(date.getFullYear())}-${String(date.getMonth() + 1).padStart(2, '0')}`;
}

import { sizeInWords } from '../shared/sizeInWords.ts';
import { language, t } from '../shared/words.ts';
import { ageInWords } from './ageInWords.ts';
import type { LedgerEntry } from './ledgerEntry.ts';

const day = 24 * 60 * 60 * 1000;

/** What the ledger is divided into. */
export const sections = ['file', 'vectorStore', 'conversation', 'assistant', 'container'] as const;
type Section = (typeof sections)[number];

const sectionOf: Readonly<Record<LedgerEntry['kind'], Section>> = {
  file: 'file', vectorStore: 'vectorStore', conversation: 'conversation', response: 'conversation', session: 'conversation', thread: 'conversation', assistant: 'assistant', agent: 'assistant', container: 'container',
};

const kinds: Readonly<Record<Exclude<LedgerEntry['kind'], 'response'>, () => string>> = {
  file: () => t('File'), vectorStore: () => t('Vector Store'), conversation: () => t('Conversation'), session: () => t('Agent session'), thread: () => t('Thread of the server'),
  assistant: () => t('Assistant'), agent: () => t('Agent'), container: () => t('Container'),
};

/** The entries of a section, those that nothing needs first. */
export function inSection(entries: readonly LedgerEntry[], section: Section): readonly LedgerEntry[] {
  const those = entries.filter(({ kind }) => sectionOf[kind] === section);
  return [...those.filter(({ need }) => need === 'unneeded'), ...those.filter(({ need }) => need !== 'unneeded')];
}

/** What kind of thing it is, in a word or two. */
export function kindInWords({ kind, bookmarks = [] }: Pick<LedgerEntry, 'kind' | 'bookmarks'>): string {
  return kind === 'response' ? t('{0} stored {0|answer|answers}', bookmarks.length) : kinds[kind]();
}

/** How old it is, and until when it is kept, each as far as that is known. `now`: milliseconds since the epoch. */
export function timesInWords({ created = 0, used, expires }: LedgerEntry, now: number): readonly string[] {
  return [
    ...(created === 0 ? [] : [t('made {0}', ageInWords(created, now, language()))]),
    ...(used === undefined || used - created < 60_000 ? [] : [t('used {0}', ageInWords(used, now, language()))]),
    ...(expires === undefined ? [] : [expires === 'never' ? t('never expires') : t('expires {0}', moment(expires, now))]),
  ];
}

/** Whose it is, and who needs it. */
export function ownerInWords({ owner, users, need }: LedgerEntry): readonly string[] {
  return [...(need === 'unneeded' ? [t('Nothing known here needs it')] : []), owner, ...(users.length === 0 ? [] : [t('used by {0}', users.join(', '))])];
}

/** How many they are and how large together, as far as the servers say. */
export function sumInWords(entries: readonly LedgerEntry[]): string {
  const sized = entries.filter(({ bytes }) => bytes !== undefined);
  const bytes = sized.reduce((all, entry) => all + (entry.bytes ?? 0), 0);
  const sum = sizeInWords(bytes);
  if (bytes === 0 && sized.length < entries.length) return t('{0} {0|entry|entries}', entries.length);
  return sized.length === entries.length ? t('{0} {0|entry|entries}, {1}', entries.length, sum) : t('{0} {0|entry|entries}, {1} or more', entries.length, sum);
}

function moment(at: number, now: number): string {
  return new Date(at).toLocaleString(language(), Math.abs(at - now) < day ? { timeStyle: 'short' } : { dateStyle: 'medium' });
}

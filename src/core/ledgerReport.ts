import { sizeInWords } from '../shared/sizeInWords.ts';
import { t } from '../shared/words.ts';
import type { LedgerEntry } from './ledgerEntry.ts';
import { kindInWords, sections, ownerInWords, inSection, sumInWords, timesInWords } from './ledgerWords.ts';

/** All that would be deleted as a Markdown document: each with its size, its age and what uses it, and the sum. `now`: milliseconds since the epoch. */
export function dryRun(entries: readonly LedgerEntry[], now: number): string {
  const head = row([t('What'), t('Name'), t('Size'), t('Time'), t('Owner'), t('At')]);
  const rows = sections.flatMap((section) => inSection(entries, section)).map((entry) => {
    const { name, bytes, place } = entry;
    return row([kindInWords(entry), name, bytes === undefined ? t('not told') : sizeInWords(bytes), timesInWords(entry, now).join(', '), ownerInWords(entry).join('; '), place]);
  });
  return [
    `# ${t('What Would Be Deleted')}`, `${t('Nothing has been deleted yet.')} ${plain(sumInWords(entries))}.`, [head, '|---|---|--:|---|---|---|', ...rows].join('\n'), t('Threads and files on this machine stay as they are.'), '',
  ].join('\n\n');
}

/** One line for an entry: what it is, its size, where it lies and who needs it. */
export function lineOf(entry: LedgerEntry): string {
  const { name, bytes, place } = entry;
  const what = t('{0} “{1}”', kindInWords(entry), name);
  return [what, ...(bytes === undefined ? [] : [sizeInWords(bytes)]), place, ...ownerInWords(entry)].join(' · ');
}

/** Sentences that do not fit into a message, as a Markdown document. */
export function listed(title: string, sentences: readonly string[]): string {
  return `# ${plain(title)}\n\n${sentences.map((sentence) => `- ${plain(sentence)}`).join('\n')}\n`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map(plain).join(' | ')} |`;
}

/** Names are the user's or a server's: none of them is Markdown. */
function plain(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]()<>#|~!&]/g, String.raw`\$&`);
}

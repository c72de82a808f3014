import * as vscode from 'vscode';
import type { LedgerEntry } from '../core/ledgerEntry.ts';
import { dryRun, lineOf, listed } from '../core/ledgerReport.ts';
import { kindInWords, sections, ownerInWords, inSection, sumInWords, timesInWords } from '../core/ledgerWords.ts';
import type { StorageLedger } from '../core/storageLedger.ts';
import { sizeInWords } from '../shared/sizeInWords.ts';
import { t } from '../shared/words.ts';
import { withProgress } from './cancellation.ts';
import type { Reports } from './reports.ts';

/** What the command on storage works with. */
export interface StorageCommandParts {
  readonly ledger: StorageLedger;
  readonly reports: Reports;
}

/** The most entries that a question can show one by one. */
const mostAsked = 10;

/** The most characters of a name that a row begins with, so that there is room for its size and its age. */
const mostShown = 36;

/** The most sentences in a message. */
const mostSaid = 2;

const headings: Readonly<Record<(typeof sections)[number], string>> = { file: t('Files'), vectorStore: t('Vector Stores'), conversation: t('Conversations'), assistant: t('Assistants'), container: t('Containers') };
const icons: Readonly<Record<LedgerEntry['kind'], string>> = {
  file: 'file', vectorStore: 'database', conversation: 'comment-discussion', response: 'comment-discussion', session: 'comment-discussion', thread: 'comment-discussion', assistant: 'hubot', agent: 'hubot', container: 'package',
};

interface Item extends vscode.QuickPickItem {
  readonly entry?: LedgerEntry;
}

/** Shows all that the extension has made at servers, and deletes what the user picks of it, once they have seen what that comes to. */
export async function showStorage(parts: StorageCommandParts): Promise<void> {
  const drawn = await withProgress(t('Asking the servers what is stored there…'), (signal) => parts.ledger.draw(signal));
  if (drawn === undefined) return;
  const { entries, problems } = drawn;
  if (problems.length > 0) void warn(parts, t('Not all servers could be asked.'), problems);
  if (entries.length === 0) {
    if (problems.length === 0) void vscode.window.showInformationMessage(t('Nothing of yours is known to be stored at the servers of your connections.'));
    return;
  }
  const chosen = await choose(parts, entries);
  if (chosen !== undefined) await remove(parts, chosen);
}

/** What is to be deleted, confirmed; undefined if nothing. */
async function choose(parts: StorageCommandParts, entries: readonly LedgerEntry[]): Promise<readonly LedgerEntry[] | undefined> {
  const title = t('Stored at Servers: {0}', sumInWords(entries));
  const placeHolder = t('Pick what is to be deleted. Nothing is deleted before you confirm it.');
  let ticked: readonly LedgerEntry[] = [];
  for (;;) {
    const picked = await vscode.window.showQuickPick<Item>(itemsOf(entries, ticked), { title, placeHolder, canPickMany: true, matchOnDescription: true, matchOnDetail: true, ignoreFocusOut: true });
    ticked = (picked ?? []).flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
    if (ticked.length === 0) return undefined;
    const answer = ticked.length > mostAsked ? await askOverReport(parts, ticked) : await ask(ticked);
    if (answer !== 'back') return answer === 'delete' ? ticked : undefined;
  }
}

async function ask(chosen: readonly LedgerEntry[]): Promise<'delete' | undefined> {
  const detail = [...chosen.map(lineOf), t('Threads and files on this machine stay as they are.')].join('\n\n');
  const answer = await vscode.window.showWarningMessage(t('Delete for good: {0}?', sumInWords(chosen)), { modal: true, detail }, t('Delete'));
  return answer === t('Delete') ? 'delete' : undefined;
}

/** A question beside a document that shows all: it can be read before it is answered. */
async function askOverReport({ reports }: StorageCommandParts, chosen: readonly LedgerEntry[]): Promise<'back' | 'delete' | undefined> {
  await reports.show(`${t('What Would Be Deleted')}.md`, dryRun(chosen, Date.now()));
  const items = [
    { label: `$(trash) ${t('Delete for Good')}`, description: sumInWords(chosen), answer: 'delete' as const },
    { label: `$(arrow-left) ${t('Back to the List')}`, answer: 'back' as const },
  ];
  return (await vscode.window.showQuickPick(items, { title: t('Delete for good: {0}?', sumInWords(chosen)), placeHolder: t('The document shows all that would be deleted.'), ignoreFocusOut: true }))?.answer;
}

async function remove(parts: StorageCommandParts, chosen: readonly LedgerEntry[]): Promise<void> {
  const done = await withProgress(t('Deleting what is stored at servers…'), (signal) => parts.ledger.remove(chosen, signal));
  if (done === undefined) return;
  const words = t('Deleted {0} of {1}.', String(done.removed.length), String(chosen.length));
  if (done.kept.length === 0) void vscode.window.showInformationMessage(words);
  else void warn(parts, words, done.kept.map(({ entry: { name }, reason }) => t('Not “{0}”: {1}', name, reason)));
}

/** A warning with its reasons; where they are many, the way to all of them. */
async function warn({ reports }: StorageCommandParts, words: string, reasons: readonly string[]): Promise<void> {
  if (reasons.length <= mostSaid) {
    void vscode.window.showWarningMessage([words, ...reasons].join(' '));
    return;
  }
  const message = [words, ...reasons.slice(0, mostSaid), t('And {0} more.', reasons.length - mostSaid)].join(' ');
  if ((await vscode.window.showWarningMessage(message, t('Show All'))) === t('Show All')) await reports.show(`${t('Reasons')}.md`, listed(words, reasons));
}

function itemsOf(entries: readonly LedgerEntry[], ticked: readonly LedgerEntry[]): readonly Item[] {
  return sections.flatMap((section): readonly Item[] => {
    const those = inSection(entries, section);
    return those.length === 0 ? [] : [{ label: headings[section], kind: vscode.QuickPickItemKind.Separator }, ...those.map((entry) => ({ ...itemOf(entry), picked: ticked.includes(entry) }))];
  });
}

function itemOf(entry: LedgerEntry): Item {
  const { kind, name, bytes, place, need } = entry;
  const shown = name.length > mostShown ? `${name.slice(0, mostShown)}…` : name;
  const description = [...(bytes === undefined ? [] : [sizeInWords(bytes)]), ...timesInWords(entry, Date.now()), place].join(' · ');
  return { label: `$(${icons[kind]}) ${shown}`, description, detail: `${need === 'unneeded' ? '$(warning) ' : ''}${[kindInWords(entry), ...ownerInWords(entry)].join(' · ')}`, entry };
}

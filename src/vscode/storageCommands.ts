import * as vscode from 'vscode';
import type { LedgerEntry, StorageLedger } from '../core/storageLedger.ts';
import { sizeInWords } from '../shared/sizeInWords.ts';
import { withProgress } from './cancellation.ts';
import { t } from '../shared/words.ts';

/** What the command on storage works with. */
export interface StorageCommandParts {
  readonly ledger: StorageLedger;
}

const kinds: Readonly<Record<LedgerEntry['kind'], { readonly label: string; readonly one: string; readonly icon: string }>> = {
  file: { label: t('Files'), one: t('File'), icon: 'file' },
  vectorStore: { label: t('Vector Stores'), one: t('Vector Store'), icon: 'database' },
  conversation: { label: t('Conversations'), one: t('Conversation'), icon: 'comment-discussion' },
};

interface Item extends vscode.QuickPickItem {
  readonly entry?: LedgerEntry;
}

/** Shows all that the extension has made at servers, and deletes what the user picks of it, once they have seen what that comes to. */
export async function showStorage({ ledger }: StorageCommandParts): Promise<void> {
  const drawn = await withProgress(t('Asking the servers what is stored there…'), (signal) => ledger.draw(signal));
  if (drawn === undefined) return;
  const { entries, problems } = drawn;
  if (problems.length > 0) void vscode.window.showWarningMessage(problems.join(' '));
  if (entries.length === 0) {
    void vscode.window.showInformationMessage(t('Nothing of yours is known to be stored at the servers of your connections.'));
    return;
  }
  const title = t('Stored at Servers: {0} ({1})', String(entries.length), sizeInWords(sizeOf(entries)));
  const picked = await vscode.window.showQuickPick<Item>(itemsOf(entries), { title, canPickMany: true, matchOnDescription: true, matchOnDetail: true, placeHolder: t('Pick what is to be deleted. Nothing is deleted before you confirm it.') });
  const chosen = (picked ?? []).flatMap(({ entry }) => (entry === undefined ? [] : [entry]));
  if (chosen.length > 0 && (await confirmed(chosen))) await remove(ledger, chosen);
}

async function confirmed(chosen: readonly LedgerEntry[]): Promise<boolean> {
  const lines = chosen.slice(0, 15).map(({ kind, name, owner, connection }) => t('{0} “{1}” of {2}, at {3}', kinds[kind].one, name, owner, connection.name));
  const detail = [...lines, ...(chosen.length > lines.length ? [t('… and {0} more', String(chosen.length - lines.length))] : []), '', t('Threads and files on this machine stay as they are.')].join('\n');
  return (await vscode.window.showWarningMessage(t('Delete {0} of {1} for good?', String(chosen.length), sizeInWords(sizeOf(chosen))), { modal: true, detail }, t('Delete'))) === t('Delete');
}

async function remove(ledger: StorageLedger, chosen: readonly LedgerEntry[]): Promise<void> {
  let deleted = 0;
  await withProgress(t('Deleting what is stored at servers…'), async (signal) => {
    for (const entry of chosen) {
      signal.throwIfAborted();
      await ledger.remove(entry, signal);
      deleted += 1;
    }
  });
  void vscode.window.showInformationMessage(t('Deleted {0} of {1}.', String(deleted), String(chosen.length)));
}

function itemsOf(entries: readonly LedgerEntry[]): readonly Item[] {
  return (['file', 'vectorStore', 'conversation'] as const).flatMap((kind) => {
    const those = entries.filter((entry) => entry.kind === kind);
    return those.length === 0 ? [] : [{ label: kinds[kind].label, kind: vscode.QuickPickItemKind.Separator }, ...those.map(itemOf)];
  });
}

function itemOf(entry: LedgerEntry): Item {
  const { kind, connection, name, owner, bytes, created, expires, isOrphan } = entry;
  const description = [connection.name, ...(bytes === undefined ? [] : [sizeInWords(bytes)]), ...(created === undefined ? [] : [date(created)]), expires === undefined ? t('never expires') : t('expires {0}', date(expires))].join(' · ');
  return { label: `$(${kinds[kind].icon}) ${name}`, description, detail: isOrphan ? `$(warning) ${t('Nothing here needs it. Of {0}', owner)}` : t('Of {0}', owner), entry };
}

function date(at: number): string {
  return new Date(at).toLocaleDateString(vscode.env.language, { dateStyle: 'medium' });
}

function sizeOf(entries: readonly LedgerEntry[]): number {
  return entries.reduce((sum, { bytes = 0 }) => sum + bytes, 0);
}

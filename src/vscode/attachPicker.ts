import * as vscode from 'vscode';
import type { FileMatch } from '../core/fileRanking.ts';
import { FailureError } from '../shared/rpc.ts';
import { attachFrom, attachUris, sources, type AttachParts } from './attachCommands.ts';
import type { WorkspaceFileIndex } from './workspaceFileIndex.ts';
import { t } from '../shared/words.ts';

/** What the picker works with. */
export interface PickParts extends AttachParts {
  readonly workspaceFiles: WorkspaceFileIndex;
}

interface Item extends vscode.QuickPickItem {
  readonly found?: FileMatch;
  readonly source?: keyof typeof sources;
  readonly untitled?: vscode.Uri;
  readonly browses?: true;
}

/** Lets the user pick what to attach: what is in front of them first, then what is not saved yet, open editors, recent files and those of the workspace, and any other file at the end. */
export async function pickAttachments(parts: PickParts): Promise<void> {
  const picker = vscode.window.createQuickPick<Item>();
  picker.placeholder = t('What goes with the message?');
  keepOrder(picker);
  const hidden = new Promise<undefined>((resolve) => picker.onDidHide(() => { resolve(undefined); }));
  let [asking, filling] = [new AbortController(), Promise.resolve()];
  // Who presses Enter before the list has come means what comes first in it.
  const chosen = new Promise<Item>((resolve) => picker.onDidAccept(async () => {
    const wasBusy = picker.busy;
    await filling;
    const first = picker.items.find(({ kind }) => kind !== vscode.QuickPickItemKind.Separator);
    const item = wasBusy ? first : picker.selectedItems[0];
    if (item !== undefined) resolve(item);
  }));
  const fill = async (): Promise<void> => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    picker.busy = true;
    const { matches, note } = await parts.workspaceFiles.find(picker.value, signal);
    if (signal.aborted) return;
    picker.items = [...sourceItems(picker.value), { label: t('Files'), kind: vscode.QuickPickItemKind.Separator }, ...untitledItems(picker.value), ...matches.map(fileItem), browseItem()];
    picker.title = note;
    picker.busy = false;
  };
  const refill = (): void => { filling = fill().catch(() => undefined); };
  picker.onDidChangeValue(refill);
  picker.items = sourceItems('');
  picker.show();
  refill();
  const item = await Promise.race([chosen, hidden]);
  asking.abort();
  picker.dispose();
  if (item?.source !== undefined) await attachFrom(parts, item.source);
  else if (item?.found !== undefined) await attachFound(parts, item.found);
  else if (item?.untitled !== undefined) await attachUris(parts, [item.untitled]);
  else if (item?.browses === true) await browse(parts);
}

/** Takes what was found in the workspace along with the next prompt. Throws FailureError `notFound` when its folder has left. */
export async function attachFound(parts: PickParts, { path }: FileMatch): Promise<void> {
  const uri = parts.workspaceFiles.uriOf(path);
  if (uri === undefined) throw new FailureError({ kind: 'notFound', message: t('{0} is no longer in this workspace. Type # to find another file.', path), action: 'openLog' });
  await attachUris(parts, [uri]);
  parts.workspaceFiles.use(uri);
}

/**
 * Leaves the items in the order in which they are given: VS Code sorts them by their labels once something is typed. It reads
 * `sortByLabel` from every picker, and its types do not have it yet (https://github.com/microsoft/vscode/issues/73904).
 */
function keepOrder(picker: vscode.QuickPick<Item>): void {
  Object.assign(picker, { sortByLabel: false });
}

async function browse(parts: PickParts): Promise<void> {
  const picked = await vscode.window.showOpenDialog({ canSelectMany: true, title: t('What goes with the message?'), openLabel: t('Attach') });
  if (picked !== undefined) await attachUris(parts, picked);
}

/** The sources with a word that begins like this. */
function sourceItems(typed: string): readonly Item[] {
  const names: readonly (keyof typeof sources)[] = ['selection', 'visible', 'symbol', 'problems', 'changes', 'staged', 'terminal', 'cells'];
  const items = names.map((source) => ({ label: sources[source].label, source, alwaysShow: true }));
  return items.filter(({ label }) => ` ${label.toLowerCase()}`.includes(` ${typed.trim().toLowerCase()}`));
}

function fileItem(found: FileMatch): Item {
  const cut = found.path.lastIndexOf('/');
  return { label: `$(${found.kind}) ${found.path.slice(cut + 1)}`, description: found.path.slice(0, Math.max(0, cut)), alwaysShow: true, found };
}

function untitledItems(typed: string): readonly Item[] {
  const documents = vscode.workspace.textDocuments.filter((document) => document.isUntitled && document.getText() !== '');
  const items = documents.map(({ uri }) => ({ label: `$(file) ${uri.path}`, description: t('not saved'), untitled: uri, alwaysShow: true }));
  return items.filter(({ label }) => label.toLowerCase().includes(typed.trim().toLowerCase()));
}

function browseItem(): Item {
  return { label: t('$(folder-opened) Browse…'), alwaysShow: true, browses: true };
}

import * as vscode from 'vscode';
import type { WorkspaceFiles } from '../core/workspaceFiles.ts';
import { openFiles } from './openFiles.ts';
import { workspaceRoots } from './workspaceRoots.ts';
import { t } from '../shared/words.ts';

interface Item extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

/** Lets the user say which file code belongs to: those that come to mind first, then the open ones, then all of the workspace by their names. */
export async function pickTarget(files: WorkspaceFiles, likely: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  const picker = vscode.window.createQuickPick<Item>();
  picker.title = t('Apply Code');
  picker.placeholder = t('Which file does the code belong to?');
  const hidden = new Promise<undefined>((resolve) => picker.onDidHide(() => { resolve(undefined); }));
  const chosen = new Promise<Item | undefined>((resolve) => picker.onDidAccept(() => { resolve(picker.selectedItems[0]); }));
  const first = each([...likely, ...openFiles().filter(({ scheme }) => workspaceRoots().some(({ uri }) => uri.scheme === scheme))]).map(item);
  let asking = new AbortController();
  const fill = async (): Promise<void> => {
    asking.abort();
    asking = new AbortController();
    const { signal } = asking;
    const { matches } = await files.find(picker.value, signal);
    if (signal.aborted) return;
    const found = matches.filter(({ kind }) => kind === 'file').flatMap(({ path }) => uriOf(path) ?? []);
    picker.items = picker.value === '' ? each([...first.map(({ uri }) => uri), ...found]).map(item) : each(found).map(item);
  };
  picker.onDidChangeValue(() => void fill().catch(() => undefined));
  picker.items = first;
  picker.show();
  void fill().catch(() => undefined);
  const picked = await Promise.race([chosen, hidden]);
  asking.abort();
  picker.dispose();
  return picked?.uri;
}

function item(uri: vscode.Uri): Item {
  const path = vscode.workspace.asRelativePath(uri);
  const cut = path.lastIndexOf('/');
  return { label: `$(file) ${path.slice(cut + 1)}`, description: path.slice(0, Math.max(0, cut)), alwaysShow: true, uri };
}

function each(uris: readonly vscode.Uri[]): readonly vscode.Uri[] {
  return [...new Map(uris.map((uri) => [uri.toString(), uri])).values()];
}

function uriOf(path: string): vscode.Uri | undefined {
  const root = workspaceRoots().find(({ prefix }) => path.startsWith(prefix));
  return root === undefined ? undefined : vscode.Uri.joinPath(root.uri, path.slice(root.prefix.length));
}

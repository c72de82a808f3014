import * as vscode from 'vscode';
import { attachFiles, attachFrom, sources, type AttachParts } from './attachCommands.ts';

/** The most files of the workspace that the picker lists. */
const mostFiles = 20_000;

interface Item extends vscode.QuickPickItem {
  readonly uri?: vscode.Uri;
  readonly source?: keyof typeof sources;
}

/** Lets the user pick what to attach: what is in front of them first, then open editors, then the files of the workspace. */
export async function pickAttachments(parts: AttachParts): Promise<void> {
  const picker = vscode.window.createQuickPick<Item>();
  picker.placeholder = 'What goes with the message?';
  picker.matchOnDescription = true;
  picker.canSelectMany = false;
  picker.busy = true;
  picker.items = [...sourceItems(), ...editorItems()];
  const hidden = new Promise<undefined>((resolve) => picker.onDidHide(() => { resolve(undefined); }));
  const chosen = new Promise<Item | undefined>((resolve) => picker.onDidAccept(() => { resolve(picker.selectedItems[0]); }));
  picker.show();
  void fill(picker);
  const item = await Promise.race([chosen, hidden]);
  picker.dispose();
  if (item?.source !== undefined) await attachFrom(parts, item.source);
  else if (item?.uri !== undefined) await attachFiles(parts, item.uri, undefined);
}

async function fill(picker: vscode.QuickPick<Item>): Promise<void> {
  const items = await workspaceItems();
  picker.items = [...picker.items, ...items];
  picker.busy = false;
}

function sourceItems(): readonly Item[] {
  const names: readonly (keyof typeof sources)[] = ['selection', 'visible', 'symbol', 'problems', 'changes', 'staged', 'terminal', 'cells'];
  return names.map((source) => ({ label: sources[source].label, source }));
}

function editorItems(): readonly Item[] {
  const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => (input instanceof vscode.TabInputText ? input.uri : undefined)));
  const uris = [...new Map(inputs.flatMap((uri) => (uri === undefined ? [] : [[uri.toString(), uri] as const]))).values()];
  return uris.length === 0 ? [] : [{ label: 'Open Editors', kind: vscode.QuickPickItemKind.Separator }, ...uris.map(fileItem)];
}

async function workspaceItems(): Promise<readonly Item[]> {
  const uris = await vscode.workspace.findFiles('**/*', undefined, mostFiles);
  return [{ label: 'Files', kind: vscode.QuickPickItemKind.Separator }, ...uris.toSorted((one, other) => one.path.localeCompare(other.path)).map(fileItem)];
}

function fileItem(uri: vscode.Uri): Item {
  const path = vscode.workspace.asRelativePath(uri);
  const cut = path.lastIndexOf('/');
  return { label: `$(file) ${path.slice(cut + 1)}`, description: path.slice(0, Math.max(0, cut)), uri };
}

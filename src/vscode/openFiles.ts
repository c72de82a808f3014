import * as vscode from 'vscode';

/** The files that are open in tabs, those in front first. */
export function openFiles(): readonly vscode.Uri[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.map((tab) => ({ tab, order: (group.isActive ? 0 : 1) + (tab.isActive ? 0 : 2) })));
  return tabs.toSorted((a, b) => a.order - b.order).flatMap(({ tab }) => uriOf(tab.input) ?? []);
}

function uriOf(input: unknown): vscode.Uri | undefined {
  if (input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputNotebook) return input.uri;
  return input instanceof vscode.TabInputTextDiff || input instanceof vscode.TabInputNotebookDiff ? input.modified : undefined;
}

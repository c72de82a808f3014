import * as vscode from 'vscode';
import { t } from '../shared/words.ts';

interface Item extends vscode.QuickPickItem {
  readonly symbol: vscode.SymbolInformation;
}

/** The most places that are offered for one name. */
const offered = 50;

/** Opens what has this name, as the languages' own tools tell; the user picks where several do. */
export async function openSymbol(written: string): Promise<void> {
  const parts = written.replace(/\(.*$/s, '').split(/::|\.|#|->/);
  const name = parts.at(-1)?.trim() ?? '';
  const holder = parts.at(-2)?.trim();
  const found = (await vscode.commands.executeCommand<readonly vscode.SymbolInformation[] | undefined>('vscode.executeWorkspaceSymbolProvider', name)) ?? [];
  const named = found.filter((symbol) => plain(symbol.name) === name);
  const held = holder === undefined ? [] : named.filter(({ containerName }) => containerName.split(/\W+/).includes(holder));
  const symbols = (held.length > 0 ? held : named).slice(0, offered);
  const [only] = symbols;
  if (only === undefined) {
    void vscode.window.showInformationMessage(t('“{0}” was not found in this workspace. Open a file of its language, and try again.', name));
    return;
  }
  const symbol = symbols.length === 1 ? only : (await vscode.window.showQuickPick(symbols.map(item), { title: t('Go to {0}', name), matchOnDescription: true }))?.symbol;
  if (symbol === undefined) return;
  const { uri, range } = symbol.location;
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(range.start, range.start), preview: true });
}

function plain(name: string): string {
  return name.replace(/\(.*$/s, '');
}

function item(symbol: vscode.SymbolInformation): Item {
  const { uri, range } = symbol.location;
  return { label: symbol.name, description: symbol.containerName, detail: `${vscode.workspace.asRelativePath(uri)}:${String(range.start.line + 1)}`, symbol };
}

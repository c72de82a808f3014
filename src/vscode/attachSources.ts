import * as vscode from 'vscode';
import type { NewAttachment } from '../core/attachments.ts';
import { FailureError } from '../shared/rpc.ts';
import { described, inOneLine, pieces, shownPath, wholeLines, type FoundPieces } from './editorPieces.ts';
import { t } from '../shared/words.ts';

/** The problems that VS Code knows of in a file; undefined where there are none. */
export function fileProblems(document: vscode.TextDocument): NewAttachment | undefined {
  const words: Readonly<Record<vscode.DiagnosticSeverity, string>> = { [vscode.DiagnosticSeverity.Error]: 'error', [vscode.DiagnosticSeverity.Warning]: 'warning', [vscode.DiagnosticSeverity.Information]: 'information', [vscode.DiagnosticSeverity.Hint]: 'hint' };
  const { path } = described(document);
  const lines = vscode.languages.getDiagnostics(document.uri).toSorted((one, other) => one.range.start.compareTo(other.range.start)).map(({ range, severity, message, source }) =>
    `${path}:${String(range.start.line + 1)}:${String(range.start.character + 1)} ${words[severity]}: ${message}${source === undefined ? '' : ` (${source})`}`);
  return lines.length === 0 ? undefined : { kind: 'problems', path: t('Problems of {0}', path), language: '', text: lines.join('\n') };
}

/** A symbol of a file that the user picks: its whole code; undefined when they pick none. */
export async function pickSymbol(document: vscode.TextDocument): Promise<FoundPieces | undefined> {
  const found = await vscode.commands.executeCommand<readonly (vscode.DocumentSymbol | vscode.SymbolInformation)[] | undefined>('vscode.executeDocumentSymbolProvider', document.uri);
  const items = (found ?? []).flatMap((symbol) => symbolItems(symbol, ''));
  if (items.length === 0) throw new FailureError({ kind: 'notFound', message: t('No symbols are known in this file.'), action: 'openLog' });
  const picked = await vscode.window.showQuickPick(items, { placeHolder: t('Which symbol of {0}?', shownPath(document.uri)), matchOnDescription: true });
  if (picked === undefined) return undefined;
  return pieces('symbol', document, [wholeLines(document, picked.range.start.line, picked.range.end.line)]);
}

/** What is selected in the active terminal; undefined if nothing is. The clipboard is as before. */
export async function terminalSelection(): Promise<NewAttachment | undefined> {
  const terminal = vscode.window.activeTerminal;
  if (terminal === undefined) return undefined;
  const before = await vscode.env.clipboard.readText();
  try {
    await vscode.env.clipboard.writeText('');
    await vscode.commands.executeCommand('workbench.action.terminal.copySelection');
    const text = (await vscode.env.clipboard.readText()).trimEnd();
    return text === '' ? undefined : { kind: 'terminal', path: inOneLine(t('Terminal “{0}”', terminal.name)), language: '', text };
  } finally {
    await vscode.env.clipboard.writeText(before);
  }
}

/** The cells of a notebook that are selected. */
export function selectedCells({ notebook, selections }: vscode.NotebookEditor): readonly vscode.NotebookCell[] {
  return selections.flatMap((range) => notebook.getCells(range));
}

function symbolItems(symbol: vscode.DocumentSymbol | vscode.SymbolInformation, inside: string): readonly (vscode.QuickPickItem & { readonly range: vscode.Range })[] {
  const range = 'location' in symbol ? symbol.location.range : symbol.range;
  const item = { label: symbol.name, description: [inside, t('line {0}', String(range.start.line + 1))].filter((part) => part !== '').join(' · '), range };
  return [item, ...('children' in symbol ? symbol.children.flatMap((child) => symbolItems(child, symbol.name)) : [])];
}

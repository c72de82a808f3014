import * as vscode from 'vscode';
import type { Attachment } from '../shared/model.ts';

/** The selected code of the active editor, or the line of its cursor, as it stands in the editor, saved or not. */
export function selectedCode(): Omit<Attachment, 'id'> | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document, selection } = editor;
  const whole = selection.isEmpty ? document.lineAt(selection.active.line).range : selection;
  // A selection that ends at the beginning of a line does not take that line along.
  const last = whole.end.character === 0 && whole.end.line > whole.start.line ? whole.end.line - 1 : whole.end.line;
  return {
    kind: 'selection',
    path: vscode.workspace.asRelativePath(document.uri),
    startLine: whole.start.line + 1,
    endLine: last + 1,
    language: document.languageId,
    text: document.getText(whole),
  };
}

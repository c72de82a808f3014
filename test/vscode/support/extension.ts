import * as vscode from 'vscode';

/** The extension under test, as VS Code knows it. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension<unknown>('workspace-assistants.workspace-assistants');
  if (found === undefined) throw new Error('The extension is not there.');
  return found;
}

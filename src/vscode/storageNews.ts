import * as vscode from 'vscode';
import { t } from '../shared/words.ts';

/** Says what became of the files that threads are kept in, and offers to look at them. */
export async function tellOfStorage(message: string, folder: vscode.Uri): Promise<void> {
  const open = t('Open Folder');
  if ((await vscode.window.showWarningMessage(message, open)) === open) await vscode.commands.executeCommand('revealFileInOS', folder);
}

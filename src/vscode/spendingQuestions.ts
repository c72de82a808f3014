import * as vscode from 'vscode';
import { t } from '../shared/words.ts';

const anyway = t('Send This One Anyway');
const settings = t('Open Settings');

/** Asks in VS Code's own window, which no page can press, whether a call is made although it passes a cap. A second Enter that comes too soon sends nothing. */
export async function askPastCap(message: string): Promise<boolean> {
  const picked = await vscode.window.showWarningMessage(message, { modal: true, detail: t('Nothing has been sent. What you wrote stays where it is.') }, settings, anyway);
  if (picked === settings) await openCaps();
  return picked === anyway;
}

/** Tells that a cap does not hold, once. */
export function tellUnpriced(message: string): void {
  const shown = vscode.window.showWarningMessage(message, settings);
  void shown.then((picked) => (picked === settings ? vscode.commands.executeCommand('workbench.action.openSettings', 'assistants.prices') : undefined));
}

async function openCaps(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', 'assistants.cap');
}

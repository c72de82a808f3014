import * as vscode from 'vscode';
import type { AnswerLink } from '../core/answerLinks.ts';
import { t } from '../shared/words.ts';

/**
 * Opens a link of an answer in the browser. VS Code itself asks first and shows the whole address, unless the user trusts its host;
 * one that is not what it seems is asked about here, with the host that it really leads to.
 */
export async function openLink({ address, shown, place, doubts }: AnswerLink): Promise<void> {
  const open = t('Open');
  const picked = doubts.length === 0 ? open : await vscode.window.showWarningMessage(t('Open {0}?', place), { modal: true, detail: [shown, ...doubts].join('\n\n') }, open);
  if (picked === open) await vscode.env.openExternal(vscode.Uri.parse(address, true));
}

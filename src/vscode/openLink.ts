import * as vscode from 'vscode';
import type { AnswerLink } from '../core/answerLinks.ts';
import { t } from '../shared/words.ts';
import { trustedHosts, trustHost } from './linkHosts.ts';

/**
 * Opens a link of an answer in the browser, once the user has agreed to the place that it really leads to. One that is not what it seems
 * is asked about each time. VS Code's own question about hosts that it does not know follows; no extension can spare the user that.
 */
export async function openLink(link: AnswerLink): Promise<void> {
  const { address, place, doubts } = link;
  const sure = doubts.length === 0;
  const picked = sure && trustedHosts().includes(place) ? t('Open') : await ask(link);
  if (picked === undefined) return;
  if (picked === t('Copy Link')) {
    await vscode.env.clipboard.writeText(address);
    return;
  }
  if (picked === always(place)) await trustHost(place);
  await vscode.env.openExternal(vscode.Uri.parse(address, true));
}

async function ask({ shown, place, doubts }: AnswerLink): Promise<string | undefined> {
  const question = t('Open {0}?', place);
  if (doubts.length > 0) return vscode.window.showWarningMessage(question, { modal: true, detail: [shown, ...doubts].join('\n\n') }, t('Open'), t('Copy Link'));
  return vscode.window.showInformationMessage(question, { modal: true, detail: shown }, t('Open'), always(place), t('Copy Link'));
}

function always(place: string): string {
  return t('Always Open {0}', place);
}

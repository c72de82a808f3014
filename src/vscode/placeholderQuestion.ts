import * as vscode from 'vscode';
import type { Refill } from '../core/lostPlaceholders.ts';
import { t } from '../shared/words.ts';

/** Asks whether code is to go on its way with these placeholders, whose secrets are not known in this window any more. */
export async function goesWithPlaceholders(placeholders: readonly string[]): Promise<boolean> {
  const goOn = t('Go On');
  const message = t('This code holds placeholders for secrets which are no longer known here: they would stand in the places of the secrets.');
  return (await vscode.window.showWarningMessage(message, { modal: true, detail: placeholders.join('\n') }, goOn)) === goOn;
}

/** The code as it goes into this file; undefined when the user does not want placeholders in it. */
export async function refilledFor(file: string, code: string, refill: Refill): Promise<string | undefined> {
  const { text, left } = refill(code, file);
  return left.length === 0 || (await goesWithPlaceholders(left)) ? text : undefined;
}

import * as vscode from 'vscode';
import type { FunctionCalls } from '../core/functionCalls.ts';
import { t } from '../shared/words.ts';

/** Asks the user for the result of a function that a model wants to have called. Nothing is told to the model without it. */
export async function askResult(calls: FunctionCalls, callId: string): Promise<void> {
  const call = calls.find(callId);
  if (call === undefined) {
    void vscode.window.showInformationMessage(t('Nothing waits for this result any more.'));
    return;
  }
  const give = { label: t('$(reply) Give the Result…'), detail: t('The model is told what you enter.') };
  const refuse = { label: t('$(circle-slash) Refuse'), detail: t('The model is told that you refused, and goes on.') };
  const picked = await vscode.window.showQuickPick([give, refuse], { title: t('The assistant calls {0}', call.name), placeHolder: call.input, ignoreFocusOut: true });
  if (picked === refuse) calls.answer(callId, { ok: false, output: 'The user refused this call.' });
  if (picked !== give) return;
  const output = await vscode.window.showInputBox({ title: t('Result of {0}', call.name), prompt: call.input, ignoreFocusOut: true });
  if (output !== undefined) calls.answer(callId, { ok: true, output });
}

import * as vscode from 'vscode';
import type { FunctionCalls } from '../core/functionCalls.ts';

/** Asks the user for the result of a function that a model wants to have called. Nothing is told to the model without it. */
export async function askResult(calls: FunctionCalls, callId: string): Promise<void> {
  const call = calls.find(callId);
  if (call === undefined) {
    void vscode.window.showInformationMessage('Nothing waits for this result any more.');
    return;
  }
  const give = { label: '$(reply) Give the Result…', detail: 'The model is told what you enter.' };
  const refuse = { label: '$(circle-slash) Refuse', detail: 'The model is told that you refused, and goes on.' };
  const picked = await vscode.window.showQuickPick([give, refuse], { title: `The assistant calls ${call.name}`, placeHolder: call.input, ignoreFocusOut: true });
  if (picked === refuse) calls.answer(callId, { ok: false, output: 'The user refused this call.' });
  if (picked !== give) return;
  const output = await vscode.window.showInputBox({ title: `Result of ${call.name}`, prompt: call.input, ignoreFocusOut: true });
  if (output !== undefined) calls.answer(callId, { ok: true, output });
}

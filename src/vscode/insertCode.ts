import * as vscode from 'vscode';
import type { Refill } from '../core/lostPlaceholders.ts';
import { FailureError } from '../shared/rpc.ts';
import { askAboutTarget, type RealPath } from './askAboutTarget.ts';
import { refilledFor } from './placeholderQuestion.ts';
import { t } from '../shared/words.ts';

/** What looks like an editor and is none of the user's: VS Code's panels, and what we show. */
const others: ReadonlySet<string> = new Set(['assistants-output', 'assistants-proposal', 'assistants-report', 'comment', 'debug', 'output', 'vscode-terminal']);

/** The text editor that the user was in last. */
export function lastEditor(): vscode.TextEditor | undefined {
  const { activeTextEditor: active, visibleTextEditors: visible } = vscode.window;
  return [...(active === undefined ? [] : [active]), ...visible].find(({ document }) => !others.has(document.uri.scheme));
}

/** Puts code at the cursor, in the place of what is selected. Throws FailureError where no editor is open. */
export async function insertCode(code: string, realPath: RealPath, refill: Refill): Promise<void> {
  const editor = lastEditor();
  if (editor === undefined) throw new FailureError({ kind: 'notFound', message: t('No editor is open. Open a file, and put the cursor where the code is to go.'), action: 'retry' });
  if (!(await askAboutTarget(editor.document.uri, realPath))) return;
  const { document, viewColumn, selections } = editor;
  const text = await refilledFor(document.getText(), code, refill);
  if (text === undefined) return;
  const shown = await vscode.window.showTextDocument(document, viewColumn === undefined ? {} : { viewColumn });
  const isDone = await shown.edit((builder) => {
    for (const selection of selections) builder.replace(selection, text);
  });
  if (!isDone) throw new FailureError({ kind: 'storage', message: t('{0} cannot be changed.', vscode.workspace.asRelativePath(document.uri)), action: 'retry' });
}

import * as vscode from 'vscode';
import { problemWords } from '../core/readableText.ts';
import type { Reports } from './reports.ts';
import { t } from '../shared/words.ts';

/** How many reasons a notice has room for. */
const mostTold = 2;

/** Says what was not attached or uploaded, behind what is to be said `before`; where a notice has no room for all reasons, a button opens a document with each of them. */
export function tellProblems(reports: Pick<Reports, 'show'>, problems: readonly string[], done: 'attached' | 'uploaded', before = ''): void {
  const words = [before, problemWords(problems, done)].filter((part) => part !== '').join(' ');
  const buttons = problems.length > mostTold ? [t('Show All')] : [];
  void vscode.window.showWarningMessage(words, ...buttons).then((pressed) => (pressed === undefined ? undefined : reports.show(done === 'uploaded' ? `${t('Not Uploaded')}.txt` : `${t('Not Attached')}.txt`, `${problems.join('\n')}\n`)));
}

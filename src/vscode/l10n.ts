import * as vscode from 'vscode';
import type { Words } from '../shared/words.ts';

/** What VS Code’s display language makes of our sentences; none where it is English or one that we do not speak. */
export function wordsOfEditor(): Words {
  const sentences = vscode.l10n.bundle;
  return sentences === undefined ? { language: 'en', sentences: {} } : { language: vscode.env.language, sentences };
}

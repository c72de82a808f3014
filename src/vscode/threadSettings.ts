import * as vscode from 'vscode';

/** Whether the model is to give threads their titles: the user's own word, never a workspace's. */
export function wantsTitles(): boolean {
  const found = vscode.workspace.getConfiguration('assistants').inspect<boolean>('threads.titles');
  return (found?.globalValue ?? found?.defaultValue) === true;
}

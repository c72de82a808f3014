import * as vscode from 'vscode';
import type { Desk } from '../core/desk.ts';
import type { ComposerCommand } from '../shared/asks.ts';
import { t } from '../shared/words.ts';

const commands: Readonly<Record<ComposerCommand, string>> = {
  assistant: 'assistants.chooseAssistant',
  attach: 'assistants.attach',
  connection: 'assistants.chooseConnection',
  delete: 'assistants.thread.delete',
  instructions: 'assistants.setThreadInstructions',
  log: 'assistants.openLog',
  model: 'assistants.chooseModel',
  rename: 'assistants.thread.rename',
};

/** Runs what was chosen in the composer, on the thread that is shown there. */
export async function runComposerCommand({ threadId }: Pick<Desk, 'threadId'>, command: ComposerCommand): Promise<void> {
  if ((command === 'delete' || command === 'rename') && threadId === undefined) {
    void vscode.window.showInformationMessage(t('This thread has not begun yet.'));
    return;
  }
  await vscode.commands.executeCommand(commands[command], threadId === undefined ? undefined : { id: threadId });
}

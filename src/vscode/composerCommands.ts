import * as vscode from 'vscode';
import type { Desk } from '../core/desk.ts';
import type { ComposerCommand } from '../shared/asks.ts';
import { t } from '../shared/words.ts';

const commands: Readonly<Record<ComposerCommand, string>> = {
  archive: 'assistants.thread.archive',
  assistant: 'assistants.chooseAssistant',
  attach: 'assistants.attach',
  connection: 'assistants.chooseConnection',
  delete: 'assistants.thread.delete',
  export: 'assistants.thread.export',
  instructions: 'assistants.setThreadInstructions',
  keyboard: 'assistants.keyboardHelp',
  log: 'assistants.openLog',
  model: 'assistants.chooseModel',
  prompt: 'assistants.prompt.new',
  rename: 'assistants.thread.rename',
  search: 'assistants.threads.search',
  setup: 'assistants.checkSetup',
  tab: 'assistants.thread.openInEditor',
  temporary: 'assistants.newTemporaryThread',
};

/** What can only be done with a thread that has begun. */
const onThread: ReadonlySet<ComposerCommand> = new Set(['archive', 'delete', 'export', 'rename', 'tab']);

/** Runs what was chosen in the composer, on the thread that is shown there. */
export async function runComposerCommand({ threadId }: Pick<Desk, 'threadId'>, command: ComposerCommand): Promise<void> {
  if (onThread.has(command) && threadId === undefined) {
    void vscode.window.showInformationMessage(t('This thread has not begun yet.'));
    return;
  }
  await vscode.commands.executeCommand(commands[command], threadId === undefined ? undefined : { id: threadId });
}

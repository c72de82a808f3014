import * as vscode from 'vscode';
import type { CodeText } from '../core/codeBlocks.ts';
import { languageOf } from '../core/codeTarget.ts';
import { terminalText } from '../core/terminalText.ts';
import { t } from '../shared/words.ts';

/** Puts a command into the terminal, where the user runs it or not; of several, the one that the user picks. */
export async function putIntoTerminal({ info, text }: CodeText): Promise<void> {
  const found = terminalText(text, languageOf(info));
  if (found.kind === 'hidden' || found.kind === 'nothing') {
    const why = found.kind === 'nothing' ? t('There is no command in this code.') : t('This code holds a character that cannot be seen ({0}). It is not put into a terminal.', found.character);
    void vscode.window.showWarningMessage(why);
    return;
  }
  const command = found.kind === 'command' ? found.command : await pickCommand(found.commands);
  if (command === undefined) return;
  const terminal = vscode.window.activeTerminal ?? vscode.window.createTerminal();
  terminal.show();
  terminal.sendText(command, false);
}

/** A line feed in a terminal runs what stands before it, so that one command is placed at a time. */
async function pickCommand(commands: readonly string[]): Promise<string | undefined> {
  const title = t('Put into Terminal ({0} commands)', String(commands.length));
  return vscode.window.showQuickPick(commands, { title, placeHolder: t('Pick one: it is put into the terminal, and you run it there.'), ignoreFocusOut: true });
}

import * as vscode from 'vscode';
import type { NewAttachment } from '../core/attachments.ts';
import type { ChangeQuestion, SendChoice } from '../core/changedFiles.ts';
import { readFiles, type ReadParts } from './attachedFiles.ts';
import { t } from '../shared/words.ts';

/** Asks what is to be sent of files that have changed since they were attached; undefined: nothing. */
export async function askChanged({ message, detail, choices }: ChangeQuestion): Promise<SendChoice | undefined> {
  const buttons = choices.map((choice) => ({ choice, title: choice === 'new' ? t('Send the New Text') : t('Send As Attached') }));
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, ...buttons))?.choice;
}

/** The file at an address as it would be attached now; undefined where it cannot be. */
export async function readAgain(address: string, parts: ReadParts): Promise<NewAttachment | undefined> {
  const { attachments } = await readFiles([vscode.Uri.parse(address)], parts);
  return attachments[0];
}

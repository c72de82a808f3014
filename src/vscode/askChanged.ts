import * as vscode from 'vscode';
import type { NewAttachment } from '../core/attachments.ts';
import type { ChangeQuestion, SendChoice } from '../core/changedFiles.ts';
import type { AttachmentStore } from '../core/stores.ts';
import { readFiles } from './attachedFiles.ts';

/** Asks what is to be sent of files that have changed since they were attached; undefined: nothing. */
export async function askChanged({ message, detail, choices }: ChangeQuestion): Promise<SendChoice | undefined> {
  return vscode.window.showWarningMessage(message, { modal: true, detail }, ...choices);
}

/** The file at an address as it would be attached now; undefined where it cannot be. */
export async function readAgain(address: string, store: Pick<AttachmentStore, 'keep'>): Promise<NewAttachment | undefined> {
  const { attachments } = await readFiles([vscode.Uri.parse(address)], store);
  return attachments[0];
}

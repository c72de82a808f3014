import * as vscode from 'vscode';
import type { Status } from '../shared/status.ts';

/** Which key the user wants to send with, as a part of the status; Enter is not told. */
export function sendKeySetting(): Pick<Status, 'sendKey'> {
  return vscode.workspace.getConfiguration('assistants').get('chat.sendKey') === 'ctrlEnter' ? { sendKey: 'ctrlEnter' } : {};
}

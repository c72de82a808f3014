import * as vscode from 'vscode';
import type { ChatFont, Status } from '../shared/status.ts';

/** The sizes that a page takes, in pixels. */
const smallest = 6;
const largest = 100;

/** How the user wants the text of the chat to be set, as a part of the status: by our own setting, else by those of VS Code’s chat. */
export function chatFontSetting(): Pick<Status, 'font'> {
  const own = vscode.workspace.getConfiguration('assistants').get('chat.fontSize', 0);
  const size = own > 0 ? own : chosen('fontSize');
  const family = chosen('fontFamily');
  const font: ChatFont = {
    ...(typeof size === 'number' && size > 0 ? { size: Math.min(largest, Math.max(smallest, size)) } : {}),
    ...(typeof family === 'string' && family !== '' && family !== 'default' ? { family: family.slice(0, 200) } : {}),
  };
  return Object.keys(font).length === 0 ? {} : { font };
}

/** Calls this when VS Code’s chat is to be set otherwise. */
export function onChatFont(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('chat.fontSize') || change.affectsConfiguration('chat.fontFamily')) listener();
  });
}

/** What the user has said; VS Code’s own default is that of all its views. */
function chosen(name: 'fontFamily' | 'fontSize'): unknown {
  const { globalValue, workspaceValue } = vscode.workspace.getConfiguration('chat').inspect(name) ?? {};
  return workspaceValue ?? globalValue;
}

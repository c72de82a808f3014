import * as vscode from 'vscode';
import { builtInAssistant } from './core/assistants.ts';
import { Attachments } from './core/attachments.ts';
import { BackEnds } from './core/backEnds.ts';
import { Chat } from './core/chat.ts';
import { Desk } from './core/desk.ts';
import { Redaction } from './core/redaction.ts';
import { Threads } from './core/threads.ts';
import { SqliteThreadStore } from './node/threadStore.ts';
import { ChatView } from './vscode/chatView.ts';
import { act, type CommandParts, registerCommands } from './vscode/commands.ts';
import { onSettingsChange, readSettings } from './vscode/connectionSettings.ts';
import { Keys } from './vscode/keys.ts';
import { LogChannel } from './vscode/log.ts';
import { ThreadsView } from './vscode/threadsView.ts';

const findLocalServers: CommandParts['findLocalServers'] = async () => (await import('./openai/localServers.ts')).findLocalServers(2000);

let closing: (() => Promise<void>) | undefined;

/** Makes each part and joins them. Nothing is sent, and the code that talks to servers is not loaded, before the user acts. */
export function activate(context: vscode.ExtensionContext): void {
  const redaction = new Redaction();
  const { redact, explain } = redaction;
  const log = new LogChannel(redact);
  const keys = new Keys(context.secrets, context.globalState, redaction);
  const backEnds = new BackEnds(readSettings, keys, async () => (await import('./openai/engines.ts')).makeBackEnd);
  const store = new SqliteThreadStore(vscode.Uri.joinPath(context.globalStorageUri, 'threads').fsPath);
  const threads = new Threads(store, log);
  const attachments = new Attachments();
  const assistant = builtInAssistant;
  const chat = new Chat({ threads, backEnds, assistant: () => assistant, log, explain });
  const workspace = (vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri)?.toString() ?? '';
  const desk = new Desk(store, workspace);
  const view: ChatView = new ChatView(
    { threads, chat, desk, attachments, status: () => backEnds.status(assistant), workspace, explain, act: (action) => act(commandParts, action) },
    context.extensionUri, log,
  );
  const threadsView = new ThreadsView(threads);
  const tree = vscode.window.createTreeView('assistants.threads', { treeDataProvider: threadsView });
  const commandParts: CommandParts = { threads, chat, desk, backEnds, log, attachments, keys, view, findLocalServers, selectedThread: () => tree.selection[0], explain };
  const refresh = (): void => {
    view.refreshStatus();
  };
  context.subscriptions.push(
    log, store, threadsView, tree,
    vscode.window.registerWebviewViewProvider('assistants.chat', view),
    registerCommands(commandParts),
    onSettingsChange(refresh),
    backEnds.onModel(refresh),
    context.secrets.onDidChange(refresh),
  );
  closing = () => chat.close();
}

/** Lets what is running come to its end before VS Code closes. */
export async function deactivate(): Promise<void> {
  await closing?.();
}

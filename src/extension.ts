import * as vscode from 'vscode';
import { Assistants } from './core/assistants.ts';
import { Attachments } from './core/attachments.ts';
import { BackEnds } from './core/backEnds.ts';
import { Chat } from './core/chat.ts';
import { CurrentEditor, type KeptFollowing } from './core/currentEditor.ts';
import { Desk } from './core/desk.ts';
import { FunctionCalls } from './core/functionCalls.ts';
import { ModelLists, type KeptList } from './core/modelLists.ts';
import { Redaction } from './core/redaction.ts';
import { ServerCatalogue } from './core/serverCatalogue.ts';
import { RefusedParameters } from './core/refusedParameters.ts';
import { Threads } from './core/threads.ts';
import type { Status } from './shared/protocol.ts';
import { HashedFiles } from './node/hashedFiles.ts';
import { realPath } from './node/realPath.ts';
import { SqliteThreadStore } from './node/threadStore.ts';
import { TokenCounter } from './node/tokenCounter.ts';
import { askChanged, readAgain } from './vscode/askChanged.ts';
import { assistantHelp } from './vscode/assistantHelp.ts';
import { AssistantProblems } from './vscode/assistantProblems.ts';
import { AssistantFiles } from './vscode/assistantShelf.ts';
import { AssistantsView } from './vscode/assistantsView.ts';
import { ChatView } from './vscode/chatView.ts';
import { act, type CommandParts, registerCommands } from './vscode/commands.ts';
import { onSettingsChange, readSettings } from './vscode/connectionSettings.ts';
import { attachDropped } from './vscode/droppedUris.ts';
import { askResult } from './vscode/functionResults.ts';
import { Keys } from './vscode/keys.ts';
import { LogChannel } from './vscode/log.ts';
import { openAttachment } from './vscode/openAttachment.ts';
import { Reports } from './vscode/reports.ts';
import { ServerAssistantFiles } from './vscode/serverAssistantFiles.ts';
import { ThreadsView } from './vscode/threadsView.ts';
import { WindowEditors } from './vscode/windowEditors.ts';

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
  const assistantFiles = new AssistantFiles(context.globalStorageUri, log);
  const assistants = new Assistants(assistantFiles, {
    get: () => context.globalState.get<string>('assistants.default'),
    set: (id) => void context.globalState.update('assistants.default', id),
  });
  const lists = new ModelLists(backEnds, {
    get: () => context.globalState.get<Readonly<Record<string, KeptList>>>('assistants.models', {}),
    set: (kept) => void context.globalState.update('assistants.models', kept),
  });
  const catalogue = new ServerCatalogue(backEnds);
  const serverFiles = new ServerAssistantFiles(catalogue, explain);
  const tokenCounter = new TokenCounter(new URL('tokenWorker.js', import.meta.url));
  const countTokens = (text: string): Promise<number> => tokenCounter.count(text);
  const attachments = new Attachments(countTokens);
  const attachmentFolder = vscode.Uri.joinPath(context.globalStorageUri, 'attachments');
  const attachmentStore = new HashedFiles(attachmentFolder.fsPath);
  const editors = new WindowEditors(attachmentStore);
  const currentEditor = new CurrentEditor(editors, {
    get: () => context.workspaceState.get<KeptFollowing>('assistants.currentEditor', { following: 'off' }),
    set: (kept) => void context.workspaceState.update('assistants.currentEditor', kept),
  }, countTokens);
  const reports = new Reports();
  const calls = new FunctionCalls();
  const chat = new Chat({ threads, backEnds, assistants, calls, attachmentStore, refused: new RefusedParameters(), log, explain });
  const workspace = (vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri)?.toString() ?? '';
  const desk = new Desk(store, workspace);
  const status = async (): Promise<Status> => {
    await assistants.list();
    return backEnds.status(assistants.peek((desk.threadId === undefined ? desk.assistantId : threads.open(desk.threadId).assistantId) ?? assistants.defaultId));
  };
  const view: ChatView = new ChatView(
    { threads, chat, desk, attachments, attachmentStore, currentEditor, assistants, status, workspace, explain, askChanged, readAgain: (address) => readAgain(address, attachmentStore), act: (action) => act(commandParts, action),
      attach: async () => void (await vscode.commands.executeCommand('assistants.attach')), drop: (uris) => attachDropped({ attachments, attachmentStore, compose: () => view.compose(), realPath }, uris), openAttachment: (attachment) => openAttachment(reports, attachmentFolder, attachment), askResult: (id) => askResult(calls, id) },
    context.extensionUri, log,
  );
  const threadsView = new ThreadsView(threads);
  const tree = vscode.window.createTreeView('assistants.threads', { treeDataProvider: threadsView });
  const assistantsView = new AssistantsView({ assistants, lists, catalogue, explain });
  const assistantsTree = vscode.window.createTreeView('assistants.list', { treeDataProvider: assistantsView });
  const commandParts: CommandParts = {
    assistants, assistantFiles, lists, catalogue, serverFiles, reports, countTokens, storage: context.globalStorageUri, selectedAssistant: () => assistantsTree.selection[0],
    threads, chat, desk, backEnds, log, attachments, attachmentStore, keys, view, findLocalServers, selectedThread: () => tree.selection[0], explain,
  };
  const refresh = (): void => {
    view.refreshStatus();
  };
  context.subscriptions.push(
    log, store, threadsView, tree, assistantFiles, assistantsView, assistantsTree, serverFiles, reports, tokenCounter, editors, currentEditor,
    new AssistantProblems(assistants, lists),
    assistantHelp({ assistants, backEnds, lists, countTokens }),
    vscode.window.registerWebviewViewProvider('assistants.chat', view),
    registerCommands(commandParts),
    onSettingsChange(() => {
      refresh();
      catalogue.refresh();
    }),
    backEnds.onModel(refresh),
    assistants.onChange(refresh),
    desk.onShow(refresh),
    threads.onEvent(({ threadId, event }) => {
      if (event.type === 'assigned') refresh();
      if (event.type === 'settled') lists.renewFor(assistants.peek(threads.open(threadId).assistantId));
    }),
    threads.onFree((hash) => {
      if (attachments.held.some(({ media }) => media?.hash === hash)) return;
      attachmentStore.drop(hash).catch((error: unknown) => { log.error('An attachment of a deleted thread could not be deleted.', error); });
    }),
    calls.onAsk((id) => void askResult(calls, id)),
    context.secrets.onDidChange(refresh),
  );
  assistantFiles.watch();
  closing = () => chat.close();
}

/** Lets what is running come to its end before VS Code closes. */
export async function deactivate(): Promise<void> {
  await closing?.();
}

import * as vscode from 'vscode';
import { AssistantKnowledge } from './core/assistantKnowledge.ts';
import { Assistants } from './core/assistants.ts';
import { Attachments } from './core/attachments.ts';
import { BackEnds } from './core/backEnds.ts';
import { Chat } from './core/chat.ts';
import { CodeUses } from './core/codeUses.ts';
import { ContextMeter } from './core/contextMeter.ts';
import { ContextCounter } from './core/contextParts.ts';
import { CurrentEditor, type KeptFollowing } from './core/currentEditor.ts';
import { Desk } from './core/desk.ts';
import { DeskKeeping } from './core/deskKeeping.ts';
import type { DoctorParts } from './core/doctor.ts';
import { FileCatalogue } from './core/fileCatalogue.ts';
import { FunctionCalls } from './core/functionCalls.ts';
import { Gate } from './core/gate.ts';
import { Inspector } from './core/inspector.ts';
import { knowledgeAtServer } from './core/knowledgeAtServer.ts';
import { KnowledgeMemory } from './core/knowledgeMemory.ts';
import { KnowledgePassages } from './core/knowledgePassages.ts';
import { KnowledgeSync } from './core/knowledgeSync.ts';
import { Leases } from './core/leases.ts';
import { MessageActs } from './core/messageActs.ts';
import { Metering } from './core/metering.ts';
import { ModelLists, type KeptList } from './core/modelLists.ts';
import { Outputs } from './core/outputs.ts';
import { pause } from './core/pause.ts';
import { Queue } from './core/queue.ts';
import { Redaction } from './core/redaction.ts';
import { SentKeeping } from './core/sentKeeping.ts';
import { ServerCatalogue } from './core/serverCatalogue.ts';
import { Spending } from './core/spending.ts';
import { careForThreads } from './core/storageCare.ts';
import { StorageLedger } from './core/storageLedger.ts';
import { RefusedParameters } from './core/refusedParameters.ts';
import { RoomMaker } from './core/roomMaker.ts';
import { ThreadMarks } from './core/threadMarks.ts';
import { logTurns } from './core/turnLog.ts';
import { Threads } from './core/threads.ts';
import { Titles } from './core/titles.ts';
import { Uploads } from './core/uploads.ts';
import type { Status } from './shared/protocol.ts';
import { FailureError } from './shared/rpc.ts';
import { FileBytes } from './node/fileBytes.ts';
import { SqliteDeskStore } from './node/deskStore.ts';
import { globalIgnore } from './node/globalIgnore.ts';
import { HashedFiles } from './node/hashedFiles.ts';
import { SqliteLeaseStore } from './node/leaseStore.ts';
import { OutputFolder } from './node/outputFolder.ts';
import { LocalPassages } from './node/passages.ts';
import { SqliteRateGates } from './node/rateGates.ts';
import { realPath } from './node/realPath.ts';
import { saveFile } from './node/savedFile.ts';
import { SqliteSentStore } from './node/sentStore.ts';
import { SqliteServerRecord } from './node/serverRecord.ts';
import { SqliteSpendingStore } from './node/spendingStore.ts';
import { storageHealth } from './node/storageHealth.ts';
import { textBytes } from './node/textBytes.ts';
import { SqliteThreadStore } from './node/threadStore.ts';
import { TokenCounter } from './node/tokenCounter.ts';
import { watchAnswers } from './vscode/answerNews.ts';
import { askChanged, readAgain } from './vscode/askChanged.ts';
import { assistantHelp } from './vscode/assistantHelp.ts';
import { AssistantProblems } from './vscode/assistantProblems.ts';
import { AssistantFiles } from './vscode/assistantShelf.ts';
import { AssistantsView } from './vscode/assistantsView.ts';
import { attachFound } from './vscode/attachPicker.ts';
import { withProgress } from './vscode/cancellation.ts';
import { Chats, type ChatsParts, type ShownChat } from './vscode/chats.ts';
import { codeSurface } from './vscode/codeSurface.ts';
import { chatFontSetting, onChatFont } from './vscode/chatFont.ts';
import { UserCodeTheme } from './vscode/codeTheme.ts';
import { act, type CommandParts, registerCommands } from './vscode/commands.ts';
import { runComposerCommand } from './vscode/composerCommands.ts';
import { goesOnAtServers, onSettingsChange, readSettings } from './vscode/connectionSettings.ts';
import { FilesView } from './vscode/filesView.ts';
import { attachDropped } from './vscode/droppedUris.ts';
import { askResult } from './vscode/functionResults.ts';
import { decideInVscode } from './vscode/guardQuestions.ts';
import { Keys } from './vscode/keys.ts';
import { syncKnowledge } from './vscode/knowledgeCommands.ts';
import { KnowledgeOffers } from './vscode/knowledgeOffers.ts';
import { WorkspaceKnowledge } from './vscode/knownFiles.ts';
import { LogChannel } from './vscode/log.ts';
import { messageSurface } from './vscode/messageSurface.ts';
import { openAttachment } from './vscode/openAttachment.ts';
import { openCitation } from './vscode/openCitation.ts';
import { openLink } from './vscode/openLink.ts';
import { OutputFiles } from './vscode/outputFiles.ts';
import { PromptFiles } from './vscode/promptFiles.ts';
import { Proposals } from './vscode/proposals.ts';
import { Reports } from './vscode/reports.ts';
import { sendKeySetting } from './vscode/sendKey.ts';
import { ServerAssistantFiles } from './vscode/serverAssistantFiles.ts';
import { readProxySettings, versionsOf } from './vscode/setupCommand.ts';
import { askPastCap, tellUnpriced } from './vscode/spendingQuestions.ts';
import { readSpendingSettings } from './vscode/spendingSettings.ts';
import { tellOfStorage } from './vscode/storageNews.ts';
import { wantsTitles } from './vscode/threadSettings.ts';
import { forget } from './vscode/threadTrash.ts';
import { ThreadsView, type ThreadFilter } from './vscode/threadsView.ts';
import { WindowEditors } from './vscode/windowEditors.ts';
import { WorkspaceFileIndex } from './vscode/workspaceFileIndex.ts';
import { WorkspacePlaces } from './vscode/workspacePlaces.ts';

const findLocalServers: CommandParts['findLocalServers'] = async () => (await import('./openai/localServers.ts')).findLocalServers(2000);

let closing: (() => Promise<void>) | undefined;

/** Makes each part and joins them. Nothing is sent, and the code that talks to servers is not loaded, before the user acts. */
export function activate(context: vscode.ExtensionContext): void {
  const redaction = new Redaction();
  const { redact, explain } = redaction;
  const log = new LogChannel(redact);
  const keys = new Keys(context.secrets, context.globalState, redaction);
  const rateGates = new SqliteRateGates(vscode.Uri.joinPath(context.globalStorageUri, 'servers').fsPath, log);
  const backEnds = new BackEnds(readSettings, keys, async () => {
    const { makeBackEnd } = await import('./openai/engines.ts');
    return (connection, credential) => makeBackEnd(connection, credential, rateGates);
  });
  const store = new SqliteThreadStore(vscode.Uri.joinPath(context.globalStorageUri, 'threads').fsPath);
  const sentStore = new SqliteSentStore(vscode.Uri.joinPath(context.globalStorageUri, 'threads').fsPath);
  const sqliteDesks = new SqliteDeskStore(vscode.Uri.joinPath(context.globalStorageUri, 'threads').fsPath);
  const leaseStore = new SqliteLeaseStore(vscode.Uri.joinPath(context.globalStorageUri, 'threads').fsPath);
  const threads = new Threads(store, log);
  store.onTell((message) => void tellOfStorage(message, vscode.Uri.joinPath(context.globalStorageUri, 'threads')));
  const deskStore = new DeskKeeping(sqliteDesks, (threadId) => threads.isTemporary(threadId));
  const sent = new SentKeeping(sentStore, (threadId) => threads.isTemporary(threadId));
  const outputFolder = new OutputFolder(vscode.Uri.joinPath(context.globalStorageUri, 'threads', 'outputs').fsPath);
  const outputs = new Outputs({ threads, store: outputFolder, log, explain });
  const outputFiles = new OutputFiles((hash) => outputFolder.placeOf(hash));
  const assistantFiles = new AssistantFiles(context.globalStorageUri, log);
  const assistants = new Assistants(assistantFiles, {
    get: () => context.globalState.get<string>('assistants.default'),
    set: (id) => void context.globalState.update('assistants.default', id),
  });
  const lists = new ModelLists(backEnds, {
    get: () => context.globalState.get<Readonly<Record<string, KeptList>>>('assistants.models', {}),
    set: (kept) => void context.globalState.update('assistants.models', kept),
  });
  const gate = new Gate(decideInVscode);
  const catalogue = new ServerCatalogue(backEnds, gate);
  const serverFiles = new ServerAssistantFiles(catalogue, explain);
  const record = new SqliteServerRecord(vscode.Uri.joinPath(context.globalStorageUri, 'servers').fsPath);
  const uploads = new Uploads(record);
  const files = new FileCatalogue(backEnds, uploads);
  const home = `${context.extensionUri.toString()}/`;
  const tokenCounter = new TokenCounter(new URL('dist/tokenWorker.js', home));
  const countTokens = (text: string): Promise<number> => tokenCounter.count(text);
  const attachmentFolder = vscode.Uri.joinPath(context.globalStorageUri, 'attachments');
  const attachmentStore = new HashedFiles(attachmentFolder.fsPath);
  const editors = new WindowEditors(attachmentStore);
  const currentEditor = new CurrentEditor(editors, {
    get: () => context.workspaceState.get<KeptFollowing>('assistants.currentEditor', { following: 'off' }),
    set: (kept) => void context.workspaceState.update('assistants.currentEditor', kept),
  }, countTokens);
  const reports = new Reports();
  const calls = new FunctionCalls();
  const known = new WorkspaceKnowledge((path, within) => FileBytes.open(path, within));
  const passages = new LocalPassages(new URL('dist/passageWorker.js', home), vscode.Uri.joinPath(context.globalStorageUri, 'passages').fsPath);
  const memory = new KnowledgeMemory(record, uploads);
  const sync = new KnowledgeSync({
    record: memory,
    pause,
    server: async (connectionId) => {
      const { backEnd } = await backEnds.answering({ connection: connectionId });
      if (backEnd.files === undefined || backEnd.vectorStores === undefined) throw new FailureError({ kind: 'notSupported', message: 'This connection keeps no files.', action: 'chooseConnection' });
      return knowledgeAtServer(backEnd.files, backEnd.vectorStores, async (file) => {
        const text = knowledge.replacement(file);
        return text === undefined ? known.open(file) : textBytes(file.path, text);
      });
    },
  });
  const knowledge: AssistantKnowledge = new AssistantKnowledge({ files: known, passages: new KnowledgePassages(known, passages, vscode.workspace.name ?? ''), memory, sync, gate, workspace: vscode.workspace.name ?? '' });
  const counter = new ContextCounter(countTokens);
  const spendingStore = new SqliteSpendingStore(vscode.Uri.joinPath(context.globalStorageUri, 'threads').fsPath);
  const spending = new Spending({ store: spendingStore, counter, settings: readSpendingSettings, ask: askPastCap, tell: tellUnpriced, log, now: () => Date.now() });
  const turnParts = { threads, backEnds, assistants, calls, outputs, gate, knowledge, spending, attachmentStore, refused: new RefusedParameters(), leases: new Leases(leaseStore, log), background: goesOnAtServers, sent, log, explain };
  const chat = new Chat(turnParts);
  const titles = new Titles(turnParts, wantsTitles);
  const inspector = new Inspector({ chat, threads, sent, counter, show: (name, text) => reports.show(name, text) });
  const workspace = (vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri)?.toString() ?? '';
  const workspaceFiles = new WorkspaceFileIndex({
    get: () => context.workspaceState.get<readonly string[]>('assistants.recentFiles', []),
    set: (paths) => void context.workspaceState.update('assistants.recentFiles', paths),
  }, globalIgnore);
  const places = new WorkspacePlaces(workspaceFiles);
  const proposals = new Proposals(realPath);
  const codeTheme = new UserCodeTheme();
  const codeUses = new CodeUses({ threads, gate, surface: codeSurface({ proposals, places, workspaceFiles, realPath }) });
  const meter = new ContextMeter({ counter, lists, backEnds });
  const queue = new Queue({ store: deskStore, workspace, threads, chat, meter, explain });
  const prompts = new PromptFiles(context.globalStorageUri);
  const hostParts: ChatsParts['host'] = (desk, shown) => {
    const attachments = new Attachments(countTokens, { get: () => desk.held, set: (held) => { desk.hold(held); } });
    desk.onShow(() => { attachments.turn(); });
    const compose = (): Promise<void> => shown.compose();
    const metering = new Metering({ chat, meter, lists, desk, attachments, threads, assistants, spending });
    const messages = new MessageActs({ threads, chat, desk, attachments, currentEditor, surface: messageSurface({ assistants, backEnds, lists, reports, explain }), log });
    const rooms = new RoomMaker({ chat, meter, counter, threads, attachments, desk, inSight: withProgress });
    const status = async (): Promise<Status> => {
      await assistants.list();
      const saved: Pick<Status, 'unsaved'> = threads.isSaved ? {} : { unsaved: true };
      const answering = await backEnds.status(assistants.peek((desk.threadId === undefined ? desk.assistantId : threads.open(desk.threadId).assistantId) ?? assistants.defaultId));
      return { ...answering, ...saved, ...sendKeySetting(), ...chatFontSetting() };
    };
    return {
      threads, chat, queue, desk, attachments, attachmentStore, currentEditor, assistants, outputs, outputFiles, inspector, messages, meter, metering, rooms, codeUses, places, codeTheme, status, workspace, explain, askChanged, readAgain: (address) => readAgain(address, attachmentStore), act: (action) => act(commandParts(shown), action), prompts, runCommand: (command) => runComposerCommand(desk, command),
      use: () => { chats.use(shown); },
      attach: async () => void (await vscode.commands.executeCommand('assistants.attach')), drop: (uris) => attachDropped({ attachments, attachmentStore, compose, realPath, globalIgnore }, uris), files: workspaceFiles,
      attachFound: (found) => attachFound({ attachments, attachmentStore, workspaceFiles, compose, realPath, globalIgnore }, found), openAttachment: (attachment) => openAttachment(reports, attachmentFolder, attachment), askResult: (id) => askResult(calls, id), openCitation, openLink,
    };
  };
  const chats: Chats = new Chats({ threads, desk: new Desk(deskStore, workspace), deskStore, workspace, extension: context.extensionUri, log, host: hostParts });
  const marks = new ThreadMarks({
    threads, isShown: (threadId) => chats.inSight.includes(threadId),
    kept: { get: () => context.workspaceState.get<readonly string[]>('assistants.unread', []), set: (ids) => void context.workspaceState.update('assistants.unread', ids) },
  });
  const threadsView = new ThreadsView({
    threads, marks, assistants, workspace,
    kept: { get: () => context.workspaceState.get<ThreadFilter>('assistants.threads', { everywhere: false, archived: false }), set: (filter) => void context.workspaceState.update('assistants.threads', filter) },
  });
  const assistantsView = new AssistantsView({ assistants, lists, catalogue, knowledge, backEnds, explain });
  const assistantsTree = vscode.window.createTreeView('assistants.list', { treeDataProvider: assistantsView });
  const filesView = new FilesView(files, explain);
  const doctor: DoctorParts = {
    settings: readSettings, proxy: () => readProxySettings(process.env), versions: () => versionsOf(context.extension), storage: () => storageHealth(context.globalStorageUri.fsPath),
    reach: async (connection, signal) => (await import('./openai/reach.ts')).reach(connection, signal), checkKey: (connection) => keys.check(connection), backEndOf: (connection) => backEnds.of(connection), now: () => Date.now(),
  };
  const ledger = new StorageLedger({ backEnds, uploads, threads, assistants });
  const commandParts = (shown: ShownChat): CommandParts => ({
    doctor, redact, spending, ledger, knowledge, files, openFile: (path) => FileBytes.open(path), textFile: textBytes, saveFile,
    assistants, assistantFiles, lists, catalogue, serverFiles, reports, countTokens, storage: context.globalStorageUri, selectedAssistant: () => assistantsTree.selection[0],
    threads, chat, inspector, desk: shown.host.desk, backEnds, gate, proposals, log, attachments: shown.host.attachments, attachmentStore, workspaceFiles, realPath, globalIgnore, keys, view: shown, chats, threadsView, workspace, outputStore: outputFolder, findLocalServers, explain,
  });
  const refresh = (): void => {
    chats.refreshStatus();
  };
  context.subscriptions.push(
    log, store, sqliteDesks, leaseStore, rateGates, sentStore, spendingStore, workspaceFiles, proposals, codeTheme, outputFiles, threadsView, assistantFiles, assistantsView, assistantsTree, serverFiles, reports, tokenCounter, editors, currentEditor,
    record, passages, filesView, new KnowledgeOffers({ assistants, knowledge, backEnds, log, sync: (entry) => syncKnowledge({ knowledge, backEnds }, entry) }), vscode.window.registerTreeDataProvider('assistants.files', filesView),
    new AssistantProblems(assistants, lists),
    assistantHelp({ assistants, backEnds, lists, countTokens }),
    chats,
    registerCommands(() => commandParts(chats.current)),
    onChatFont(() => { chats.refreshStatus(); }),
    onSettingsChange(() => {
      refresh();
      catalogue.refresh();
      files.refresh();
    }),
    backEnds.onModel(refresh),
    threads.onSaved(refresh),
    careForThreads(store, threads, log),
    assistants.onChange(refresh),
    logTurns(threads, () => backEnds.connections, log),
    watchAnswers({ threads, chat, chats }),
    chats.onSight(() => {
      for (const threadId of chats.inSight) marks.see(threadId);
    }),
    threads.onEvent(({ threadId, event }) => {
      if (event.type === 'assigned') refresh();
      if (event.type === 'settled') lists.renewFor(assistants.peek(threads.open(threadId).assistantId));
    }),
    threads.onPurge(({ id }) => {
      sent.purgeSent(id);
      spending.forgetThread(id);
      deskStore.forgetPapers(id);
    }),
    threads.onFree((hash) => {
      if (chats.attachments.some(({ held }) => held.some(({ media }) => media?.hash === hash)) || deskStore.papersMention(hash)) return;
      attachmentStore.drop(hash).catch((error: unknown) => { log.error('An attachment of a deleted thread could not be deleted.', error); });
    }),
    calls.onAsk((id) => void askResult(calls, id)),
    context.secrets.onDidChange(refresh),
  );
  assistantFiles.watch();
  setTimeout(() => { attachmentStore.sweep().catch((error: unknown) => { log.error('Unfinished files could not be removed.', error); }); }, 5000);
  closing = async () => {
    await Promise.all([chat.close(), titles.close()]);
    threads.flush();
    await forget({ backEnds, log }, threads.endTemporary());
  };
}

/** Lets what is running come to its end before VS Code closes. */
export async function deactivate(): Promise<void> {
  await closing?.();
}

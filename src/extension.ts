import * as vscode from 'vscode';
import { Assistants } from './core/assistants.ts';
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
import { forgetThreads } from './core/forgetting.ts';
import { FunctionCalls } from './core/functionCalls.ts';
import { Gate } from './core/gate.ts';
import { Inspector } from './core/inspector.ts';
import { KnowledgeMemory } from './core/knowledgeMemory.ts';
import { KnowledgeReading } from './core/knowledgeReading.ts';
import { LastingDecisions, type KeptDecisions } from './core/lastingDecisions.ts';
import { Leases } from './core/leases.ts';
import { LettingGo } from './core/lettingGo.ts';
import { ModelLists, type KeptList } from './core/modelLists.ts';
import { careForOutputs } from './core/outputCare.ts';
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
import { ThreadMarks } from './core/threadMarks.ts';
import { logTurns } from './core/turnLog.ts';
import { Threads } from './core/threads.ts';
import { Titles } from './core/titles.ts';
import { Uploads } from './core/uploads.ts';
import { openKept } from './kept.ts';
import { knowledgeMarks } from './knowledgeMarks.ts';
import { knowledgeOf } from './knowledgeOf.ts';
import { FileBytes } from './node/fileBytes.ts';
import { globalIgnore } from './node/globalIgnore.ts';
import { realPath } from './node/realPath.ts';
import { saveFile } from './node/savedFile.ts';
import { storageHealth } from './node/storageHealth.ts';
import { textBytes } from './node/textBytes.ts';
import { TokenCounter } from './node/tokenCounter.ts';
import { pageParts } from './pageParts.ts';
import { isOnDesk, reactions } from './reactions.ts';
import { watchAnswers } from './vscode/answerNews.ts';
import { askChanged, readAgain } from './vscode/askChanged.ts';
import { assistantHelp } from './vscode/assistantHelp.ts';
import { AssistantProblems } from './vscode/assistantProblems.ts';
import { AssistantFiles } from './vscode/assistantShelf.ts';
import { AssistantsView } from './vscode/assistantsView.ts';
import { Chats, type ShownChat } from './vscode/chats.ts';
import { codeSurface } from './vscode/codeSurface.ts';
import { UserCodeTheme } from './vscode/codeTheme.ts';
import { type CommandParts, registerCommands } from './vscode/commands.ts';
import { goesOnAtServers, readSettings } from './vscode/connectionSettings.ts';
import { act } from './vscode/failureSteps.ts';
import { FilesView } from './vscode/filesView.ts';
import { FrontEditor } from './vscode/frontEditor.ts';
import { askResult } from './vscode/functionResults.ts';
import { decideInVscode } from './vscode/guardQuestions.ts';
import { Keys } from './vscode/keys.ts';
import { syncKnowledge } from './vscode/knowledgeCommands.ts';
import { KnowledgeOffers } from './vscode/knowledgeOffers.ts';
import { LogChannel } from './vscode/log.ts';
import { openCitation } from './vscode/openCitation.ts';
import { openLink } from './vscode/openLink.ts';
import { OutputFiles } from './vscode/outputFiles.ts';
import { PromptFiles } from './vscode/promptFiles.ts';
import { remembered } from './vscode/remembered.ts';
import { Proposals } from './vscode/proposals.ts';
import { Reports } from './vscode/reports.ts';
import { ServerAssistantFiles } from './vscode/serverAssistantFiles.ts';
import { readProxySettings, versionsOf } from './vscode/setupCommand.ts';
import { askPastCap, tellUnpriced } from './vscode/spendingQuestions.ts';
import { readSpendingSettings } from './vscode/spendingSettings.ts';
import { wantsTitles } from './vscode/threadSettings.ts';
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
  const home = `${context.extensionUri.toString()}/`;
  const kept = openKept(context.globalStorageUri, new URL('dist/passageWorker.js', home), log);
  const { store, record, outputFolder, attachmentFolder, attachmentStore } = kept;
  const backEnds = new BackEnds(readSettings, keys, async () => {
    const { makeBackEnd } = await import('./openai/engines.ts');
    return (connection, credential) => makeBackEnd(connection, credential, kept.rateGates);
  });
  const threads = new Threads(store, log);
  const deskStore = new DeskKeeping(kept.desks, (threadId) => threads.isTemporary(threadId));
  const sent = new SentKeeping(kept.sentStore, (threadId) => threads.isTemporary(threadId));
  const outputs = new Outputs({ threads, backEnds, store: outputFolder, log, explain });
  const outputFiles = new OutputFiles((hash) => outputFolder.placeOf(hash));
  const assistantFiles = new AssistantFiles(context.globalStorageUri, log);
  const assistants = new Assistants(assistantFiles, remembered<string | undefined>(context.globalState, 'assistants.default', undefined));
  const lists = new ModelLists(backEnds, remembered<Readonly<Record<string, KeptList>>>(context.globalState, 'assistants.models', {}));
  const gate = new Gate(decideInVscode, new LastingDecisions(remembered<KeptDecisions>(context.workspaceState, 'assistants.decisions', {})));
  const catalogue = new ServerCatalogue(backEnds, gate);
  const serverFiles = new ServerAssistantFiles(catalogue, explain);
  const uploads = new Uploads(record);
  const files = new FileCatalogue(backEnds, uploads);
  const tokenCounter = new TokenCounter(new URL('dist/tokenWorker.js', home));
  const countTokens = (text: string): Promise<number> => tokenCounter.count(text);
  const frontEditor = new FrontEditor();
  const editors = new WindowEditors({ attachmentStore, realPath }, frontEditor);
  const currentEditor = new CurrentEditor(editors, remembered<KeptFollowing>(context.workspaceState, 'assistants.currentEditor', { following: 'off' }), countTokens);
  const reports = new Reports();
  const calls = new FunctionCalls();
  const workspace = (vscode.workspace.workspaceFile ?? vscode.workspace.workspaceFolders?.[0]?.uri)?.toString() ?? '';
  const memory = new KnowledgeMemory(record, uploads);
  const identity = knowledgeMarks(context);
  const knowledge = knowledgeOf({ record, memory, passages: kept.passages, backEnds, gate, workspace, marks: identity });
  const counter = new ContextCounter(countTokens);
  const spending = new Spending({ store: kept.spendingStore, counter, settings: readSpendingSettings, ask: askPastCap, tell: tellUnpriced, log, now: () => Date.now() });
  const turnParts = { threads, backEnds, assistants, calls, outputs, gate, knowledge, lists, spending, attachmentStore, uploads, refused: new RefusedParameters(), leases: new Leases(kept.leaseStore, log), background: goesOnAtServers, sent, log, explain };
  const chat = new Chat(turnParts);
  const titles = new Titles(turnParts, wantsTitles);
  const inspector = new Inspector({ chat, threads, sent, counter, show: (name, text) => reports.show(name, text) });
  const workspaceFiles = new WorkspaceFileIndex(remembered<readonly string[]>(context.workspaceState, 'assistants.recentFiles', []), globalIgnore);
  const places = new WorkspacePlaces(workspaceFiles);
  const proposals = new Proposals(realPath);
  const codeTheme = new UserCodeTheme();
  const codeUses = new CodeUses({ threads, gate, surface: codeSurface({ proposals, places, workspaceFiles, realPath }) });
  const meter = new ContextMeter({ counter, lists, backEnds });
  const queue = new Queue({ store: deskStore, workspace, threads, chat, meter, explain, askChanged, readAgain: (address) => readAgain(address, { attachmentStore, realPath }) });
  const prompts = new PromptFiles(context.globalStorageUri);
  const pages = {
    threads, chat, queue, attachmentStore, currentEditor, assistants, outputs, outputFiles, inspector, meter, codeUses, places, codeTheme, workspace, explain, prompts, openCitation, openLink,
    backEnds, lists, spending, counter, gate, calls, reports, workspaceFiles, attachmentFolder, frontEditor, realPath, globalIgnore, countTokens, log,
  };
  const chats: Chats = new Chats({
    threads, desk: new Desk(deskStore, workspace), deskStore, workspace, extension: context.extensionUri, log,
    host: (desk, shown) => pageParts(pages, desk, { compose: () => shown.compose(), use: () => { chats.use(shown); }, act: (action) => act(commandParts(shown), action) }),
  });
  const marks = new ThreadMarks({
    threads, isShown: (threadId) => chats.inSight.includes(threadId),
    kept: remembered<readonly string[]>(context.workspaceState, 'assistants.unread', []),
  });
  const threadsView = new ThreadsView({
    threads, marks, assistants, workspace,
    kept: remembered<ThreadFilter>(context.workspaceState, 'assistants.threads', { everywhere: false, archived: false }),
  });
  const assistantsView = new AssistantsView({ assistants, lists, catalogue, knowledge, backEnds, explain });
  const assistantsTree = vscode.window.createTreeView('assistants.list', { treeDataProvider: assistantsView });
  const filesView = new FilesView(files, explain);
  const doctor: DoctorParts = {
    settings: readSettings, proxy: () => readProxySettings(process.env), versions: () => versionsOf(context.extension), storage: () => storageHealth(context.globalStorageUri.fsPath),
    reach: async (connection, signal) => (await import('./openai/reach.ts')).reach(connection, signal), checkKey: (connection) => keys.check(connection), backEndOf: (connection) => backEnds.of(connection), now: () => Date.now(),
  };
  const lettingGo = new LettingGo(record);
  const ledger = new StorageLedger({
    backEnds, uploads, memory, lettingGo, threads, assistants,
    workspace: () => ({ workspace: identity.workspace(), isRead: vscode.workspace.name !== undefined && vscode.workspace.isTrusted }),
  });
  const commandParts = (shown: ShownChat): CommandParts => ({
    doctor, redact, spending, ledger, lettingGo, knowledge, files, openFile: (path, within) => FileBytes.open(path, within), textFile: textBytes, saveFile,
    assistants, assistantFiles, lists, catalogue, serverFiles, reports, countTokens, storage: context.globalStorageUri, selectedAssistant: () => assistantsTree.selection[0],
    threads, chat, inspector, desk: shown.host.desk, backEnds, gate, proposals, log, currentEditor, attachments: shown.host.attachments, attachmentStore, workspaceFiles, frontEditor, realPath, globalIgnore, keys, view: shown, chats, threadsView, workspace, outputStore: outputFolder, findLocalServers, explain,
  });
  context.subscriptions.push(
    log, kept.held, workspaceFiles, proposals, codeTheme, outputFiles, threadsView, assistantFiles, assistantsView, assistantsTree, serverFiles, reports, tokenCounter, frontEditor, editors, currentEditor,
    filesView, new KnowledgeOffers({ assistants, knowledge, backEnds, log, sync: (entry) => syncKnowledge({ knowledge, backEnds }, entry) }), new KnowledgeReading({ assistants, knowledge, backEnds, pause }), vscode.window.registerTreeDataProvider('assistants.files', filesView),
    new AssistantProblems(assistants, lists),
    assistantHelp({ assistants, backEnds, lists, countTokens }),
    chats,
    registerCommands(() => commandParts(chats.current)),
    careForThreads(store, threads, log),
    careForOutputs(outputs, log),
    logTurns(threads, () => backEnds.connections, log),
    watchAnswers({ threads, chat, chats }),
    calls.onAsk((id) => void askResult(calls, id)),
    reactions({ threads, chats, marks, assistants, knowledge, backEnds, lists, catalogue, files, ledger, secrets: context.secrets, sent, spending, deskStore, attachmentStore, log }),
  );
  assistantFiles.watch();
  setTimeout(() => {
    const sweeping = attachmentStore.sweep((hash) => threads.namesAttachment(hash) || isOnDesk(hash, { chats, deskStore }));
    sweeping.catch((error: unknown) => { log.error('Attachments that nobody needs could not be removed.', error); });
  }, 5000);
  closing = async () => {
    await Promise.all([chat.close(), titles.close()]);
    threads.flush();
    const bookmarks = threads.endTemporary();
    await Promise.all([outputs.forgotten(), forgetThreads({ backEnds, lettingGo, log }, bookmarks)]);
  };
}

/** Lets what is running come to its end before VS Code closes. */
export async function deactivate(): Promise<void> {
  await closing?.();
}

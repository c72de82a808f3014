import * as vscode from 'vscode';
import type { AssistantEntry } from '../core/assistants.ts';
import type { Attachments } from '../core/attachments.ts';
import { composerContents } from '../core/composerContents.ts';
import type { CurrentEditor } from '../core/currentEditor.ts';
import type { Inspector } from '../core/inspector.ts';
import type { AttachmentStore } from '../core/stores.ts';
import { keyboardDocument } from '../shared/keyboard.ts';
import { addConnection } from './addConnection.ts';
import { attachFiles, attachFrom, type AttachParts } from './attachCommands.ts';
import { pickAttachments } from './attachPicker.ts';
import { carryAssistant, deleteAssistant, duplicateAssistant, newAssistant, openAssistant, renameAssistant, replaceModel, startChat } from './assistantCommands.ts';
import { exportAssistant, importAssistants, type PortingParts } from './assistantPorting.ts';
import type { ConnectionNode, ServerNode } from './assistantsView.ts';
import { chooseAssistant, sayFailure, type StepParts } from './failureSteps.ts';
import { fileCommands, type FileCommandParts } from './fileCommands.ts';
import type { Chats, ShownChat } from './chats.ts';
import { chooseConnection, chooseModel, testConnection } from './connectionCommands.ts';
import { searchHere, syncKnowledge, type KnowledgeCommandParts } from './knowledgeCommands.ts';
import type { Proposals } from './proposals.ts';
import { removeApiKey, setApiKey } from './keyCommands.ts';
import type { LogChannel } from './log.ts';
import { newPromptFile } from './newPromptFile.ts';
import { chatWithServerAssistant, copyFromServer, createAtServer, deleteAtServer, filesAtServer, openById, type ServerCommandParts } from './serverAssistantCommands.ts';
import { showSetup, type SetupCommandParts } from './setupCommand.ts';
import { showStorage, type StorageCommandParts } from './storageCommands.ts';
import { completeSelection, countTokens, createEmbedding, type TextCommandParts } from './textCommands.ts';
import { threadCommands, type ThreadCommandParts } from './threadCommands.ts';
import type { WorkspaceFileIndex } from './workspaceFileIndex.ts';
import { t } from '../shared/words.ts';

/** What the commands work with. */
export interface CommandParts extends ThreadCommandParts, StepParts, PortingParts, ServerCommandParts, TextCommandParts, FileCommandParts, KnowledgeCommandParts, SetupCommandParts, StorageCommandParts {
  readonly attachments: Attachments;
  readonly currentEditor: CurrentEditor;
  readonly workspaceFiles: WorkspaceFileIndex;
  readonly realPath: AttachParts['realPath'];
  readonly globalIgnore: AttachParts['globalIgnore'];
  readonly frontEditor: AttachParts['frontEditor'];
  readonly log: LogChannel;
  readonly inspector: Inspector;
  readonly attachmentStore: AttachmentStore;
  readonly proposals: Proposals;
  /** The chat that the user turned to last. */
  readonly view: ShownChat;
  readonly chats: Chats;
  readonly findLocalServers: Parameters<typeof addConnection>[0];
  readonly selectedAssistant: () => unknown;
}

type Commands = Readonly<Record<string, (argument: unknown, selected: unknown) => Promise<void>>>;

/** Registers every command of the manifest; `parts` are asked for at each run. A failure becomes one sentence with one action. */
export function registerCommands(parts: () => CommandParts): vscode.Disposable {
  const run = (name: string) => async (argument: unknown, selected: unknown): Promise<void> => {
    const now = parts();
    await commandsOf(now)[name]?.(argument, selected).catch((error: unknown) => sayFailure(now, error));
  };
  return vscode.Disposable.from(...Object.keys(commandsOf(parts())).map((name) => vscode.commands.registerCommand(name, run(name))));
}

function commandsOf(parts: CommandParts): Commands {
  const { view, log, keys, backEnds, attachments, lists, explain } = parts;
  const newConnection = async (): Promise<void> => {
    const connection = await addConnection(parts.findLocalServers);
    if (connection?.auth === 'key') await setApiKey(keys, connection);
  };
  const attaching = { attachments, attachmentStore: parts.attachmentStore, workspaceFiles: parts.workspaceFiles, compose: () => view.compose(), realPath: parts.realPath, globalIgnore: parts.globalIgnore, reports: parts.reports, frontEditor: parts.frontEditor };
  const sideBar = { ...parts, desk: parts.chats.sideBar.host.desk, view: parts.chats.sideBar };
  return {
    'assistants.newThread': async () => {
      sideBar.desk.show(undefined);
      await sideBar.view.compose();
    },
    'assistants.sendSelection': () => attachFrom(attaching, 'selection'),
    'assistants.attach': () => pickAttachments(attaching),
    'assistants.attach.files': (argument, selected) => attachFiles(attaching, argument, selected),
    'assistants.attach.visible': () => attachFrom(attaching, 'visible'),
    'assistants.attach.symbol': () => attachFrom(attaching, 'symbol'),
    'assistants.attach.problems': () => attachFrom(attaching, 'problems'),
    'assistants.attach.changes': (argument) => attachFrom(attaching, 'changes', argument),
    'assistants.attach.staged': (argument) => attachFrom(attaching, 'staged', argument),
    'assistants.attach.terminal': () => attachFrom(attaching, 'terminal'),
    'assistants.attach.cells': (argument) => attachFrom(attaching, 'cells', argument),
    'assistants.showRequest': () => showRequest(parts),
    'assistants.proposal.accept': (argument) => parts.proposals.accept(argument instanceof vscode.Uri ? argument : undefined),
    'assistants.proposal.reject': (argument) => parts.proposals.reject(argument instanceof vscode.Uri ? argument : undefined),
    'assistants.setApiKey': async () => void (await setApiKey(keys)),
    'assistants.removeApiKey': () => removeApiKey(keys),
    'assistants.chooseConnection': () => chooseConnection(newConnection),
    'assistants.addConnection': newConnection,
    'assistants.chooseModel': async () => void (await chooseModel(lists, explain)),
    'assistants.testConnection': () => testConnection(backEnds, log),
    'assistants.checkSetup': () => showSetup(parts),
    'assistants.keyboardHelp': () => parts.reports.show(`${t('Keyboard')}.md`, keyboardDocument()),
    'assistants.openLog': async () => {
      log.show();
    },
    'assistants.chooseAssistant': async () => void (await chooseAssistant(parts)),
    'assistants.setThreadInstructions': () => setThreadInstructions(parts),
    'assistants.prompt.new': () => newPromptFile(parts.storage),
    'assistants.assistant.new': () => newAssistant(parts),
    'assistants.assistant.open': onAssistant(parts, openAssistant),
    'assistants.assistant.startChat': onAssistant(parts, async ({ assistant }) => {
      startChat(sideBar, assistant.id);
      await sideBar.view.compose();
    }),
    'assistants.assistant.setDefault': onAssistant(parts, async ({ assistant }) => {
      parts.assistants.makeDefault(assistant.id);
    }),
    'assistants.assistant.rename': onAssistant(parts, (entry) => renameAssistant(parts, entry)),
    'assistants.assistant.duplicate': onAssistant(parts, (entry) => duplicateAssistant(parts, entry)),
    'assistants.assistant.copy': onAssistant(parts, (entry) => carryAssistant(parts, entry, true)),
    'assistants.assistant.move': onAssistant(parts, (entry) => carryAssistant(parts, entry, false)),
    'assistants.assistant.delete': onAssistant(parts, (entry) => deleteAssistant(parts, entry)),
    'assistants.assistant.reveal': onAssistant(parts, async ({ address }) => {
      await vscode.commands.executeCommand(address.startsWith('file:') && vscode.env.uiKind === vscode.UIKind.Desktop ? 'revealFileInOS' : 'revealInExplorer', vscode.Uri.parse(address));
    }),
    'assistants.assistant.replaceModel': onAssistant(parts, (entry) => replaceModel(parts, entry)),
    'assistants.assistant.syncKnowledge': onAssistant(parts, (entry) => syncKnowledge(parts, entry)),
    'assistants.assistant.searchHere': onAssistant(parts, (entry) => searchHere(parts, entry)),
    'assistants.assistant.import': () => importAssistants(parts),
    'assistants.assistant.export': onAssistant(parts, exportAssistant),
    'assistants.server.refresh': onConnection(async ({ connection }) => {
      parts.catalogue.refresh(connection.id);
    }),
    'assistants.server.new': onConnection((node) => createAtServer(parts, node)),
    'assistants.server.openById': onConnection((node) => openById(parts, node)),
    'assistants.server.startChat': onServerAssistant(async (node) => {
      await chatWithServerAssistant(sideBar, node);
      await sideBar.view.compose();
    }),
    'assistants.server.copy': onServerAssistant((node) => copyFromServer(parts, node)),
    'assistants.server.files': onServerAssistant((node) => filesAtServer(parts, node)),
    'assistants.server.delete': onServerAssistant((node) => deleteAtServer(parts, node)),
    ...fileCommands(parts),
    'assistants.showStorage': () => showStorage(parts),
    'assistants.countTokens': () => countTokens(parts),
    'assistants.createEmbedding': () => createEmbedding(parts),
    'assistants.completeSelection': () => completeSelection(parts),
    ...threadCommands(sideBar),
  };
}

/** What is said to the assistant on top of its own instructions, with each turn of the thread on show. */
async function setThreadInstructions({ desk, threads }: CommandParts): Promise<void> {
  if (desk.threadId === undefined) {
    void vscode.window.showInformationMessage(t('Begin a thread first: instructions belong to one.'));
    return;
  }
  const value = threads.open(desk.threadId).instructions ?? '';
  const prompt = t('Said to the assistant on top of its own instructions, with each message of this thread. Leave it empty for none.');
  const instructions = await vscode.window.showInputBox({ title: t('Instructions for This Thread'), prompt, value, ignoreFocusOut: true });
  if (instructions !== undefined) threads.apply(desk.threadId, [{ type: 'instructed', at: Date.now(), instructions: instructions.trim() }], { durable: true });
}

/** Shows what sending the composer's contents would send. */
async function showRequest(parts: CommandParts): Promise<void> {
  await parts.inspector.showUpcoming(await composerContents(parts));
}

/** A command on the assistant that the list handed to it, or on the selected one. */
function onAssistant(parts: CommandParts, run: (entry: AssistantEntry) => Promise<void>): (argument: unknown) => Promise<void> {
  return async (argument) => {
    const wanted = argument ?? parts.selectedAssistant();
    const id = typeof wanted === 'object' && wanted !== null && 'assistant' in wanted && typeof wanted.assistant === 'object' && wanted.assistant !== null && 'id' in wanted.assistant ? wanted.assistant.id : undefined;
    const entry = (await parts.assistants.list()).find(({ assistant }) => assistant.id === id);
    if (entry !== undefined) await run(entry);
  };
}

/** A command on a connection that the list handed to it. */
function onConnection(run: (node: ConnectionNode) => Promise<void>): (argument: unknown) => Promise<void> {
  return async (argument) => {
    if (isNode(argument, 'connection')) await run(argument);
  };
}

/** A command on an assistant at a server that the list handed to it. */
function onServerAssistant(run: (node: ServerNode) => Promise<void>): (argument: unknown) => Promise<void> {
  return async (argument) => {
    if (isNode(argument, 'server')) await run(argument);
  };
}

function isNode<Kind extends (ConnectionNode | ServerNode)['kind']>(argument: unknown, kind: Kind): argument is Extract<ConnectionNode | ServerNode, { readonly kind: Kind }> {
  return typeof argument === 'object' && argument !== null && 'kind' in argument && argument.kind === kind && 'connection' in argument;
}

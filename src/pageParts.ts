import * as vscode from 'vscode';
import type { Assistants } from './core/assistants.ts';
import { Attachments } from './core/attachments.ts';
import type { BackEnds } from './core/backEnds.ts';
import type { ContextMeter } from './core/contextMeter.ts';
import type { ContextCounter } from './core/contextParts.ts';
import type { Desk } from './core/desk.ts';
import type { FunctionCalls } from './core/functionCalls.ts';
import type { Gate } from './core/gate.ts';
import type { HostParts } from './core/hostParts.ts';
import { MessageActs } from './core/messageActs.ts';
import { Metering } from './core/metering.ts';
import type { ModelLists } from './core/modelLists.ts';
import { RoomMaker } from './core/roomMaker.ts';
import type { Spending } from './core/spending.ts';
import type { Log } from './core/stores.ts';
import type { Status } from './shared/status.ts';
import { askChanged, readAgain } from './vscode/askChanged.ts';
import type { AttachParts } from './vscode/attachCommands.ts';
import { attachFound } from './vscode/attachPicker.ts';
import { withProgress } from './vscode/cancellation.ts';
import { chatFontSetting } from './vscode/chatFont.ts';
import { chooseForm } from './vscode/chooseForm.ts';
import type { ShownChat } from './vscode/chats.ts';
import { runComposerCommand } from './vscode/composerCommands.ts';
import { attachDropped } from './vscode/droppedUris.ts';
import { askResult } from './vscode/functionResults.ts';
import { messageSurface } from './vscode/messageSurface.ts';
import { openAttachment } from './vscode/openAttachment.ts';
import { addressOf } from './vscode/pathAddress.ts';
import type { Reports } from './vscode/reports.ts';
import { sendKeySetting } from './vscode/sendKey.ts';
import type { WorkspaceFileIndex } from './vscode/workspaceFileIndex.ts';

/** What of a page's parts all pages share. */
type Shared = 'attachmentStore' | 'chat' | 'codeTheme' | 'codeUses' | 'currentEditor' | 'explain' | 'inspector' | 'openCitation' | 'openLink' | 'outputFiles' | 'outputs' | 'places' | 'prompts' | 'queue' | 'threads' | 'workspace';

/** What pages are made of. */
interface PageSource extends Pick<HostParts, Shared>, Pick<AttachParts, 'frontEditor' | 'globalIgnore' | 'realPath'> {
  readonly assistants: Assistants;
  readonly backEnds: BackEnds;
  readonly lists: ModelLists;
  readonly meter: ContextMeter;
  readonly counter: ContextCounter;
  readonly gate: Gate;
  readonly countTokens: (text: string) => Promise<number>;
  readonly spending: Spending;
  readonly calls: FunctionCalls;
  readonly reports: Reports;
  readonly workspaceFiles: WorkspaceFileIndex;
  readonly attachmentFolder: vscode.Uri;
  readonly log: Log;
}

/** What one page's questions are answered with, at a desk of its own. */
export function pageParts(parts: PageSource, desk: Desk, shown: Pick<HostParts, 'act' | 'use'> & Pick<ShownChat, 'compose'>): HostParts {
  const { threads, chat, meter, lists, assistants, spending, backEnds, reports, explain, counter, gate, countTokens, calls, currentEditor, attachmentStore, attachmentFolder, workspaceFiles, frontEditor, realPath, globalIgnore, log } = parts;
  const attachments = new Attachments(countTokens, { get: () => desk.held, set: (held) => { desk.hold(held); } });
  desk.onShow(() => { attachments.turn(); });
  const attaching = { attachments, attachmentStore, frontEditor, realPath, globalIgnore, reports, compose: shown.compose };
  const metering = new Metering({ chat, meter, lists, desk, attachments, currentEditor, threads, assistants, spending });
  const rooms = new RoomMaker({ chat, meter, counter, threads, attachments, currentEditor, desk, addressOf, inSight: withProgress });
  const messages = new MessageActs({ threads, chat, meter, rooms, desk, gate, attachments, currentEditor, surface: messageSurface({ assistants, backEnds, lists, reports, explain }), log, workspace: parts.workspace, addressOf });
  const status = async (): Promise<Status> => {
    await assistants.list();
    const saved: Pick<Status, 'unsaved'> = threads.isSaved ? {} : { unsaved: true };
    const answering = await backEnds.status(assistants.peek((desk.threadId === undefined ? desk.assistantId : threads.open(desk.threadId).assistantId) ?? assistants.defaultId));
    return { ...answering, ...saved, ...sendKeySetting(), ...chatFontSetting() };
  };
  return {
    ...parts, desk, attachments, messages, metering, rooms, status, askChanged, act: shown.act, use: shown.use, files: workspaceFiles,
    readAgain: (address) => readAgain(address, { attachmentStore, realPath }),
    runCommand: (command) => runComposerCommand(desk, command),
    attach: async () => void (await vscode.commands.executeCommand('assistants.attach')),
    drop: (uris) => attachDropped(attaching, uris),
    attachFound: (found) => attachFound({ ...attaching, workspaceFiles }, found),
    chooseForm,
    openAttachment: (attachment) => openAttachment(reports, attachmentFolder, attachment),
    askResult: (id) => askResult(calls, id),
  };
}

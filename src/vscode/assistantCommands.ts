import * as vscode from 'vscode';
import type { Definition } from '../core/assistant.ts';
import type { AssistantEntry, Assistants } from '../core/assistants.ts';
import { builtInAssistant } from '../core/builtInAssistant.ts';
import type { Chat } from '../core/chat.ts';
import type { Desk } from '../core/desk.ts';
import type { Threads } from '../core/threads.ts';
import { FailureError } from '../shared/rpc.ts';
import { personalFolder, workspaceFolders, type AssistantFolder } from './assistantFolders.ts';
import type { AssistantFiles } from './assistantShelf.ts';

/** What the commands on assistants work with. */
export interface AssistantCommandParts {
  readonly assistants: Assistants;
  readonly assistantFiles: AssistantFiles;
  readonly threads: Threads;
  readonly chat: Chat;
  readonly desk: Desk;
  /** Where the extension keeps the user's own things. */
  readonly storage: vscode.Uri;
}

/** Makes an assistant in steps: from what, under which name, where; then opens its file. */
export async function newAssistant(parts: AssistantCommandParts): Promise<void> {
  const definition = await pickBeginning(parts);
  if (definition === undefined) return;
  const value = definition.name;
  const name = await vscode.window.showInputBox({ title: 'New Assistant', prompt: 'Its name', value, ignoreFocusOut: true, validateInput: nameProblem });
  if (name === undefined) return;
  const folder = await pickFolder(parts.storage, `Where is “${name.trim()}” to be kept?`);
  if (folder === undefined) return;
  await open(await create(parts, folder, { ...definition, name: name.trim() }));
}

/** Opens the assistant's file. */
export async function openAssistant(entry: AssistantEntry): Promise<void> {
  await open(vscode.Uri.parse(entry.address));
}

/** Begins a new thread with the assistant. */
export function startChat({ desk }: AssistantCommandParts, assistantId: string): void {
  desk.show(undefined, assistantId);
}

export async function renameAssistant(parts: AssistantCommandParts, { assistant, address }: AssistantEntry): Promise<void> {
  const value = assistant.name;
  const name = await vscode.window.showInputBox({ title: 'Rename Assistant', value, validateInput: nameProblem });
  if (name === undefined || name.trim() === value) return;
  const { changeAssistantFile } = await import('../core/assistantFile.ts');
  const uri = vscode.Uri.parse(address);
  await write(uri, changeAssistantFile(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), { name: name.trim() }));
  parts.assistantFiles.touched();
}

/** Makes a copy under a name of its own, in the same place. */
export async function duplicateAssistant(parts: AssistantCommandParts, entry: AssistantEntry): Promise<void> {
  const folder = folders(parts.storage).find(({ place }) => place === (entry.place === 'agent' ? 'workspace' : entry.place));
  if (folder !== undefined) await open(await copy(parts, entry, folder, `${entry.assistant.name} copy`));
}

/** Copies or moves between the user's own assistants and the workspace's. */
export async function carryAssistant(parts: AssistantCommandParts, entry: AssistantEntry, keep: boolean): Promise<void> {
  const target = folders(parts.storage).find(({ place }) => place === (entry.place === 'personal' ? 'workspace' : 'personal'));
  if (target === undefined) throw new FailureError({ kind: 'assistant', message: 'No folder is open that the assistant could be put into.', action: 'openLog' });
  await copy(parts, entry, target, entry.assistant.name);
  if (!keep) await vscode.workspace.fs.delete(vscode.Uri.parse(entry.address));
  parts.assistantFiles.touched();
}

/** Deletes the file and offers to have it back. Threads with it stay. */
export async function deleteAssistant(parts: AssistantCommandParts, { assistant, address }: AssistantEntry): Promise<void> {
  const uri = vscode.Uri.parse(address);
  const bytes = await vscode.workspace.fs.readFile(uri);
  await vscode.workspace.fs.delete(uri);
  parts.assistantFiles.touched();
  if ((await vscode.window.showInformationMessage(`Deleted “${assistant.name}”. Its threads are still there.`, 'Undo')) !== 'Undo') return;
  await vscode.workspace.fs.writeFile(uri, bytes);
  parts.assistantFiles.touched();
}

/** Lets this assistant answer from now on: in the thread on show, or in a new one. */
export function assign({ threads, desk }: AssistantCommandParts, assistantId: string): void {
  if (desk.threadId === undefined) desk.show(undefined, assistantId);
  else threads.apply(desk.threadId, [{ type: 'assigned', at: Date.now(), assistantId }], { durable: true });
}

async function pickBeginning({ assistants, desk, threads }: AssistantCommandParts): Promise<Definition | undefined> {
  const { assistantTemplates } = await import('../core/assistantTemplates.ts');
  const thread = desk.threadId === undefined ? undefined : threads.open(desk.threadId);
  const asked = assistants.peek(thread?.assistantId ?? assistants.defaultId);
  const fromThread = { ...asked, name: `${asked.name} for ${thread?.title ?? ''}`.slice(0, 80), instructions: [asked.instructions, thread?.instructions ?? ''].filter((part) => part !== '').join('\n\n') };
  const items: (vscode.QuickPickItem & { readonly definition?: Definition })[] = [
    { label: '$(file) From scratch', definition: { ...builtInAssistant, name: '', description: '', instructions: 'You are a helpful assistant.' } },
    ...(thread === undefined ? [] : [{ label: '$(comment-discussion) From the thread on show', description: thread.title, definition: fromThread }]),
    { label: 'Templates', kind: vscode.QuickPickItemKind.Separator },
    ...assistantTemplates.map((definition) => ({ label: `$(hubot) ${definition.name}`, ...(definition.description === undefined ? {} : { detail: definition.description }), definition })),
  ];
  return (await vscode.window.showQuickPick(items, { title: 'New Assistant', placeHolder: 'What is it to begin from?', matchOnDetail: true, ignoreFocusOut: true }))?.definition;
}

async function pickFolder(storage: vscode.Uri, placeHolder: string): Promise<AssistantFolder | undefined> {
  const own = personalFolder(storage);
  const shared = workspaceFolders().filter(({ place }) => place === 'workspace');
  if (shared.length === 0) return own;
  const items = [
    { label: '$(account) Personal', detail: 'For you, in every workspace', folder: own },
    ...shared.map((folder) => ({ label: '$(folder) Workspace', detail: `In ${vscode.workspace.asRelativePath(folder.uri, true)}, for everybody who has this folder`, folder })),
  ];
  return (await vscode.window.showQuickPick(items, { title: 'New Assistant', placeHolder, ignoreFocusOut: true }))?.folder;
}

async function create({ assistantFiles }: AssistantCommandParts, folder: AssistantFolder, definition: Definition): Promise<vscode.Uri> {
  const { writeAssistantFile } = await import('../core/assistantFile.ts');
  const uri = await freeFile(folder, definition.name);
  await write(uri, writeAssistantFile(definition));
  assistantFiles.touched();
  return uri;
}

async function copy({ assistantFiles }: AssistantCommandParts, entry: AssistantEntry, folder: AssistantFolder, name: string): Promise<vscode.Uri> {
  const { changeAssistantFile } = await import('../core/assistantFile.ts');
  const uri = await freeFile(folder, name);
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(entry.address)));
  await write(uri, entry.assistant.name === name ? text : changeAssistantFile(text, { name }));
  assistantFiles.touched();
  return uri;
}

async function freeFile({ uri, ending }: AssistantFolder, name: string): Promise<vscode.Uri> {
  const { freeStem } = await import('../core/assistantFileName.ts');
  await vscode.workspace.fs.createDirectory(uri);
  const taken = (await vscode.workspace.fs.readDirectory(uri)).flatMap(([file]) => (file.endsWith(ending) ? [file.slice(0, -ending.length)] : []));
  return vscode.Uri.joinPath(uri, `${freeStem(name, taken)}${ending}`);
}

function folders(storage: vscode.Uri): readonly AssistantFolder[] {
  return [personalFolder(storage), ...workspaceFolders()];
}

async function open(uri: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(uri, { preview: false });
}

async function write(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

function nameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'Enter a name.';
  return name.length > 256 ? 'A name has at most 256 characters.' : undefined;
}

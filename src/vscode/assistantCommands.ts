import * as vscode from 'vscode';
import type { Definition } from '../core/assistant.ts';
import type { AssistantEntry, Assistants } from '../core/assistants.ts';
import { builtInAssistant } from '../core/builtInAssistant.ts';
import type { Chat } from '../core/chat.ts';
import type { Desk } from '../core/desk.ts';
import type { ModelLists } from '../core/modelLists.ts';
import type { Threads } from '../core/threads.ts';
import { FailureError } from '../shared/rpc.ts';
import { personalFolder, workspaceFolders, type AssistantFolder } from './assistantFolders.ts';
import { freeFile, pickFolder } from './assistantPlaces.ts';
import type { AssistantFiles } from './assistantShelf.ts';
import { t } from '../shared/words.ts';

/** What the commands on assistants work with. */
export interface AssistantCommandParts {
  readonly assistants: Assistants;
  readonly assistantFiles: AssistantFiles;
  readonly threads: Threads;
  readonly chat: Chat;
  readonly desk: Desk;
  readonly lists: ModelLists;
  /** Where the extension keeps the user's own things. */
  readonly storage: vscode.Uri;
}

/** Makes an assistant in steps: from what, under which name, where; then opens its file. */
export async function newAssistant(parts: AssistantCommandParts): Promise<void> {
  const definition = await pickBeginning(parts);
  if (definition === undefined) return;
  const value = definition.name;
  const name = await vscode.window.showInputBox({ title: t('New Assistant'), prompt: t('Its name'), value, ignoreFocusOut: true, validateInput: nameProblem });
  if (name === undefined) return;
  const folder = await pickFolder(parts.storage, t('New Assistant'), t('Where is “{0}” to be kept?', name.trim()));
  if (folder === undefined) return;
  await open(await create(parts, folder, { ...definition, name: name.trim() }));
}

/** Opens the assistant's file. */
export async function openAssistant(entry: AssistantEntry): Promise<void> {
  await open(vscode.Uri.parse(entry.address));
}

/** Begins a new thread with the assistant. */
export function startChat({ desk }: AssistantCommandParts, assistantId: string): void {
  desk.show(undefined, { assistantId });
}

export async function renameAssistant(parts: AssistantCommandParts, { assistant, address }: AssistantEntry): Promise<void> {
  const value = assistant.name;
  const name = await vscode.window.showInputBox({ title: t('Rename Assistant'), value, validateInput: nameProblem });
  if (name === undefined || name.trim() === value) return;
  await change(parts, vscode.Uri.parse(address), { name: name.trim() });
}

/** Puts another model into the assistant's file, in the place of one that retires. */
export async function replaceModel(parts: AssistantCommandParts, { assistant, address }: AssistantEntry): Promise<void> {
  const replacement = parts.lists.retirement(assistant)?.replacement;
  if (replacement === undefined) throw new FailureError({ kind: 'assistant', message: t('No replacement is known for the model of “{0}”: name one in its file.', assistant.name), action: 'openAssistant' });
  await change(parts, vscode.Uri.parse(address), { model: replacement });
  void vscode.window.showInformationMessage(t('“{0}” uses {1} from its next turn on.', assistant.name, replacement));
}

/** Makes a copy under a name of its own, in the same place. */
export async function duplicateAssistant(parts: AssistantCommandParts, entry: AssistantEntry): Promise<void> {
  const folder = folders(parts.storage).find(({ place }) => place === (entry.place === 'agent' ? 'workspace' : entry.place));
  if (folder !== undefined) await open(await copy(parts, entry, folder, t('{0} copy', entry.assistant.name)));
}

/** Copies or moves between the user's own assistants and the workspace's. */
export async function carryAssistant(parts: AssistantCommandParts, entry: AssistantEntry, keep: boolean): Promise<void> {
  const target = folders(parts.storage).find(({ place }) => place === (entry.place === 'personal' ? 'workspace' : 'personal'));
  if (target === undefined) throw new FailureError({ kind: 'assistant', message: t('No folder is open that the assistant could be put into.'), action: 'openLog' });
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
  if ((await vscode.window.showInformationMessage(t('Deleted “{0}”. Its threads are still there.', assistant.name), t('Undo'))) !== t('Undo')) return;
  await vscode.workspace.fs.writeFile(uri, bytes);
  parts.assistantFiles.touched();
}

/** Lets this assistant answer from now on: in the thread on show, or in a new one. */
export function assign({ threads, desk }: AssistantCommandParts, assistantId: string): void {
  if (desk.threadId === undefined) desk.show(undefined, { assistantId });
  else threads.apply(desk.threadId, [{ type: 'assigned', at: Date.now(), assistantId }], { durable: true });
}

async function pickBeginning({ assistants, desk, threads }: AssistantCommandParts): Promise<Definition | undefined> {
  const { assistantTemplates } = await import('../core/assistantTemplates.ts');
  const thread = desk.threadId === undefined ? undefined : threads.open(desk.threadId);
  const asked = assistants.peek(thread?.assistantId ?? assistants.defaultId);
  const fromThread = { ...asked, name: t('{0} for {1}', asked.name, thread?.title ?? '').slice(0, 80), instructions: [asked.instructions, thread?.instructions ?? ''].filter((part) => part !== '').join('\n\n') };
  const items: (vscode.QuickPickItem & { readonly definition?: Definition })[] = [
    { label: t('$(file) From scratch'), definition: { ...builtInAssistant, name: '', description: '', instructions: 'You are a helpful assistant.' } },
    ...(thread === undefined ? [] : [{ label: t('$(comment-discussion) From the thread on show'), description: thread.title, definition: fromThread }]),
    { label: t('Templates'), kind: vscode.QuickPickItemKind.Separator },
    ...assistantTemplates.map((definition) => ({ label: `$(hubot) ${definition.name}`, ...(definition.description === undefined ? {} : { detail: definition.description }), definition })),
  ];
  return (await vscode.window.showQuickPick(items, { title: t('New Assistant'), placeHolder: t('What is it to begin from?'), matchOnDetail: true, ignoreFocusOut: true }))?.definition;
}

/** Changes keys of a file: in its editor if that holds changes that are not saved, else on the disk. */
async function change({ assistantFiles }: AssistantCommandParts, uri: vscode.Uri, changes: Readonly<Record<string, string>>): Promise<void> {
  const { changeAssistantFile } = await import('../core/assistantFile.ts');
  const edited = vscode.workspace.textDocuments.find((document) => document.isDirty && document.uri.toString() === uri.toString());
  if (edited === undefined) await write(uri, changeAssistantFile(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)), changes));
  else {
    const text = edited.getText();
    const edit = new vscode.WorkspaceEdit();
    edit.replace(uri, new vscode.Range(edited.positionAt(0), edited.positionAt(text.length)), changeAssistantFile(text, changes));
    await vscode.workspace.applyEdit(edit);
    await edited.save();
  }
  assistantFiles.touched();
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
  if (name.trim() === '') return t('Enter a name.');
  return name.length > 256 ? t('A name has at most 256 characters.') : undefined;
}

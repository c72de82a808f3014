import * as vscode from 'vscode';
import { emptyDefinition, type Definition } from '../core/assistant.ts';
import type { Assistants } from '../core/assistants.ts';
import type { Desk } from '../core/desk.ts';
import type { ServerCatalogue } from '../core/serverCatalogue.ts';
import type { AssistantFiles } from './assistantShelf.ts';
import { personalFolder } from './assistantFolders.ts';
import { freeFile } from './assistantPlaces.ts';
import { serverAddress, type ServerAssistantFiles } from './serverAssistantFiles.ts';
import { withProgress } from './cancellation.ts';
import type { ConnectionNode, ServerNode } from './assistantsView.ts';
import { t } from '../shared/words.ts';

/** What the commands on assistants at servers work with. */
export interface ServerCommandParts {
  readonly assistants: Assistants;
  readonly assistantFiles: AssistantFiles;
  readonly catalogue: ServerCatalogue;
  readonly serverFiles: ServerAssistantFiles;
  readonly desk: Desk;
  /** Where the extension keeps the user's own things. */
  readonly storage: vscode.Uri;
}

/** Makes an assistant at the server, from nothing or from one of the user's own, and opens it. */
export async function createAtServer({ assistants, catalogue }: ServerCommandParts, { connection }: ConnectionNode): Promise<void> {
  const own = (await assistants.list()).filter(({ failure }) => failure === undefined);
  const scratch = { label: t('$(file) From scratch'), definition: { ...emptyDefinition, instructions: 'You are a helpful assistant.' } };
  const items: readonly { label: string; detail?: string; definition: Definition }[] = [scratch, ...own.map(({ assistant }) => ({ label: `$(hubot) ${assistant.name}`, ...(assistant.description === undefined ? {} : { detail: assistant.description }), definition: assistant }))];
  const title = t('New Assistant at {0}', connection.name);
  const picked = items.length === 1 ? scratch : await vscode.window.showQuickPick(items, { title, placeHolder: t('What is it to begin from?'), matchOnDetail: true });
  if (picked === undefined) return;
  const name = await vscode.window.showInputBox({ title, prompt: t('Its name'), value: picked.definition.name, validateInput: (text) => (text.trim() === '' ? t('Enter a name.') : text.length > 256 ? t('A name has at most 256 characters.') : undefined) });
  if (name === undefined) return;
  const made = await catalogue.create(connection.id, { ...picked.definition, name: name.trim() });
  await vscode.window.showTextDocument(serverAddress(connection.id, made), { preview: false });
}

/** Opens an assistant of the server by its id, listed or not. */
export async function openById({ catalogue }: ServerCommandParts, { connection }: ConnectionNode): Promise<void> {
  const id = await vscode.window.showInputBox({ title: t('Open an Assistant of {0}', connection.name), prompt: t('Its id, such as asst_abc123'), validateInput: (text) => (text.trim() === '' ? t('Enter an id.') : undefined) });
  if (id !== undefined) await vscode.window.showTextDocument(serverAddress(connection.id, await catalogue.retrieve(connection.id, id.trim())), { preview: false });
}

/** Begins a thread with an assistant of the server: a personal assistant is bound to it, unless one is already. */
export async function chatWithServerAssistant(parts: ServerCommandParts, { connection, item }: ServerNode): Promise<void> {
  const bound = (await parts.assistants.list()).find(({ assistant }) => assistant.serverId === item.id && assistant.connection === connection.id);
  if (bound !== undefined) {
    parts.desk.show(undefined, { assistantId: bound.assistant.id });
    return;
  }
  const { name, description } = item.definition;
  const uri = await keep(parts, { ...emptyDefinition, name: nameOf(item), ...(description === undefined ? {} : { description }), connection: connection.id, serverId: item.id }, name);
  const entry = (await parts.assistants.list()).find(({ address }) => address === uri.toString());
  if (entry !== undefined) parts.desk.show(undefined, { assistantId: entry.assistant.id });
}

/** Copies an assistant of the server into a file of the user's own, which any connection can answer for. */
export async function copyFromServer(parts: ServerCommandParts, { connection, item }: ServerNode): Promise<void> {
  const { definition } = await parts.catalogue.retrieve(connection.id, item.id);
  await vscode.window.showTextDocument(await keep(parts, { ...definition, name: nameOf(item) }, definition.name), { preview: false });
}

/** Deletes an assistant at its server, once the user has said so: there is no way back but the file that can be kept. */
export async function deleteAtServer(parts: ServerCommandParts, node: ServerNode): Promise<void> {
  const { connection, item } = node;
  const copyFirst = t('Copy to Personal, then Delete');
  const detail = t('{0} cannot bring it back. Threads here stay as they are.', connection.name);
  const answer = await vscode.window.showWarningMessage(t('Delete “{0}” at {1}?', nameOf(item), connection.name), { modal: true, detail }, copyFirst, t('Delete'));
  if (answer === undefined) return;
  if (answer === copyFirst) await copyFromServer(parts, node);
  await parts.catalogue.remove(connection.id, item.id);
}

/** Shows the files of an assistant of the server: one more can be attached, and each detached. */
export async function filesAtServer(parts: ServerCommandParts, { connection, item }: ServerNode): Promise<void> {
  const { catalogue, serverFiles } = parts;
  const ids = await withProgress(t('Asking {0} for the files of “{1}”…', connection.name, nameOf(item)), () => catalogue.files(connection.id, item.id));
  if (ids === undefined) return;
  const attach = t('$(add) Attach a file by its id…');
  const items: (vscode.QuickPickItem & { readonly id?: string })[] = [...ids.map((id) => ({ label: `$(file) ${id}`, description: t('detach'), id })), { label: attach }];
  const picked = await vscode.window.showQuickPick(items, { title: t('Files of “{0}”', nameOf(item)), placeHolder: ids.length === 0 ? t('It has no files.') : t('Pick a file to detach it. It stays at the server.') });
  if (picked === undefined) return;
  if (picked.id !== undefined) {
    await catalogue.detach(connection.id, item.id, picked.id);
    void vscode.window.showInformationMessage(t('Detached {0} from “{1}”.', picked.id, nameOf(item)));
  } else {
    const fileId = await vscode.window.showInputBox({ title: t('Attach a File to “{0}”', nameOf(item)), prompt: t('The file’s id at the server, such as file-abc123'), validateInput: (text) => (text.trim() === '' ? t('Enter an id.') : undefined) });
    if (fileId === undefined) return;
    await catalogue.attach(connection.id, item.id, fileId.trim());
    void vscode.window.showInformationMessage(t('Attached {0} to “{1}”.', fileId.trim(), nameOf(item)));
  }
  serverFiles.touched(serverAddress(connection.id, item));
}

async function keep({ storage, assistantFiles }: ServerCommandParts, definition: Definition, name: string): Promise<vscode.Uri> {
  const { writeAssistantFile } = await import('../core/assistantFile.ts');
  const uri = await freeFile(personalFolder(storage), name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(writeAssistantFile(definition)));
  assistantFiles.touched();
  return uri;
}

function nameOf({ id, definition }: ServerNode['item']): string {
  return definition.name === '' ? id : definition.name;
}

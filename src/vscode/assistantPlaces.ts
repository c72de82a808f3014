import * as vscode from 'vscode';
import { personalFolder, workspaceFolders, type AssistantFolder } from './assistantFolders.ts';
import { t } from '../shared/words.ts';

/** Lets the user say where something new is kept: with their own assistants, or in the workspace; undefined when they give up. */
export async function pickFolder(storage: vscode.Uri, title: string, placeHolder: string): Promise<AssistantFolder | undefined> {
  const own = personalFolder(storage);
  const shared = workspaceFolders().filter(({ place }) => place === 'workspace');
  if (shared.length === 0) return own;
  const items = [
    { label: t('$(account) Personal'), detail: t('For you, in every workspace'), folder: own },
    ...shared.map((folder) => ({ label: t('$(folder) Workspace'), detail: t('In {0}, for everybody who has this folder', vscode.workspace.asRelativePath(folder.uri, true)), folder })),
  ];
  return (await vscode.window.showQuickPick(items, { title, placeHolder, ignoreFocusOut: true }))?.folder;
}

/** The address of a file that is not there yet, with this name as far as files can have it. */
export async function freeFile({ uri, ending }: { readonly uri: vscode.Uri; readonly ending: string }, name: string): Promise<vscode.Uri> {
  const { freeStem } = await import('../core/assistantFileName.ts');
  await vscode.workspace.fs.createDirectory(uri);
  const taken = (await vscode.workspace.fs.readDirectory(uri)).flatMap(([file]) => (file.endsWith(ending) ? [file.slice(0, -ending.length)] : []));
  return vscode.Uri.joinPath(uri, `${freeStem(name, taken)}${ending}`);
}

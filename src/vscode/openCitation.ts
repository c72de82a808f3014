import * as vscode from 'vscode';
import { citedPlace } from '../core/citedPlace.ts';
import type { Citation } from '../shared/answerParts.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** Opens the file of a citation at the passage, and says so when the file is another by now. Throws FailureError `notFound` when it is not in this workspace. */
export async function openCitation(citation: Citation): Promise<void> {
  const { name, path } = citation;
  if (path === undefined) throw notFound(t('“{0}” is a file at the server; where it came from is not known on this machine.', name));
  const file = await fileAt(path);
  if (file === undefined) throw notFound(t('{0} is not in this workspace.', path));
  const document = await textOf(file.uri);
  if (document === undefined) {
    await vscode.commands.executeCommand('vscode.open', file.uri);
    return;
  }
  const { startLine, endLine = startLine, changed } = citedPlace(citation, document.getText(), await hashOf(file.bytes));
  const selection = startLine === undefined || endLine === undefined ? undefined : new vscode.Range(startLine - 1, 0, endLine - 1, Number.MAX_SAFE_INTEGER);
  await vscode.window.showTextDocument(document, { preview: true, ...(selection === undefined ? {} : { selection: document.validateRange(selection) }) });
  if (!changed && !document.isDirty) return;
  void vscode.window.showInformationMessage(changedWords(path, citation.quote !== undefined, selection !== undefined));
}

/** What is said of a file that has changed; where its words are not known, nothing is said of them. */
function changedWords(path: string, isQuoted: boolean, isFound: boolean): string {
  if (isFound) return t('{0} has changed since it was cited. {1}', path, t('What is selected is where the cited words stand now.'));
  return isQuoted ? t('{0} has changed since it was cited. {1}', path, t('The cited words are not in it any more.')) : t('{0} has changed since it was cited.', path);
}

/** The file in the workspace: a path begins with the name of its folder where there are several, as VS Code shows it. */
async function fileAt(path: string): Promise<{ readonly uri: vscode.Uri; readonly bytes: Uint8Array } | undefined> {
  const parts = path.split(/[/\\]/);
  if (parts.includes('..') || parts.includes('')) return undefined;
  const folders = vscode.workspace.workspaceFolders ?? [];
  for (const folder of folders) {
    const inside = folders.length === 1 ? parts : folder.name === parts[0] ? parts.slice(1) : [];
    if (inside.length === 0) continue;
    const uri = vscode.Uri.joinPath(folder.uri, ...inside);
    const bytes = await vscode.workspace.fs.readFile(uri).then((read) => read, () => undefined);
    if (bytes !== undefined) return { uri, bytes };
  }
  return undefined;
}

/** The document; undefined for a file that is no text. */
async function textOf(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  return vscode.workspace.openTextDocument(uri).then((document) => document, () => undefined);
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex');
}

function notFound(message: string): FailureError {
  return new FailureError({ kind: 'notFound', message, action: 'retry' });
}

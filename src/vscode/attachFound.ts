import * as vscode from 'vscode';
import type { Attachments } from '../core/attachments.ts';
import type { FileMatch } from '../core/fileRanking.ts';
import { FailureError } from '../shared/rpc.ts';
import type { WorkspaceFileIndex } from './workspaceFileIndex.ts';

/** Takes the file along with the next prompt as it stands, saved or not; of a folder, the names of what lies in it. */
export async function attachFound({ path, kind }: FileMatch, files: WorkspaceFileIndex, attachments: Attachments): Promise<void> {
  const uri = files.uriOf(path);
  if (uri === undefined) throw new FailureError({ kind: 'notFound', message: `${path} is no longer in this workspace. Type # to find another file.`, action: 'openLog' });
  if (kind === 'folder') {
    const names = (await vscode.workspace.fs.readDirectory(uri)).map(([name, type]) => ((type & vscode.FileType.Directory) === 0 ? name : `${name}/`));
    attachments.add({ kind: 'selection', path: `${path}/`, startLine: 1, endLine: Math.max(names.length, 1), language: 'plaintext', text: names.join('\n') });
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  attachments.add({ kind: 'selection', path, startLine: 1, endLine: document.lineCount, language: document.languageId, text: document.getText() });
  files.use(uri);
}

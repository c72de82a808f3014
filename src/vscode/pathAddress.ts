import * as vscode from 'vscode';
import type { Attachment, AttachmentKind } from '../shared/attachment.ts';

const ofFiles: ReadonlySet<AttachmentKind> = new Set(['file', 'selection', 'symbol', 'visible']);

/** Where the file of an attachment lies, by the path that is shown of it; undefined for what is of no file, and of none of this window. */
export function addressOf({ kind, path }: Pick<Attachment, 'kind' | 'path'>): string | undefined {
  if (!ofFiles.has(kind)) return undefined;
  if (/^(?:[/\\]|[A-Za-z]:[/\\])/.test(path)) return vscode.Uri.file(path).toString();
  const folders = vscode.workspace.workspaceFolders ?? [];
  const [only, another] = folders;
  if (only === undefined || another === undefined) return only === undefined ? undefined : vscode.Uri.joinPath(only.uri, path).toString();
  const folder = folders.find(({ name }) => path.startsWith(`${name}/`));
  return folder === undefined ? undefined : vscode.Uri.joinPath(folder.uri, path.slice(folder.name.length + 1)).toString();
}

import * as vscode from 'vscode';
import { formOf } from '../shared/attachmentForms.ts';
import type { Attachment, Media } from '../shared/attachment.ts';
import type { Reports } from './reports.ts';

/** Opens the file that an attachment was taken from, at its lines; where there is none any more, what was taken. `kept` is the folder of the bytes. */
export async function openAttachment(reports: Reports, kept: vscode.Uri, { kind, path, lines, language, text, media }: Attachment): Promise<void> {
  if (media !== undefined) {
    await openMedia(media, vscode.Uri.joinPath(kept, media.hash));
    return;
  }
  const document = kind === 'dropped' ? undefined : await fileAt(path);
  if (document === undefined) {
    await reports.show(`${path.replaceAll(/[/\\]/g, ' ')}${language === 'diff' ? '.diff' : ''}`, text);
    return;
  }
  const [first, last] = lines ?? [1, 1];
  const end = Math.min(last, document.lineCount) - 1;
  const selection = new vscode.Range(Math.min(first, document.lineCount) - 1, 0, end, lines === undefined ? 0 : document.lineAt(end).range.end.character);
  await vscode.window.showTextDocument(document, { selection });
}

// What was sent is shown, whatever the file has become. Bytes have no name that tells VS Code what they are.
async function openMedia(media: Media, file: vscode.Uri): Promise<void> {
  if (formOf({ media }) === 'image') await vscode.commands.executeCommand('vscode.openWith', file, 'imagePreview.previewEditor');
  else await vscode.commands.executeCommand('vscode.open', file);
}

/** The document at a path as attachments show it: relative to a folder of the workspace, or whole. */
async function fileAt(path: string): Promise<vscode.TextDocument | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const inFolders = folders.flatMap(({ uri, name }) => [vscode.Uri.joinPath(uri, path), ...(path.startsWith(`${name}/`) ? [vscode.Uri.joinPath(uri, path.slice(name.length + 1))] : [])]);
  const whole = /^(?:[/\\]|[A-Za-z]:[/\\])/.test(path) ? [vscode.Uri.file(path)] : inFolders;
  for (const uri of whole) {
    const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
    const there = open ?? (await vscode.workspace.fs.stat(uri).then(() => vscode.workspace.openTextDocument(uri), () => undefined));
    if (there !== undefined) return there;
  }
  return vscode.workspace.textDocuments.find((document) => document.isUntitled && document.uri.path === path);
}

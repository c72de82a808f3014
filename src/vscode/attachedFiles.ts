import * as vscode from 'vscode';
import type { NewAttachment } from '../core/attachments.ts';
import { fileLimit, fileTooLarge, mediaAttachment } from '../core/mediaAttachment.ts';
import { sizeProblem, textProblem } from '../core/readableText.ts';
import type { AttachmentStore } from '../core/stores.ts';
import { FailureError } from '../shared/rpc.ts';
import { described } from './editorPieces.ts';
import { t } from '../shared/words.ts';

/** What became of files that were to be attached: those that can be, and a sentence for each that cannot. */
export interface ReadFiles {
  readonly attachments: readonly NewAttachment[];
  readonly problems: readonly string[];
}

/** Reads files: images and documents as they are, all else as text, as VS Code decodes it and as it stands in editors. Never throws. */
export async function readFiles(uris: readonly vscode.Uri[], store: Pick<AttachmentStore, 'keep'>): Promise<ReadFiles> {
  const all = await Promise.all(uris.map((uri) => readPath(uri, store)));
  return { attachments: all.flatMap(({ attachments }) => attachments), problems: all.flatMap(({ problems }) => problems) };
}

async function readPath(uri: vscode.Uri, store: Pick<AttachmentStore, 'keep'>): Promise<ReadFiles> {
  const name = nameOf(uri);
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString() && (document.isDirty || document.isUntitled));
  if (open !== undefined) return fromText(open, name, open.getText());
  if (vscode.workspace.notebookDocuments.some((notebook) => notebook.isDirty && notebook.uri.toString() === uri.toString())) return problem(t('{0} has changes that are not saved: save it, and attach it again, or attach its cells.', name));
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return problem(t('{0} is no file that can be read.', name));
    if (size > fileLimit) return problem(fileTooLarge(name, size));
    const bytes = await vscode.workspace.fs.readFile(uri);
    const media = await mediaAttachment(name, bytes, store);
    if (media !== undefined) return { attachments: [{ ...media, address: uri.toString() }], problems: [] };
    const wrong = sizeProblem(name, size);
    if (wrong !== undefined) return problem(wrong);
    // The document knows the language and the encoding; its text may still be the one from before a change on the disk.
    const document = await vscode.workspace.openTextDocument(uri);
    return fromText(document, name, await vscode.workspace.decode(bytes, { encoding: document.encoding }));
  } catch (error) {
    return problem(reason(name, error));
  }
}

function fromText(document: vscode.TextDocument, name: string, text: string): ReadFiles {
  const wrong = text === '' ? t('{0} is empty.', name) : textProblem(name, text, document.encoding);
  return wrong === undefined ? { attachments: [{ kind: 'file', ...described(document), text, ...(document.isUntitled ? {} : { address: document.uri.toString() }) }], problems: [] } : problem(wrong);
}

function nameOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri).replaceAll(/\s+/g, ' ');
}

function reason(name: string, error: unknown): string {
  if (error instanceof FailureError) return error.failure.message;
  if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return t('{0} is not there any more.', name);
  const words = (error instanceof Error ? error.message : '').split('\n', 1)[0] ?? '';
  if (/binary/i.test(words)) return t('{0} is not a text file.', name);
  return words === '' ? t('{0} cannot be read.', name) : t('{0} cannot be read ({1}).', name, words);
}

function problem(words: string): ReadFiles {
  return { attachments: [], problems: [words] };
}

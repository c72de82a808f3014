import * as vscode from 'vscode';
import type { NewAttachment } from '../core/attachments.ts';
import { attachmentLimit } from '../core/attachments.ts';
import { otherFile, fileLimit, fileTooLarge, mediaAttachment } from '../core/mediaAttachment.ts';
import { textProblem } from '../core/readableText.ts';
import type { AttachmentStore } from '../core/stores.ts';
import { FailureError } from '../shared/rpc.ts';
import { cellPieces, cellScheme, described } from './editorPieces.ts';
import { withTarget, type RealPath } from './strayLinks.ts';
import { t } from '../shared/words.ts';

/** What became of files that were to be attached: those that can be, and a sentence for each that cannot. */
export interface ReadFiles {
  readonly attachments: readonly NewAttachment[];
  readonly problems: readonly string[];
}

/** What files are read with. */
export interface ReadParts {
  /** Keeps what is no text. */
  readonly attachmentStore: Pick<AttachmentStore, 'keep'>;
  readonly realPath: RealPath;
}

/** Reads files: images and documents as they are, text as VS Code decodes it and as it stands in editors; what is no text, or too long a one, travels apart. Never throws. */
export async function readFiles(uris: readonly vscode.Uri[], { attachmentStore, realPath }: ReadParts): Promise<ReadFiles> {
  const all = await Promise.all(uris.map(async (uri): Promise<ReadFiles> => {
    const { attachments, problems } = await readPath(uri, attachmentStore);
    return { attachments: await withTarget(attachments, uri, realPath), problems };
  }));
  return { attachments: all.flatMap(({ attachments }) => attachments), problems: all.flatMap(({ problems }) => problems) };
}

async function readPath(uri: vscode.Uri, store: Pick<AttachmentStore, 'keep'>): Promise<ReadFiles> {
  const name = nameOf(uri);
  if (uri.scheme === cellScheme) return readCell(uri, name);
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString() && (document.isDirty || document.isUntitled));
  if (open !== undefined) return fromText(open, name, open.getText(), store);
  if (vscode.workspace.notebookDocuments.some((notebook) => notebook.isDirty && notebook.uri.toString() === uri.toString())) return problem(t('{0} has changes that are not saved: save it, and attach it again, or attach its cells.', name));
  try {
    const { type, size } = await vscode.workspace.fs.stat(uri);
    if ((type & vscode.FileType.File) === 0) return problem(noFile(name, type));
    if (size > fileLimit) return problem(fileTooLarge(name, size));
    const bytes = await vscode.workspace.fs.readFile(uri);
    const media = await mediaAttachment(name, bytes, store);
    if (media !== undefined) return { attachments: [{ ...media, address: uri.toString() }], problems: [] };
    if (size === 0) return problem(t('{0} is empty.', name));
    // The document knows the language and the encoding; its text may still be the one from before a change on the disk.
    const document = await textDocument(uri);
    const text = document === undefined ? '\0' : await vscode.workspace.decode(bytes, { encoding: document.encoding });
    if (document !== undefined && !text.includes('\0')) return await fromText(document, name, text, store);
    const apart = await otherFile(name, bytes, false, store);
    return apart === undefined ? problem(t('{0} is not a text file.', name)) : { attachments: [{ ...apart, address: uri.toString() }], problems: [] };
  } catch (error) {
    return problem(reason(name, error));
  }
}

/** A cell of a notebook, whether that is open or not. */
async function readCell(uri: vscode.Uri, name: string): Promise<ReadFiles> {
  try {
    const { attachments: [cell], problems } = cellPieces([await vscode.workspace.openTextDocument(uri)]);
    return { attachments: cell === undefined ? [] : [cell], problems: cell === undefined && problems.length === 0 ? [t('{0} is empty.', name)] : problems };
  } catch {
    return problem(t('{0} is not there any more.', name));
  }
}

async function fromText(document: vscode.TextDocument, name: string, text: string, store: Pick<AttachmentStore, 'keep'>): Promise<ReadFiles> {
  const wrong = text === '' ? t('{0} is empty.', name) : textProblem(name, text, document.encoding);
  if (wrong !== undefined) return problem(wrong);
  const address = document.isUntitled ? {} : { address: document.uri.toString() };
  const { unsaved } = described(document);
  const apart = text.length > attachmentLimit ? await otherFile(name, new TextEncoder().encode(text), true, store) : undefined;
  return { attachments: [apart === undefined ? { kind: 'file', ...described(document), text, ...address } : { ...apart, ...(unsaved === undefined ? {} : { unsaved }), ...address }], problems: [] };
}

/** The document at an address; undefined where VS Code takes it for no text. */
async function textDocument(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    if (error instanceof Error && /binary/i.test(error.message)) return undefined;
    throw error;
  }
}

function nameOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri).replaceAll(/\s+/g, ' ');
}

function noFile(name: string, type: vscode.FileType): string {
  if ((type & vscode.FileType.SymbolicLink) !== 0) return t('{0} is a link that leads nowhere.', name);
  return t('{0} is a pipe or a device; only files can be attached.', name);
}

function reason(name: string, error: unknown): string {
  if (error instanceof FailureError) return error.failure.message;
  if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return t('{0} is not there any more.', name);
  const words = (error instanceof Error ? error.message : '').split('\n', 1)[0] ?? '';
  return words === '' ? t('{0} cannot be read.', name) : t('{0} cannot be read ({1}).', name, words);
}

function problem(words: string): ReadFiles {
  return { attachments: [], problems: [words] };
}

import * as vscode from 'vscode';
import type { FileCatalogue } from '../core/fileCatalogue.ts';
import { uploadName } from '../core/uploadSource.ts';
import type { StorageLedger } from '../core/storageLedger.ts';
import { sizeInWords } from '../shared/sizeInWords.ts';
import { signalOf, withProgress } from './cancellation.ts';
import { uploadFiles, uploadFolder, type UploadParts } from './fileUploads.ts';
import { fileDetails, type FileNode, type FilesNode } from './filesView.ts';
import type { Reports } from './reports.ts';
import { t } from '../shared/words.ts';

/** What the commands on files at servers work with. */
export interface FileCommandParts extends UploadParts {
  readonly files: FileCatalogue;
  readonly ledger: StorageLedger;
  readonly reports: Reports;
  /** Writes what arrives to a path of this machine, completely or not at all. */
  readonly saveFile: (path: string, content: AsyncIterable<Uint8Array>) => Promise<void>;
}

/** The commands of the view “Files”, by their names in the manifest. */
export function fileCommands(parts: FileCommandParts): Readonly<Record<string, (argument: unknown) => Promise<void>>> {
  const { files } = parts;
  return {
    'assistants.file.upload': onConnection(parts, (node) => uploadFiles(parts, node)),
    'assistants.file.uploadFolder': onConnection(parts, (node) => uploadFolder(parts, node)),
    'assistants.file.refresh': async (argument) => {
      files.refresh(isNode(argument, 'files') ? argument.connection.id : undefined);
    },
    'assistants.file.more': async (argument) => {
      if (isNode(argument, 'more')) await files.more(argument.connection.id);
    },
    'assistants.file.copyId': onFile(({ file }) => Promise.resolve(vscode.env.clipboard.writeText(file.id))),
    'assistants.file.details': onFile((node) => showDetails(parts, node)),
    'assistants.file.download': onFile((node) => download(parts, node)),
    'assistants.file.delete': onFile((node) => deleteFile(parts, node)),
  };
}

async function showDetails({ reports, files, ledger }: FileCommandParts, { connection, file }: FileNode): Promise<void> {
  const [now, uses] = await Promise.all([files.retrieve(connection.id, file.id), ledger.usesOf(connection, file.id)]);
  const rows = [...fileDetails(now), [t('Used by'), uses.length === 0 ? t('nothing that is known here') : uses.join(', ')] as const];
  await reports.show(`${t('File')}.md`, `# ${escaped(now.name)}\n\n${t('At {0}.', escaped(connection.name))}\n\n| | |\n|---|---|\n${rows.map(([label, value]) => `| ${label} | ${escaped(value)} |`).join('\n')}\n`);
}

async function download({ files, saveFile }: FileCommandParts, { connection, file }: FileNode): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = uploadName(file.name);
  const target = await vscode.window.showSaveDialog({ title: t('Download {0}', name), ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }) });
  if (target === undefined) return;
  const options = { location: vscode.ProgressLocation.Notification, title: t('Downloading {0}', name), cancellable: true };
  const done = await vscode.window.withProgress(options, async (progress, token) => {
    const signal = signalOf(token);
    try {
      await saveFile(target.fsPath, counted(files.content(connection.id, file.id, signal), (bytes) => { progress.report({ message: sizeInWords(bytes) }); }));
      return true;
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  });
  if (done && (await vscode.window.showInformationMessage(t('Downloaded {0}.', name), t('Open'))) === t('Open')) await vscode.commands.executeCommand('vscode.open', target);
}

async function deleteFile({ files, ledger }: FileCommandParts, { connection, file }: FileNode): Promise<void> {
  const uses = await withProgress(t('Looking for what uses “{0}”…', file.name), () => ledger.usesOf(connection, file.id));
  if (uses === undefined) return;
  const detail = [uses.length === 0 ? t('Nothing that is known here uses it.') : t('It is used by {0}.', uses.join(', ')), t('{0} cannot bring it back.', connection.name)].join(' ');
  const answer = await vscode.window.showWarningMessage(t('Delete “{0}” at {1}?', file.name, connection.name), { modal: true, detail }, t('Delete'));
  if (answer === t('Delete')) await files.remove(connection.id, file.id);
}

async function* counted(content: AsyncIterable<Uint8Array>, tell: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of content) {
    bytes += piece.length;
    tell(bytes);
    yield piece;
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+!|<>&]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ');
}

/** A command on the connection that the view handed to it; from the palette, on one that the user picks. */
function onConnection({ files }: FileCommandParts, run: (node: FilesNode) => Promise<void>): (argument: unknown) => Promise<void> {
  return async (argument) => {
    if (isNode(argument, 'files')) {
      await run(argument);
      return;
    }
    const items = files.connections.map((connection) => ({ label: connection.name, description: connection.baseUrl, connection }));
    const picked = items.length === 1 ? items[0] : await vscode.window.showQuickPick(items, { placeHolder: t('Which connection keeps the files?') });
    if (picked !== undefined) await run({ kind: 'files', connection: picked.connection });
  };
}

function onFile(run: (node: FileNode) => Promise<void>): (argument: unknown) => Promise<void> {
  return async (argument) => {
    if (isNode(argument, 'file')) await run(argument);
  };
}

function isNode(argument: unknown, kind: 'file'): argument is FileNode;
function isNode(argument: unknown, kind: 'files' | 'more'): argument is FilesNode;
function isNode(argument: unknown, kind: string): boolean {
  return typeof argument === 'object' && argument !== null && 'kind' in argument && argument.kind === kind && 'connection' in argument;
}

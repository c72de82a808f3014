import * as vscode from 'vscode';
import type { Connection } from '../core/connections.ts';
import { uploadPicked, type PickedFile, type PickedParts } from '../core/pickedUploads.ts';
import { uploadName, type UploadSource } from '../core/uploadSource.ts';
import { signalOf } from './cancellation.ts';
import type { FilesNode } from './filesView.ts';
import type { GlobalIgnore } from './fileListing.ts';
import { tellProblems } from './problemNotice.ts';
import type { Reports } from './reports.ts';
import { shownFilesIn } from './shownFiles.ts';
import { t } from '../shared/words.ts';

/** What uploads work with. */
export interface UploadParts extends Pick<PickedParts, 'explain' | 'files' | 'gate' | 'textFile'> {
  /** Opens a file of this machine by its path; `within`: the folders that it must lie in, links followed. Throws FailureError. */
  readonly openFile: (path: string, within?: readonly string[]) => Promise<UploadSource>;
  readonly globalIgnore: GlobalIgnore;
  readonly reports: Pick<Reports, 'show'>;
}

/** The most files that one folder may give. */
const mostFiles = 2000;

/** Uploads files that the user picks. */
export async function uploadFiles(parts: UploadParts, { connection }: FilesNode): Promise<void> {
  const picked = await vscode.window.showOpenDialog({ canSelectMany: true, openLabel: t('Upload'), title: t('Upload to {0}', connection.name) });
  if (picked !== undefined) await upload(parts, connection, picked);
}

/** Uploads the files of a folder whose names match a pattern, once the user has seen how many they are. */
export async function uploadFolder(parts: UploadParts, { connection }: FilesNode): Promise<void> {
  const title = t('Upload a Folder to {0}', connection.name);
  const [folder] = (await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel: t('Choose'), title })) ?? [];
  if (folder === undefined) return;
  const pattern = await vscode.window.showInputBox({ title, prompt: t('Which of its files? For example **/*.md, or docs/**'), value: '**/*', validateInput: (text) => (text.trim() === '' ? t('Enter a pattern.') : undefined) });
  if (pattern === undefined) return;
  const shown = await shownFilesIn(folder, parts.globalIgnore);
  const { uris, isCut } = await shown({ glob: pattern.trim(), most: mostFiles });
  const found = uris.toSorted((one, other) => one.path.localeCompare(other.path));
  if (found.length === 0 || isCut) {
    void vscode.window.showInformationMessage(found.length === 0 ? t('No file matches, apart from those that .gitignore or your settings leave out.') : t('More than {0} files match: choose a narrower pattern.', mostFiles));
    return;
  }
  const named = [...found.slice(0, 10).map((uri) => vscode.workspace.asRelativePath(uri)), ...(found.length > 10 ? ['…'] : [])];
  const detail = [...named, '', t('What .gitignore or your settings leave out is not among them.')].join('\n');
  const answer = await vscode.window.showInformationMessage(t('Upload {0} to {1}?', count(found.length), connection.name), { modal: true, detail }, t('Upload'));
  if (answer !== t('Upload')) return;
  // Nobody has picked what links lead to: what lies elsewhere is left out, and said to be.
  const within = [folder, ...(vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)].filter(({ scheme }) => scheme === 'file').map(({ fsPath }) => fsPath);
  await upload({ ...parts, openFile: (path) => parts.openFile(path, within) }, connection, found);
}

async function upload(parts: UploadParts, connection: Connection, uris: readonly vscode.Uri[]): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: t('Uploading to {0}', connection.name), cancellable: true };
  const { sent, known, problems } = await vscode.window.withProgress(options, (progress, token) => uploadPicked({ ...parts, decode: decoded }, connection, uris.map((uri) => pickedFile(parts, uri)), (message) => { progress.report({ message }); }, signalOf(token)));
  const done = [...(sent > 0 ? [t('Uploaded {0} to {1}.', count(sent), connection.name)] : []), ...(known > 0 ? [known === 1 ? t('1 file was there already.') : t('{0} files were there already.', known)] : [])].join(' ');
  if (problems.length > 0) tellProblems(parts.reports, problems, 'uploaded', done);
  else if (done !== '') void vscode.window.showInformationMessage(done);
}

function pickedFile({ openFile }: Pick<UploadParts, 'openFile'>, uri: vscode.Uri): PickedFile {
  return { path: uri.fsPath, name: uploadName(uri.path), shownPath: vscode.workspace.asRelativePath(uri), open: async () => openFile(pathOf(uri)) };
}

async function decoded(bytes: Uint8Array, path: string): Promise<string> {
  return vscode.workspace.decode(bytes, { uri: vscode.Uri.file(path) });
}

function pathOf(uri: vscode.Uri): string {
  if (uri.scheme === 'file') return uri.fsPath;
  throw new Error(t('“{0}” is not on this machine’s disk.', uploadName(uri.path)));
}

function count(files: number): string {
  return files === 1 ? t('1 file') : t('{0} files', files);
}

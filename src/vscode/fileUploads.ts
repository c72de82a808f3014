import * as vscode from 'vscode';
import { sizeInWords } from '../shared/sizeInWords.ts';
import type { Connection } from '../core/connections.ts';
import type { FileCatalogue } from '../core/fileCatalogue.ts';
import type { Gate } from '../core/gate.ts';
import { namedProblem } from '../core/readableText.ts';
import { passedUploads } from '../core/uploadGate.ts';
import { suspicionOf, type SuspiciousFile } from '../core/uploadLook.ts';
import { uploadName, type UploadSource } from '../core/uploadSource.ts';
import type { Failure } from '../shared/failure.ts';
import { FailureError } from '../shared/rpc.ts';
import { signalOf } from './cancellation.ts';
import type { FilesNode } from './filesView.ts';
import type { GlobalIgnore } from './fileListing.ts';
import { tellProblems } from './problemNotice.ts';
import type { Reports } from './reports.ts';
import { shownFilesIn } from './shownFiles.ts';
import { t } from '../shared/words.ts';

/** What uploads work with. */
export interface UploadParts {
  readonly files: FileCatalogue;
  /** Opens a file of this machine by its path; `within`: the folders that it must lie in, links followed. Throws FailureError. */
  readonly openFile: (path: string, within?: readonly string[]) => Promise<UploadSource>;
  readonly globalIgnore: GlobalIgnore;
  /** A text as the file that goes in the place of another. */
  readonly textFile: (name: string, text: string) => UploadSource;
  /** What may hold a secret is asked about. */
  readonly gate: Gate;
  readonly reports: Pick<Reports, 'show'>;
  readonly explain: (error: unknown) => Failure;
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

interface Counts {
  readonly sent: number;
  readonly known: number;
  readonly problems: readonly string[];
}

async function upload(parts: UploadParts, connection: Connection, uris: readonly vscode.Uri[]): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: t('Uploading to {0}', connection.name), cancellable: true };
  const { sent, known, problems } = await vscode.window.withProgress(options, (progress, token) => uploadAll(parts, connection, uris, (message) => { progress.report({ message }); }, signalOf(token)));
  const done = [...(sent > 0 ? [t('Uploaded {0} to {1}.', count(sent), connection.name)] : []), ...(known > 0 ? [known === 1 ? t('1 file was there already.') : t('{0} files were there already.', known)] : [])].join(' ');
  if (problems.length > 0) tellProblems(parts.reports, problems, 'uploaded', done);
  else if (done !== '') void vscode.window.showInformationMessage(done);
}

/** Looks through all of them first, so that the user is asked once, and then sends those that may leave. */
async function uploadAll(parts: UploadParts, connection: Connection, uris: readonly vscode.Uri[], tell: (message: string) => void, signal: AbortSignal): Promise<Counts> {
  const problems: string[] = [];
  const looked = new Map<string, { readonly uri: vscode.Uri; readonly hash: string }>();
  const suspicious: SuspiciousFile[] = [];
  await each(parts, uris, problems, signal, async (source, uri, place) => {
    tell(t('Looking through {0}', place));
    const found = await suspicionOf(uri.fsPath, source, decoded, signal);
    if (found !== undefined) suspicious.push(found);
    looked.set(uri.fsPath, { uri, hash: (await source.digest(signal)).sha256 });
  });
  const passed = await passedUploads(parts.gate, connection, suspicious, (path) => vscode.workspace.asRelativePath(path));
  let [sent, known] = [0, 0];
  await each(parts, [...looked.values()].map(({ uri }) => uri), problems, signal, async (opened, uri, place) => {
    const verdict = passed.get(uri.fsPath) ?? 'itself';
    if (verdict === 'nothing') return;
    if ((await opened.digest(signal)).sha256 !== looked.get(uri.fsPath)?.hash) throw new FailureError({ kind: 'fileChanged', message: t('“{0}” changed after it was looked through; upload it again to send it as it is now.', opened.name), action: 'retry' });
    const source = verdict === 'itself' ? opened : parts.textFile(opened.name, verdict.text);
    tell(place);
    const { known: was } = await parts.files.upload(connection.id, {
      source,
      path: vscode.workspace.asRelativePath(uri),
      use: connection.api === 'assistants' ? 'search' : 'prompt',
      progress: (bytes) => { tell(t('{0} · {1} of {2}', place, sizeInWords(bytes), sizeInWords(source.bytes))); },
    }, signal);
    if (was) known += 1;
    else sent += 1;
  });
  return { sent, known, problems };
}

/** Opens one file after the other; what goes wrong with one is said of it, and the others follow. */
async function each({ openFile, explain }: UploadParts, uris: readonly vscode.Uri[], problems: string[], signal: AbortSignal, act: (source: UploadSource, uri: vscode.Uri, place: string) => Promise<void>): Promise<void> {
  for (const [index, uri] of uris.entries()) {
    if (signal.aborted) break;
    const name = uploadName(uri.path);
    let source: UploadSource | undefined;
    try {
      source = await openFile(pathOf(uri));
      await act(source, uri, uris.length === 1 ? name : t('{0} of {1} · {2}', String(index + 1), String(uris.length), name));
    } catch (error) {
      if (!signal.aborted) problems.push(namedProblem(name, explain(error).message));
    } finally {
      await source?.close();
    }
  }
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

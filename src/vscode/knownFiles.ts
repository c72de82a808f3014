import * as vscode from 'vscode';
import type { Assistant } from '../core/assistant.ts';
import type { KnowledgeFile } from '../core/knowledge.ts';
import { readableSize, type KnownFiles } from '../core/knowledgePassages.ts';
import { secretName } from '../core/secretNames.ts';
import { encodingOf } from '../core/textSniff.ts';
import type { UploadSource } from '../core/uploadSource.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

/** The most files that one pattern may match. */
const mostFiles = 5000;

interface Looked {
  readonly mark: string;
  readonly file: KnowledgeFile;
}

/** The files of the open workspace that assistants know by their patterns: those whose names say that they hold secrets are not among them. */
export class WorkspaceKnowledge implements KnownFiles {
  readonly #open: (path: string, within: readonly string[]) => Promise<UploadSource>;
  readonly #looked = new Map<string, Looked>();

  /** `open` opens a file that lies in one of these folders, links followed. Throws FailureError. */
  constructor(open: (path: string, within: readonly string[]) => Promise<UploadSource>) {
    this.#open = open;
  }

  async list({ knowledge }: Assistant, signal: AbortSignal): Promise<readonly KnowledgeFile[]> {
    if (!vscode.workspace.isTrusted) return [];
    const uris = new Map<string, vscode.Uri>();
    for (const pattern of knowledge) {
      const found = await vscode.workspace.findFiles(patternOf(pattern), undefined, mostFiles);
      for (const uri of found) uris.set(uri.toString(), uri);
    }
    const files: KnowledgeFile[] = [];
    for (const uri of [...uris.values()].toSorted((one, other) => one.path.localeCompare(other.path))) {
      signal.throwIfAborted();
      const file = secretName(uri.path) === undefined ? await this.#look(uri, signal) : undefined;
      if (file !== undefined) files.push(file);
    }
    return files;
  }

  async read({ path, size, isText }: KnowledgeFile): Promise<string | undefined> {
    const uri = uriOf(path);
    if (!isText || size > readableSize || uri === undefined) return undefined;
    try {
      return await vscode.workspace.decode(await vscode.workspace.fs.readFile(uri), { uri });
    } catch {
      return undefined;
    }
  }

  /** Opens one of the files to be uploaded. Throws FailureError. */
  async open({ path }: KnowledgeFile): Promise<UploadSource> {
    const uri = uriOf(path);
    if (uri === undefined) throw new FailureError({ kind: 'notFound', message: t('{0} is no longer in this workspace.', path), action: 'retry' });
    return this.#open(uri.fsPath, folders());
  }

  /** What is known of a file, looked at anew when it has changed; undefined for one that is not to be had or leads out of the workspace. */
  async #look(uri: vscode.Uri, signal: AbortSignal): Promise<KnowledgeFile | undefined> {
    const path = vscode.workspace.asRelativePath(uri);
    try {
      const { mtime, size } = await vscode.workspace.fs.stat(uri);
      const mark = `${String(mtime)} ${String(size)}`;
      const before = this.#looked.get(path);
      if (before?.mark === mark) return before.file;
      if (size === 0) return undefined;
      const source = await this.#open(uri.fsPath, folders());
      try {
        const { sha256 } = await source.digest(signal);
        const file = { path, hash: sha256, size: source.bytes, isText: (await encodingOf(source, signal)) !== undefined };
        this.#looked.set(path, { mark, file });
        return file;
      } finally {
        await source.close();
      }
    } catch (error) {
      if (signal.aborted) throw error;
      return undefined;
    }
  }
}

function folders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
}

/** A pattern for each folder of the workspace; a folder's name stands for all that lies in it. */
function patternOf(pattern: string): string {
  const plain = pattern.replace(/^\.?\//, '').replace(/\/$/, '/**');
  return /[*?{[]/.test(plain) || /\.[^/]+$/.test(plain) ? plain : `{${plain},${plain}/**}`;
}

function uriOf(path: string): vscode.Uri | undefined {
  const all = vscode.workspace.workspaceFolders ?? [];
  const [only] = all;
  if (only !== undefined && all.length === 1) return vscode.Uri.joinPath(only.uri, path);
  const named = all.find(({ name }) => path.startsWith(`${name}/`));
  return named === undefined ? undefined : vscode.Uri.joinPath(named.uri, path.slice(named.name.length + 1));
}

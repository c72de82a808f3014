import * as vscode from 'vscode';
import type { Assistant } from '../core/assistant.ts';
import type { KnowledgeFile } from '../core/knowledge.ts';
import { assertLookedThrough } from '../core/knowledgeGate.ts';
import { readableSize, type KnownFiles } from '../core/knowledgePassages.ts';
import { secretName } from '../core/secretNames.ts';
import { encodingOf } from '../core/textSniff.ts';
import { wholeOf } from '../core/uploadLook.ts';
import type { UploadSource } from '../core/uploadSource.ts';
import { FailureError } from '../shared/rpc.ts';
import type { GlobalIgnore } from './fileListing.ts';
import { shownFilesIn, type Wanted } from './shownFiles.ts';
import { t } from '../shared/words.ts';

/** The most files that one pattern may match. */
const mostFiles = 5000;

interface Looked {
  readonly mark: string;
  readonly file: KnowledgeFile;
}

/**
 * The files of the open workspace that assistants know by their patterns: those whose names say that they hold secrets are not among them,
 * nor those that settings or ignore files leave out, unless a file or folder is named outright.
 */
export class WorkspaceKnowledge implements KnownFiles {
  readonly #open: (path: string, within: readonly string[]) => Promise<UploadSource>;
  readonly #globalIgnore: GlobalIgnore;
  readonly #looked = new Map<string, Looked>();

  /** `open` opens a file that lies in one of these folders, links followed. Throws FailureError. */
  constructor(open: (path: string, within: readonly string[]) => Promise<UploadSource>, globalIgnore: GlobalIgnore) {
    this.#open = open;
    this.#globalIgnore = globalIgnore;
  }

  async list({ knowledge }: Assistant, signal: AbortSignal): Promise<readonly KnowledgeFile[]> {
    if (!vscode.workspace.isTrusted) return [];
    const uris = new Map<string, vscode.Uri>();
    for (const folder of knowledge.length === 0 ? [] : folders()) {
      const shown = await shownFilesIn(folder, this.#globalIgnore);
      for (const pattern of knowledge) {
        for (const uri of (await shown({ ...wantedBy(pattern), most: mostFiles })).uris) uris.set(uri.toString(), uri);
      }
    }
    const files: KnowledgeFile[] = [];
    for (const uri of [...uris.values()].toSorted((one, other) => one.path.localeCompare(other.path))) {
      signal.throwIfAborted();
      const file = secretName(uri.path) === undefined ? await this.#look(uri, signal) : undefined;
      if (file !== undefined) files.push(file);
    }
    return files;
  }

  async read(file: KnowledgeFile): Promise<string | undefined> {
    const { path, size, isText } = file;
    if (!isText || size > readableSize) return undefined;
    const { signal } = new AbortController();
    const source = await this.open(file);
    try {
      await assertLookedThrough(source, file, signal);
      return await vscode.workspace.decode(await wholeOf(source, signal), { uri: uriOf(path) });
    } catch (error) {
      // Its time and size may be as they were: then it would not be looked at anew.
      this.#looked.delete(path);
      throw error;
    } finally {
      await source.close();
    }
  }

  /** Opens one of the files to be uploaded. Throws FailureError. */
  async open({ path }: KnowledgeFile): Promise<UploadSource> {
    return this.#open(uriOf(path).fsPath, folders().map(({ fsPath }) => fsPath));
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
      const source = await this.#open(uri.fsPath, folders().map(({ fsPath }) => fsPath));
      try {
        if (source.realPath !== undefined && secretName(source.realPath) !== undefined) return undefined;
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

function folders(): readonly vscode.Uri[] {
  return (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
}

/** What a pattern means in each folder of the workspace; a folder's name stands for all that lies in it. */
function wantedBy(pattern: string): Pick<Wanted, 'glob' | 'named'> {
  const inFolder = pattern.replace(/^\.?\//, '');
  const plain = inFolder.replace(/\/$/, '');
  if (/[*?{[]/.test(plain)) return { glob: inFolder.replace(/\/$/, '/**') };
  const glob = inFolder.endsWith('/') ? `${plain}/**` : /\.[^/]+$/.test(plain) ? plain : `{${plain},${plain}/**}`;
  return { glob, named: plain };
}

/** Where a listed file lies. Throws FailureError `notFound` when its folder has left the workspace. */
function uriOf(path: string): vscode.Uri {
  const all = vscode.workspace.workspaceFolders ?? [];
  const [only] = all;
  if (only !== undefined && all.length === 1) return vscode.Uri.joinPath(only.uri, path);
  const named = all.find(({ name }) => path.startsWith(`${name}/`));
  if (named === undefined) throw new FailureError({ kind: 'notFound', message: t('{0} is no longer in this workspace.', path), action: 'retry' });
  return vscode.Uri.joinPath(named.uri, path.slice(named.name.length + 1));
}

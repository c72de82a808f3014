import * as vscode from 'vscode';
import type { Assistant } from '../core/assistant.ts';
import type { KnowledgeFile } from '../core/knowledge.ts';
import { assertLookedThrough } from '../core/knowledgeGate.ts';
import { readableSize, type KnownFiles } from '../core/knowledgePassages.ts';
import type { RefusedFile, RefusedFiles } from '../core/refusedFiles.ts';
import { textProblem } from '../core/readableText.ts';
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
  /** The file, or why it cannot be known. */
  readonly found: KnowledgeFile | string;
}

/**
 * The files of the open workspace that assistants know by their patterns: those whose names say that they hold secrets are not among them,
 * nor those that settings or ignore files leave out, unless a file or folder is named outright.
 */
export class WorkspaceKnowledge implements KnownFiles, RefusedFiles {
  readonly #open: (path: string, within: readonly string[]) => Promise<UploadSource>;
  readonly #globalIgnore: GlobalIgnore;
  readonly #looked = new Map<string, Looked>();
  /** By the assistants' ids. */
  readonly #refused = new Map<string, readonly RefusedFile[]>();

  /** `open` opens a file that lies in one of these folders, links followed. Throws FailureError. */
  constructor(open: (path: string, within: readonly string[]) => Promise<UploadSource>, globalIgnore: GlobalIgnore) {
    this.#open = open;
    this.#globalIgnore = globalIgnore;
  }

  async list({ id, knowledge }: Assistant, signal: AbortSignal): Promise<readonly KnowledgeFile[]> {
    if (!vscode.workspace.isTrusted) return [];
    const refused: RefusedFile[] = [];
    const uris = new Map<string, vscode.Uri>();
    for (const folder of knowledge.length === 0 ? [] : folders()) {
      const shown = await shownFilesIn(folder, this.#globalIgnore);
      for (const pattern of knowledge) {
        const found = await shown({ ...wantedBy(pattern), most: mostFiles });
        if (found.isCut) refused.push({ path: pattern, reason: t('“{0}” matches more than {1} files, and none of them is known: name fewer.', pattern, String(mostFiles)), isPattern: true });
        else for (const uri of found.uris) uris.set(uri.toString(), uri);
      }
    }
    const files: KnowledgeFile[] = [];
    for (const uri of [...uris.values()].toSorted((one, other) => one.path.localeCompare(other.path))) {
      signal.throwIfAborted();
      const found = secretName(uri.path) === undefined ? await this.#look(uri, signal) : undefined;
      if (typeof found === 'string') refused.push({ path: vscode.workspace.asRelativePath(uri), reason: found });
      else if (found !== undefined) files.push(found);
    }
    this.#refused.set(id, refused);
    return files;
  }

  refused({ id }: Assistant): readonly RefusedFile[] {
    return this.#refused.get(id) ?? [];
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

  /** What is known of a file, looked at anew when it has changed, or why it cannot be: it is empty, unreadable, in another encoding, or leads out of the workspace. */
  async #look(uri: vscode.Uri, signal: AbortSignal): Promise<KnowledgeFile | string> {
    const path = vscode.workspace.asRelativePath(uri);
    try {
      const { mtime, size } = await vscode.workspace.fs.stat(uri);
      const mark = `${String(mtime)} ${String(size)}`;
      const before = this.#looked.get(path);
      if (before?.mark === mark) return before.found;
      if (size === 0) return t('{0} is empty.', path);
      const source = await this.#open(uri.fsPath, folders().map(({ fsPath }) => fsPath));
      try {
        const secret = source.realPath === undefined ? undefined : secretName(source.realPath);
        if (secret !== undefined) return `${t('It leads to {0}.', vscode.workspace.asRelativePath(source.realPath ?? ''))} ${secret}`;
        const { sha256 } = await source.digest(signal);
        const file = { path, hash: sha256, size: source.bytes, isText: (await encodingOf(source, signal)) !== undefined };
        const found = (await wrongEncoding(uri, file)) ?? file;
        this.#looked.set(path, { mark, found });
        return found;
      } finally {
        await source.close();
      }
    } catch (error) {
      if (signal.aborted) throw error;
      return error instanceof FailureError ? error.failure.message : t('{0} cannot be read.', path);
    }
  }
}

/** Why a text cannot be known that VS Code reads in another encoding than it is in; undefined for one that can. */
async function wrongEncoding(uri: vscode.Uri, { path, size, isText }: KnowledgeFile): Promise<string | undefined> {
  if (!isText || size > readableSize) return undefined;
  const text = await vscode.workspace.decode(await vscode.workspace.fs.readFile(uri), { uri });
  return textProblem(path, text, '') === undefined ? undefined : t('{0} is not in the encoding that VS Code reads it in: save it as UTF-8, or set “files.encoding” for it.', path);
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

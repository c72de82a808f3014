import * as vscode from 'vscode';
import { FileIndex, fileLimit } from '../core/fileIndex.ts';
import { RecentPaths, type RecentMemory } from '../core/recentPaths.ts';
import type { FilesFound, WorkspaceFiles } from '../core/workspaceFiles.ts';
import { DisposableStore } from '../shared/lifetime.ts';
import { listFiles, type FileListing, type GlobalIgnore } from './fileListing.ts';
import { inSlices } from './inSlices.ts';
import { openFiles } from './openFiles.ts';
import { pathWithin, workspaceRoots, type WorkspaceRoot } from './workspaceRoots.ts';
import { t } from '../shared/words.ts';

/** How long new files are gathered before they are looked at, in milliseconds, and how many of them: beyond that, all is listed anew. */
const pause = 300;
const manyNew = 200;

interface ListedRoot extends WorkspaceRoot {
  readonly listing: FileListing;
}

/** The files of the open workspace. Their names are read when they are first asked for; from then on the index follows what happens. */
export class WorkspaceFileIndex implements WorkspaceFiles {
  #index = new FileIndex();
  readonly #recent: RecentPaths;
  readonly #globalIgnore: GlobalIgnore;
  readonly #held = new DisposableStore();
  readonly #created = new Set<string>();
  /** What happened while all is listed: it holds for the new index, too. */
  #meanwhile: ((index: FileIndex) => void)[] | undefined;
  #roots: readonly ListedRoot[] = [];
  #filling: Promise<void> | undefined;
  #isStale = true;
  #isWatched = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(memory: RecentMemory, globalIgnore: GlobalIgnore) {
    this.#globalIgnore = globalIgnore;
    this.#recent = new RecentPaths(memory);
    this.#held.add(vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (editor !== undefined) this.use(editor.document.uri);
    }));
  }

  async find(query: string, signal: AbortSignal): Promise<FilesFound> {
    if (this.#isStale && this.#meanwhile === undefined) this.#fill();
    // What was listed before is good enough while it is listed anew.
    if (this.#roots.length === 0) await this.#filling;
    signal.throwIfAborted();
    const open = openFiles().flatMap((uri) => this.#pathOf(uri) ?? []);
    for (const path of open) this.#index.add(path);
    const isCut = this.#roots.some(({ listing }) => listing.isCut);
    const matches = this.#index.find(query, { open, recent: this.#recent.list });
    return { matches, ...(isCut ? { note: t('Only {0} files of this workspace are found here. Leave folders out with “files.exclude” to find others.', fileLimit) } : {}) };
  }

  /** Remembers that the file was shown or attached. */
  use(uri: vscode.Uri): void {
    const root = workspaceRoots().find((each) => pathWithin(each.uri, uri) !== undefined);
    if (root !== undefined) this.#recent.use(`${root.prefix}${pathWithin(root.uri, uri) ?? ''}`);
  }

  /** Where the file or folder of this path lies; nothing if its folder has left the workspace. */
  uriOf(path: string): vscode.Uri | undefined {
    const root = workspaceRoots().find(({ prefix }) => path.startsWith(prefix) || `${path}/` === prefix);
    return root === undefined ? undefined : vscode.Uri.joinPath(root.uri, path.slice(root.prefix.length));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#held.dispose();
  }

  #fill(): void {
    this.#isStale = false;
    this.#watch();
    this.#filling = this.#list().catch((error: unknown) => {
      this.#isStale = true;
      this.#meanwhile = undefined;
      throw error;
    });
    // Whoever waits for it is told.
    this.#filling.catch(() => undefined);
  }

  async #list(): Promise<void> {
    const meanwhile: ((index: FileIndex) => void)[] = [];
    this.#meanwhile = meanwhile;
    const listed: ListedRoot[] = [];
    const index = new FileIndex();
    let left = fileLimit;
    for (const root of workspaceRoots()) {
      const listing = await listFiles(root.uri, left, this.#globalIgnore);
      left -= listing.paths.length;
      await inSlices(listing.paths, (path) => { index.add(`${root.prefix}${path}`); });
      listed.push({ ...root, listing });
    }
    for (const change of meanwhile) change(index);
    this.#roots = listed;
    this.#index = index;
    this.#meanwhile = undefined;
  }

  #watch(): void {
    if (this.#isWatched) return;
    this.#isWatched = true;
    const { workspace } = vscode;
    const renew = (): void => { this.#isStale = true; };
    const files = this.#held.add(workspace.createFileSystemWatcher('**/*', false, true, false));
    this.#held.add(files.onDidCreate((uri) => { this.#noteNew(uri); }));
    this.#held.add(files.onDidDelete((uri) => {
      const path = this.#pathOf(uri);
      if (path !== undefined) this.#change((index) => { index.remove(path); });
    }));
    const rules = this.#held.add(workspace.createFileSystemWatcher('**/.gitignore'));
    for (const happens of [rules.onDidCreate, rules.onDidChange, rules.onDidDelete]) this.#held.add(happens(renew));
    this.#held.add(workspace.onDidChangeWorkspaceFolders(renew));
    this.#held.add(workspace.onDidGrantWorkspaceTrust(renew));
    this.#held.add(workspace.onDidChangeConfiguration((change) => {
      if (['files.exclude', 'search.exclude', 'search.useIgnoreFiles'].some((name) => change.affectsConfiguration(name))) renew();
    }));
  }

  #noteNew(uri: vscode.Uri): void {
    if (this.#pathOf(uri) === undefined) return;
    this.#created.add(uri.toString());
    this.#timer ??= setTimeout(() => void this.#addNew(), pause);
  }

  async #addNew(): Promise<void> {
    this.#timer = undefined;
    const created = [...this.#created].map((address) => vscode.Uri.parse(address));
    this.#created.clear();
    const kinds = created.length > manyNew ? [] : await Promise.all(created.map((uri) => vscode.workspace.fs.stat(uri).then(({ type }) => type, () => vscode.FileType.Unknown)));
    // A folder that came as a whole tells nothing of what lies in it.
    if (created.length > manyNew || kinds.some((kind) => (kind & vscode.FileType.Directory) !== 0)) this.#isStale = true;
    for (const [at, uri] of created.entries()) {
      const path = this.#pathOf(uri);
      if (path !== undefined && this.#index.size < fileLimit && ((kinds[at] ?? 0) & vscode.FileType.File) !== 0) this.#change((index) => { index.add(path); });
    }
  }

  #change(change: (index: FileIndex) => void): void {
    change(this.#index);
    this.#meanwhile?.push(change);
  }

  /** How the index knows this file; nothing for a file that it leaves out. */
  #pathOf(uri: vscode.Uri): string | undefined {
    for (const { uri: folder, prefix, listing } of this.#roots) {
      const path = pathWithin(folder, uri);
      if (path !== undefined && path !== '') return listing.isLeftOut(path) ? undefined : `${prefix}${path}`;
    }
    return undefined;
  }
}

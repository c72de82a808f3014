import * as vscode from 'vscode';
import type { FilePlace, PlaceLookup } from '../core/filePlaces.ts';
import type { WorkspaceFiles } from '../core/workspaceFiles.ts';
import { FailureError } from '../shared/rpc.ts';
import { workspaceRoots } from './workspaceRoots.ts';
import { t } from '../shared/words.ts';

/** How many names without a folder are looked for in one question: each costs a walk through the names of all files. */
const mostWalks = 25;

/** The files of the workspace by what answers call them: their paths, or the end of their paths where only one file has it. */
export class WorkspacePlaces implements PlaceLookup {
  readonly #files: WorkspaceFiles;

  constructor(files: WorkspaceFiles) {
    this.#files = files;
  }

  async find(names: readonly string[]): Promise<readonly (string | undefined)[]> {
    let walks = 0;
    const found: (string | undefined)[] = [];
    for (const name of names) {
      const uri = await fileAt(name);
      const canWalk = uri === undefined && mayBeFile(name) && walks < mostWalks;
      if (canWalk) walks += 1;
      const address = uri ?? (canWalk ? await this.#onlyOne(name) : undefined);
      found.push(address?.toString());
    }
    return found;
  }

  /** The file of this name, if there is just one; the address of its place in the workspace otherwise, where a file can be made. */
  async target(name: string): Promise<vscode.Uri | undefined> {
    if (/^(?:[/\\]|[A-Za-z]:[/\\])/.test(name)) return vscode.Uri.file(name);
    const there = (await fileAt(name)) ?? (mayBeFile(name) ? await this.#onlyOne(name) : undefined);
    return there ?? placesFor(name)[0];
  }

  /** Opens a file that was found, at its lines. Throws FailureError `notFound` when it is gone. */
  async open({ path, lines }: FilePlace): Promise<void> {
    const uri = vscode.Uri.parse(path);
    if (!(await isFile(uri))) throw new FailureError({ kind: 'notFound', message: t('{0} is not there any more.', vscode.workspace.asRelativePath(uri)), action: 'newThread' });
    const selection = lines === undefined ? undefined : new vscode.Range(lines[0] - 1, 0, lines[1] - 1, lines[0] === lines[1] ? 0 : Number.MAX_SAFE_INTEGER);
    await vscode.commands.executeCommand('vscode.open', uri, { preview: true, ...(selection === undefined ? {} : { selection }) });
  }

  async #onlyOne(name: string): Promise<vscode.Uri | undefined> {
    const { matches } = await this.#files.find(name, new AbortController().signal);
    const ends = matches.filter(({ path, kind }) => kind === 'file' && (path === name || path.endsWith(`/${name}`)));
    const [only] = ends;
    return only === undefined || ends.length > 1 ? undefined : fileAt(only.path);
  }
}

/** What has an ending that no method has, or lies in a folder. */
function mayBeFile(name: string): boolean {
  return /(?:^|\/)[\w.@()[\] -]*[\w)\]]\.[A-Za-z]\w{0,9}$/.test(name);
}

async function fileAt(path: string): Promise<vscode.Uri | undefined> {
  for (const uri of placesFor(path)) if (await isFile(uri)) return uri;
  return undefined;
}

/** Where a path may lie: in each folder of the workspace, whose name it may begin with. */
function placesFor(path: string): readonly vscode.Uri[] {
  if (path === '') return [];
  return workspaceRoots().flatMap(({ uri, prefix }) => [...(prefix !== '' && path.startsWith(prefix) ? [vscode.Uri.joinPath(uri, path.slice(prefix.length))] : []), vscode.Uri.joinPath(uri, path)]);
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(({ type }) => (type & vscode.FileType.File) !== 0, () => false);
}

import * as vscode from 'vscode';
import { oneGlob, readRules, type GlobalIgnore } from './fileListing.ts';
import { pathWithin, workspaceRoots } from './workspaceRoots.ts';

/** What is looked for in a folder. */
export interface Wanted {
  readonly glob: string;
  /** The path in the folder that the glob stands for, where the user has named one file or folder outright: an ignored one is meant then. */
  readonly named?: string;
  /** The most files that are wanted. */
  readonly most: number;
}

/** What was found. */
export interface Found {
  readonly uris: readonly vscode.Uri[];
  /** Whether there may be more. */
  readonly isCut: boolean;
}

/** How many files are listed for one that is wanted: nobody knows how many of them are left out. */
const spare = 10;

/** Looks for files in a folder, which may be one of the workspace, lie in one, or elsewhere: without those that settings or ignore files leave out. */
export async function shownFilesIn(folder: vscode.Uri, globalIgnore: GlobalIgnore): Promise<(wanted: Wanted) => Promise<Found>> {
  const root = workspaceRoots().find(({ uri }) => pathWithin(uri, folder) !== undefined)?.uri ?? folder;
  const isRoot = root.toString() === folder.toString();
  const { globs, everywhere, rules, settings } = await readRules(root, globalIgnore);
  const isLeftOut = (uri: vscode.Uri): boolean => {
    const path = pathWithin(root, uri);
    return path !== undefined && (settings.ignores(path) || rules.ignores(path));
  };
  // Other globs speak of paths from the root.
  const exclude = oneGlob([...globs, ...everywhere].filter((glob) => isRoot || glob.startsWith('**/')));
  return async ({ glob, named, most }) => {
    const meant = named === undefined ? folder : vscode.Uri.joinPath(folder, named);
    const isMeant = (named !== undefined || !isRoot) && (isLeftOut(meant) || isLeftOut(vscode.Uri.joinPath(meant, 'any')));
    const listed = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, glob), isMeant ? undefined : exclude, spare * most);
    const uris = isMeant ? listed : listed.filter((uri) => !isLeftOut(uri));
    return { uris: uris.slice(0, most), isCut: uris.length > most || listed.length >= spare * most };
  };
}

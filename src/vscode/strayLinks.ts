import * as vscode from 'vscode';
import { pathWithin } from './workspaceRoots.ts';
import { t } from '../shared/words.ts';

/** Where a path leads in the end, through every link; undefined where it leads nowhere. */
export type RealPath = (path: string) => Promise<string | undefined>;

/** How many addresses a question names. */
const mostNamed = 10;

/** Whether a file has a name in a folder of the workspace, wherever it leads. */
export function isNamedInside(uri: vscode.Uri): boolean {
  return (vscode.workspace.workspaceFolders ?? []).some((folder) => uri.toString() === folder.uri.toString() || pathWithin(folder.uri, uri) !== undefined);
}

/** Those of the files that lead out of the workspace, each with the address that it leads to. */
export async function outside(uris: readonly vscode.Uri[], realPath: RealPath): Promise<readonly { readonly uri: vscode.Uri; readonly real: string }[]> {
  const roots = await Promise.all((vscode.workspace.workspaceFolders ?? []).map(({ uri }) => realAddress(uri, realPath)));
  const all = await Promise.all(uris.map(async (uri) => ({ uri, real: await realAddress(uri, realPath) })));
  return all.filter(({ real }) => !roots.some((root) => real === root || real.startsWith(`${root}/`)));
}

/** Asks in VS Code's own window about what lies outside the workspace, by its real addresses; undefined: nothing is to be attached. */
export async function askOutside<Choice extends string>(reals: readonly string[], ...choices: readonly Choice[]): Promise<Choice | undefined> {
  const named = reals.slice(0, mostNamed).map((address) => vscode.workspace.asRelativePath(vscode.Uri.parse(address)));
  const more = reals.length > mostNamed ? [t('… and {0} more', String(reals.length - mostNamed))] : [];
  const message = reals.length === 1 ? t('Attach a file from outside this workspace?') : t('Attach {0} files from outside this workspace?', String(reals.length));
  return vscode.window.showWarningMessage<Choice>(message, { modal: true, detail: [...named, ...more].join('\n') }, ...choices);
}

/** An address with every link followed, as far as that can be told: only files of this computer can. */
async function realAddress(uri: vscode.Uri, realPath: RealPath): Promise<string> {
  const real = uri.scheme === 'file' ? await realPath(uri.fsPath) : undefined;
  return (real === undefined ? uri : vscode.Uri.file(real)).with({ query: '', fragment: '' }).toString();
}

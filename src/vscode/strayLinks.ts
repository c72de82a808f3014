import * as vscode from 'vscode';
import type { NewAttachment } from '../core/attachments.ts';
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

/** The file that a path leads to over links, as it is shown; undefined where no link is on the way but to a folder of the workspace itself. */
async function leadsTo(uri: vscode.Uri, realPath: RealPath): Promise<string | undefined> {
  const real = vscode.Uri.parse(await realAddress(uri, realPath));
  const roots = await Promise.all((vscode.workspace.workspaceFolders ?? []).map(async (folder) => ({ own: folder.uri, real: vscode.Uri.parse(await realAddress(folder.uri, realPath)) })));
  const named = roots.flatMap((root) => {
    const path = pathWithin(root.real, real);
    return path === undefined ? [] : [vscode.Uri.joinPath(root.own, path)];
  });
  const plain = uri.with({ query: '', fragment: '' }).toString();
  if (named.some((each) => each.toString() === plain) || real.toString() === plain) return undefined;
  return vscode.workspace.asRelativePath(named[0] ?? real).replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}

/** What was made of a file, with the file that its path leads to over links. */
export async function withTarget(pieces: readonly NewAttachment[], uri: vscode.Uri, realPath: RealPath): Promise<readonly NewAttachment[]> {
  const target = pieces.length === 0 ? undefined : await leadsTo(uri, realPath);
  return target === undefined ? pieces : pieces.map((piece) => ({ ...piece, leadsTo: target }));
}

/** Why a file of the workspace leads out of it, in a sentence: nothing of it goes along by itself; undefined if it does not. */
export async function strayProblem(uri: vscode.Uri, realPath: RealPath): Promise<string | undefined> {
  const [stray] = isNamedInside(uri) ? await outside([uri], realPath) : [];
  return stray === undefined ? undefined : t('{0} leads out of the workspace, to {1}: attach it by hand.', vscode.workspace.asRelativePath(uri), vscode.workspace.asRelativePath(vscode.Uri.parse(stray.real)));
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

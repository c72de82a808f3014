import * as vscode from 'vscode';
import { targetConcern } from '../core/guardedTargets.ts';
import { pathWithin, workspaceRoots } from './workspaceRoots.ts';
import { t } from '../shared/words.ts';

/** Where a path leads in the end, through every link; undefined where it leads nowhere. */
export type RealPath = (path: string) => Promise<string | undefined>;

/** Whether code from an answer may go into this file: the user is asked about those outside of the workspace, and those that programs obey. */
export async function askAboutTarget(uri: vscode.Uri, realPath: RealPath): Promise<boolean> {
  if (uri.scheme === 'untitled' && !uri.path.startsWith('/')) return true;
  const real = uri.with({ scheme: uri.scheme === 'untitled' ? (workspaceRoots()[0]?.uri.scheme ?? 'file') : uri.scheme });
  const concern = (await withinWorkspace(real, realPath)) ? targetConcern(vscode.workspace.asRelativePath(real, false)) : t('This file is outside of the workspace.');
  if (concern === undefined) return true;
  const change = t('Change This File');
  return (await vscode.window.showWarningMessage(t('Let code from an answer into {0}?', vscode.workspace.asRelativePath(real)), { modal: true, detail: concern }, change)) === change;
}

/** A file that is still to be made is judged by its folder. */
async function withinWorkspace(uri: vscode.Uri, realPath: RealPath): Promise<boolean> {
  const real = await realAddress(uri, realPath);
  const roots = await Promise.all(workspaceRoots().map((root) => realAddress(root.uri, realPath)));
  return roots.some((root) => pathWithin(root, real) !== undefined);
}

async function realAddress(uri: vscode.Uri, realPath: RealPath): Promise<vscode.Uri> {
  const plain = vscode.Uri.joinPath(uri, '.');
  if (plain.scheme !== 'file') return plain;
  const real = await realPath(plain.fsPath);
  if (real !== undefined) return vscode.Uri.file(real);
  const folder = vscode.Uri.joinPath(plain, '..');
  return folder.path === plain.path ? plain : vscode.Uri.joinPath(await realAddress(folder, realPath), plain.path.split('/').at(-1) ?? '');
}

import * as vscode from 'vscode';

/** A folder of the workspace, and what the paths of its files begin with: nothing where it is the only one. */
export interface WorkspaceRoot {
  readonly uri: vscode.Uri;
  readonly prefix: string;
}

/** The folders of the workspace; of two with the same name, the later one is told by its number. */
export function workspaceRoots(): readonly WorkspaceRoot[] {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.map(({ uri, name, index }) => {
    const isTaken = folders.some((other) => other.name === name && other.index < index);
    return { uri, prefix: folders.length === 1 ? '' : `${name}${isTaken ? ` ${String(index + 1)}` : ''}/` };
  });
}

/** Where the file lies within the folder; nothing if it lies elsewhere. */
export function pathWithin(root: vscode.Uri, uri: vscode.Uri): string | undefined {
  const start = root.path.endsWith('/') ? root.path : `${root.path}/`;
  const isInside = uri.scheme === root.scheme && uri.authority === root.authority && uri.path.startsWith(start);
  return isInside ? uri.path.slice(start.length) : undefined;
}

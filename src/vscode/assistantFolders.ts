import * as vscode from 'vscode';
import type { Place } from '../core/assistants.ts';

/** A folder that may hold assistants, and what its files are called. */
export interface AssistantFolder {
  readonly place: Place;
  readonly uri: vscode.Uri;
  readonly ending: '.assistant.md' | '.agent.md';
  /** Tells the files of one workspace folder from those of another; empty for the first. */
  readonly prefix: string;
}

/** Where personal assistants lie. */
export function personalFolder(storage: vscode.Uri): AssistantFolder {
  return { place: 'personal', uri: vscode.Uri.joinPath(storage, 'assistants'), ending: '.assistant.md', prefix: '' };
}

/** Where assistants of the open workspace lie; none in a workspace that the user does not trust. */
export function workspaceFolders(): readonly AssistantFolder[] {
  if (!vscode.workspace.isTrusted) return [];
  return (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri, index, name }): readonly AssistantFolder[] => {
    const prefix = index === 0 ? '' : `${name}/`;
    return [
      { place: 'workspace', uri: vscode.Uri.joinPath(uri, '.assistants'), ending: '.assistant.md', prefix },
      { place: 'agent', uri: vscode.Uri.joinPath(uri, '.github', 'agents'), ending: '.agent.md', prefix },
    ];
  });
}

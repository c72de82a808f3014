import * as vscode from 'vscode';
import type { AssistantKnowledgeParts } from './core/assistantKnowledge.ts';
import { workspaceMark } from './node/workspaceMark.ts';

/** By what this workspace and its user are known at servers: read at the first use, and again when the workspace has other folders. The user's mark goes with VS Code's Settings Sync, where that is on. */
export function knowledgeMarks({ globalState, workspaceState }: Pick<vscode.ExtensionContext, 'globalState' | 'workspaceState'>): AssistantKnowledgeParts['marks'] {
  const person = 'assistants.person';
  globalState.setKeysForSync([person]);
  let known: { readonly folders: string; readonly mark: string } | undefined;
  return {
    workspace: () => {
      const all = vscode.workspace.workspaceFolders ?? [];
      const folders = all.map(({ uri }) => uri.toString()).join(' ');
      if (known?.folders === folders) return known.mark;
      const mark = workspaceMark(all.map(({ name, uri }) => (uri.scheme === 'file' ? { name, place: uri.fsPath } : { name })), () => own(workspaceState, 'assistants.workspaceMark'));
      known = { folders, mark };
      return mark;
    },
    person: () => own(globalState, person),
  };
}

function own(memento: vscode.Memento, key: string): string {
  const kept = memento.get<string>(key);
  if (kept !== undefined) return kept;
  const made = crypto.randomUUID();
  void memento.update(key, made);
  return made;
}

import * as vscode from 'vscode';
import type { AssistantKnowledgeParts } from './core/assistantKnowledge.ts';
import { workspaceMark } from './node/workspaceMark.ts';

/** By what this workspace and its user are known at servers: read at the first use, and again when the workspace has other folders. The user's mark goes with VS Code's Settings Sync, where that is on. */
export function knowledgeMarks({ globalState, workspaceState }: Pick<vscode.ExtensionContext, 'globalState' | 'workspaceState'>): AssistantKnowledgeParts['marks'] {
  const [person, ownMark] = ['assistants.person', 'assistants.workspaceMark'];
  globalState.setKeysForSync([person]);
  let known: { readonly folders: string; readonly mark: string } | undefined;
  return {
    workspace: () => {
      // Nothing of a workspace is read that is not trusted; it knows no files then either.
      if (!vscode.workspace.isTrusted) return own(workspaceState, ownMark);
      const all = vscode.workspace.workspaceFolders ?? [];
      const folders = all.map(({ uri }) => uri.toString()).join(' ');
      if (known?.folders === folders) return known.mark;
      const mark = workspaceMark(all.map(({ name, uri }) => (uri.scheme === 'file' ? { name, place: uri.fsPath } : { name })), () => own(workspaceState, ownMark));
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

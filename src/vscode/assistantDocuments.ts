import * as vscode from 'vscode';
import type { Definition } from '../core/assistant.ts';
import type { AssistantEntry } from '../core/assistants.ts';

/** The language of assistants' files in the editor. */
export const assistantLanguage = 'assistant';

/** The last part of the file's path without its ending: what an assistant without a name is called. */
export function stemOf(uri: vscode.Uri): string {
  return (uri.path.split('/').at(-1) ?? '').replace(/\.assistant\.md$/, '');
}

/** Reads the assistant that stands in an editor, saved or not. The connection that it names counts where the entry is the user's own. */
export async function definitionIn(document: vscode.TextDocument, entry: AssistantEntry | undefined): Promise<Definition> {
  const { readAssistantFile } = await import('../core/assistantFile.ts');
  const { definition } = readAssistantFile(document.getText(), { stem: stemOf(document.uri), kind: 'assistant' });
  const { connection: _connection, ...rest } = definition;
  return entry === undefined || entry.place === 'personal' ? definition : rest;
}

/** The range of these offsets. */
export function rangeIn(document: vscode.TextDocument, { from, to }: { readonly from: number; readonly to: number }): vscode.Range {
  return new vscode.Range(document.positionAt(from), document.positionAt(to));
}

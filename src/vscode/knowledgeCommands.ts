import * as vscode from 'vscode';
import type { Assistant } from '../core/assistant.ts';
import type { AssistantKnowledge, KnownFileState } from '../core/assistantKnowledge.ts';
import type { AssistantEntry } from '../core/assistants.ts';
import type { BackEnds } from '../core/backEnds.ts';
import type { Connection } from '../core/connections.ts';
import { withProgress } from './cancellation.ts';
import { t } from '../shared/words.ts';

/** What the commands on knowledge work with. */
export interface KnowledgeCommandParts {
  readonly knowledge: AssistantKnowledge;
  readonly backEnds: BackEnds;
}

/** Brings an assistant's files to its connection, where they are searched from now on. */
export async function syncKnowledge(parts: KnowledgeCommandParts, { assistant }: AssistantEntry): Promise<void> {
  const { knowledge, backEnds } = parts;
  if (assistant.knowledge.length === 0) {
    void vscode.window.showInformationMessage(t('{0} knows no files: name some under “knowledge” in its file, such as docs/**/*.md.', assistant.name));
    return;
  }
  const connection = backEnds.connectionOf(assistant);
  if (!knowledge.canSync(connection)) {
    void vscode.window.showInformationMessage(t('{0} searches no files by itself: those of {1} are searched on this machine, and nothing needs to be uploaded.', connection.name, assistant.name));
    return;
  }
  const title = t('Looking at the files of {0}…', assistant.name);
  const files = await withProgress(title, (signal) => knowledge.list(assistant, signal));
  if (files === undefined || !(await agreed(parts, assistant, connection, files.length))) return;
  await run(parts, assistant, connection);
}

/** Has an assistant's files searched on this machine again; what is at the server stays there until the user deletes it, for which a way is offered. */
export async function searchHere({ knowledge, backEnds }: KnowledgeCommandParts, { assistant }: AssistantEntry): Promise<void> {
  const connection = backEnds.connectionOf(assistant);
  const isStored = knowledge.storeOf(assistant, connection) !== undefined;
  knowledge.forget(assistant, connection);
  const words = t('The files of {0} are searched on this machine from now on.', assistant.name);
  if (!isStored) {
    void vscode.window.showInformationMessage(words);
    return;
  }
  const answer = await vscode.window.showInformationMessage(`${words} ${t('What was uploaded stays at {0} until you delete it there.', connection.name)}`, t('Show What Is Stored There…'));
  if (answer === t('Show What Is Stored There…')) await vscode.commands.executeCommand('assistants.showStorage');
}

async function agreed({ knowledge }: KnowledgeCommandParts, assistant: Assistant, connection: Connection, count: number): Promise<boolean> {
  if (knowledge.storeOf(assistant, connection) !== undefined) return true;
  const detail = t('They are uploaded to {0} and kept there until you delete them, so that {1} searches them there. Without this, they are searched on this machine.', connection.baseUrl, assistant.name);
  const answer = await vscode.window.showInformationMessage(t('Upload the {0} that {1} knows to {2}?', countOf(count), assistant.name, connection.name), { modal: true, detail }, t('Upload'));
  return answer === t('Upload');
}

async function run(parts: KnowledgeCommandParts, assistant: Assistant, connection: Connection): Promise<void> {
  const { knowledge } = parts;
  await withProgress(t('Bringing the files of {0} to {1}…', assistant.name, connection.name), (signal) => knowledge.sync(assistant, connection, signal));
  const states = knowledge.states(assistant, connection);
  const ready = states.filter(({ state }) => state.state === 'ready');
  const asText = states.filter(({ state }) => state.state === 'unsupported' && state.asText !== undefined);
  const failed = states.filter(({ state }) => state.state === 'failed' || (state.state === 'unsupported' && state.asText === undefined));
  const message = [t('{0} can search {1} of {2}.', connection.name, countOf(ready.length), assistant.name), ...(failed.length === 0 ? [] : [problemsOf(failed)]), ...(asText.length === 0 ? [] : [asText.length === 1 ? t('1 file is of a kind that it does not read: {0}.', asText[0]?.file.path ?? '') : t('{0} files are of kinds that it does not read, such as {1}.', asText.length, asText[0]?.file.path ?? '')])].join(' ');
  const show = failed.length === 0 ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const answer = await show(message, ...(asText.length === 0 ? [] : [t('Send as Text')]));
  if (answer !== t('Send as Text')) return;
  knowledge.sendAsText(assistant, connection, asText.map(({ file }) => file));
  await run(parts, assistant, connection);
}

function problemsOf(failed: readonly KnownFileState[]): string {
  const [first] = failed;
  const reason = first?.state.state === 'failed' ? first.state.reason : t('The server reads no files of this kind.');
  const why = t('Not {0}: {1}', first?.file.path ?? '', reason);
  return failed.length === 1 ? why : `${why} ${t('And {0} more; the view Assistants says why.', countOf(failed.length - 1))}`;
}

function countOf(count: number): string {
  return count === 1 ? t('1 file') : t('{0} files', count);
}

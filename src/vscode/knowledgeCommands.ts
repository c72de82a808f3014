import * as vscode from 'vscode';
import type { Assistant } from '../core/assistant.ts';
import type { AssistantKnowledge } from '../core/assistantKnowledge.ts';
import type { AssistantEntry } from '../core/assistants.ts';
import type { BackEnds } from '../core/backEnds.ts';
import type { Connection } from '../core/connections.ts';
import type { KnowledgeFile } from '../core/knowledge.ts';
import { fileCount, progressWords, stoppedWords, syncWords } from '../core/knowledgeWords.ts';
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
  if (!knowledge.hasRoom(assistant, connection)) {
    void vscode.window.showInformationMessage(t('{0} searches vector stores of its own, and {1} takes no more: its files are searched on this machine.', assistant.name, connection.name));
    return;
  }
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showInformationMessage(t('This workspace is not trusted, so no file of {0} is read.', assistant.name));
    return;
  }
  const title = t('Looking at the files of {0}…', assistant.name);
  const files = await withProgress(title, (signal) => knowledge.list(assistant, signal));
  if (files !== undefined && (await agreed(parts, assistant, connection, files))) await run(parts, assistant, connection);
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

async function agreed({ knowledge }: KnowledgeCommandParts, assistant: Assistant, connection: Connection, files: readonly KnowledgeFile[]): Promise<boolean> {
  const { length } = knowledge.toUpload(assistant, connection, files);
  if (length === 0 || knowledge.storeOf(assistant, connection) !== undefined) return true;
  const detail = t('They are uploaded to {0} and kept there until you delete them, so that {1} searches them there. Without this, they are searched on this machine.', connection.baseUrl, assistant.name);
  const answer = await vscode.window.showInformationMessage(t('Upload the {0} that {1} knows to {2}?', fileCount(length), assistant.name, connection.name), { modal: true, detail }, t('Upload'));
  return answer === t('Upload');
}

async function run(parts: KnowledgeCommandParts, assistant: Assistant, connection: Connection): Promise<void> {
  const { knowledge } = parts;
  const title = t('Bringing the files of {0} to {1}…', assistant.name, connection.name);
  const removed = await withProgress(title, (signal, tell) => knowledge.sync(assistant, connection, signal, (progress) => { tell(progressWords(progress)); }));
  const states = knowledge.states(assistant, connection);
  if (removed === undefined) {
    void vscode.window.showInformationMessage(stoppedWords(assistant.name, connection.name, states));
    return;
  }
  const { message, isProblem, asText } = syncWords(assistant.name, connection.name, states, removed);
  const show = isProblem ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const answer = await show(message, ...(asText.length === 0 ? [] : [t('Send as Text')]));
  if (answer !== t('Send as Text')) return;
  knowledge.sendAsText(assistant, connection, asText);
  if (await agreed(parts, assistant, connection, await knowledge.list(assistant, AbortSignal.timeout(60_000)))) await run(parts, assistant, connection);
}

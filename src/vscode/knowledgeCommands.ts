import * as vscode from 'vscode';
import type { Assistant } from '../core/assistant.ts';
import type { AssistantKnowledge, KnownFileState } from '../core/assistantKnowledge.ts';
import type { AssistantEntry } from '../core/assistants.ts';
import type { BackEnds } from '../core/backEnds.ts';
import type { Connection } from '../core/connections.ts';
import { withProgress } from './cancellation.ts';

/** What the commands on knowledge work with. */
export interface KnowledgeCommandParts {
  readonly knowledge: AssistantKnowledge;
  readonly backEnds: BackEnds;
}

/** Brings an assistant's files to its connection, where they are searched from now on. */
export async function syncKnowledge(parts: KnowledgeCommandParts, { assistant }: AssistantEntry): Promise<void> {
  const { knowledge, backEnds } = parts;
  if (assistant.knowledge.length === 0) {
    void vscode.window.showInformationMessage(`${assistant.name} knows no files: name some under “knowledge” in its file, such as docs/**/*.md.`);
    return;
  }
  const connection = backEnds.connectionOf(assistant);
  if (!knowledge.canSync(connection)) {
    void vscode.window.showInformationMessage(`${connection.name} searches no files by itself: those of ${assistant.name} are searched on this machine, and nothing needs to be uploaded.`);
    return;
  }
  const title = `Looking at the files of ${assistant.name}…`;
  const files = await withProgress(title, (signal) => knowledge.list(assistant, signal));
  if (files === undefined || !(await agreed(parts, assistant, connection, files.length))) return;
  await run(parts, assistant, connection);
}

/** Has an assistant's files searched on this machine again; what is at the server stays there. */
export async function searchHere({ knowledge, backEnds }: KnowledgeCommandParts, { assistant }: AssistantEntry): Promise<void> {
  knowledge.forget(assistant, backEnds.connectionOf(assistant));
  void vscode.window.showInformationMessage(`The files of ${assistant.name} are searched on this machine from now on.`);
}

async function agreed({ knowledge }: KnowledgeCommandParts, assistant: Assistant, connection: Connection, count: number): Promise<boolean> {
  if (knowledge.storeOf(assistant, connection) !== undefined) return true;
  const detail = `They are uploaded to ${connection.baseUrl} and kept there until you delete them, so that ${assistant.name} searches them there. Without this, they are searched on this machine.`;
  const answer = await vscode.window.showInformationMessage(`Upload the ${countOf(count)} that ${assistant.name} knows to ${connection.name}?`, { modal: true, detail }, 'Upload');
  return answer === 'Upload';
}

async function run(parts: KnowledgeCommandParts, assistant: Assistant, connection: Connection): Promise<void> {
  const { knowledge } = parts;
  await withProgress(`Bringing the files of ${assistant.name} to ${connection.name}…`, (signal) => knowledge.sync(assistant, connection, signal));
  const states = knowledge.states(assistant, connection);
  const ready = states.filter(({ state }) => state.state === 'ready');
  const asText = states.filter(({ state }) => state.state === 'unsupported' && state.asText !== undefined);
  const failed = states.filter(({ state }) => state.state === 'failed' || (state.state === 'unsupported' && state.asText === undefined));
  const message = [`${connection.name} can search ${countOf(ready.length)} of ${assistant.name}.`, ...(failed.length === 0 ? [] : [problemsOf(failed)]), ...(asText.length === 0 ? [] : [`${countOf(asText.length)} ${asText.length === 1 ? 'is' : 'are'} of kinds that it does not read, such as ${asText[0]?.file.path ?? ''}.`])].join(' ');
  const show = failed.length === 0 ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const answer = await show(message, ...(asText.length === 0 ? [] : ['Send as Text']));
  if (answer !== 'Send as Text') return;
  knowledge.sendAsText(assistant, connection, asText.map(({ file }) => file));
  await run(parts, assistant, connection);
}

function problemsOf(failed: readonly KnownFileState[]): string {
  const [first] = failed;
  const reason = first?.state.state === 'failed' ? first.state.reason : 'The server reads no files of this kind.';
  const more = failed.length === 1 ? '' : ` And ${countOf(failed.length - 1)} more; the view Assistants says why.`;
  return `Not ${first?.file.path ?? ''}: ${reason}${more}`;
}

function countOf(count: number): string {
  return count === 1 ? '1 file' : `${count.toLocaleString('en')} files`;
}

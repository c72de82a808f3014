import * as vscode from 'vscode';
import type { BackEnds } from '../core/backEnds.ts';
import { activeConnection, originOf, readConnections, type Connection } from '../core/connections.ts';
import type { Model } from '../core/engine.ts';
import type { ModelLists } from '../core/modelLists.ts';
import type { Log } from '../core/stores.ts';
import type { Failure } from '../shared/model.ts';
import { signalOf } from './cancellation.ts';
import { activate, readSettings, setModel } from './connectionSettings.ts';

/** Lets the user pick the active connection, or add one. */
export async function chooseConnection(addConnection: () => Promise<void>): Promise<void> {
  const { connections, problems } = readConnections(readSettings());
  const active = readSettings().active;
  const items = connections.map((connection) => ({ label: connection.name, description: originOf(connection), ...(connection.id === active ? { detail: 'In use' } : {}), id: connection.id }));
  const more = { label: '$(add) Add Connection…', id: '' };
  const options = { placeHolder: problems[0] ?? 'Who answers?', matchOnDescription: true };
  const picked = await vscode.window.showQuickPick([...items, more], options);
  if (picked === more) await addConnection();
  else if (picked !== undefined) await activate(picked.id);
}

/** Lets the user name the model of the active connection: one that its server lists, or any other. */
export async function chooseModel(lists: ModelLists, explain: (error: unknown) => Failure): Promise<boolean> {
  const connection = activeConnection(readSettings());
  const listed = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: `Asking ${connection.name} for its models…` }, () => modelsOf(lists, connection, explain));
  const model = await pickModel(connection, listed);
  if (model === undefined) return false;
  await setModel(connection.id, model);
  return true;
}

/** Asks the active connection what it can do, spending no token, and says it. */
export async function testConnection(backEnds: BackEnds, log: Log & { show(): void }): Promise<void> {
  const { connection, backEnd } = await backEnds.active();
  const title = `Testing ${connection.name}…`;
  const findings = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (_progress, token) => backEnd.examine(signalOf(token)));
  const lines = findings.map(({ subject, words }) => `${subject}: ${words}`);
  log.info(`Test of ${connection.name} at ${connection.baseUrl}\n  ${lines.join('\n  ')}`);
  const answers = findings.some(({ subject, ok }) => ok && /^(?:Responses|Chat Completions)$/.test(subject));
  const message = `${connection.name} ${answers ? 'can answer' : 'cannot answer'}. ${lines.join(' · ')}`;
  const shown = answers ? vscode.window.showInformationMessage(message, 'Open Log') : vscode.window.showWarningMessage(message, 'Open Log');
  if ((await shown) === 'Open Log') log.show();
}

/** The models that a connection lists, by their names; or why it lists none. */
export async function modelsOf(lists: ModelLists, connection: Connection, explain: (error: unknown) => Failure): Promise<readonly Model[] | string> {
  try {
    return (await lists.ask(connection, AbortSignal.timeout(20_000))).toSorted((one, other) => one.id.localeCompare(other.id));
  } catch (error) {
    return explain(error).message;
  }
}

async function pickModel({ name, model }: Connection, listed: readonly Model[] | string): Promise<string | undefined> {
  const other = { label: '$(edit) Another model…' };
  if (typeof listed !== 'string' && listed.length > 0) {
    const items = listed.map(({ id, shutdownDate }) => ({
      label: id,
      description: [id === model ? 'in use' : '', shutdownDate === undefined ? '' : `switched off on ${shutdownDate}`].filter((part) => part !== '').join(' · '),
    }));
    const picked = await vscode.window.showQuickPick([...items, other], { placeHolder: `The model that ${name} uses` });
    if (picked !== other) return picked?.label;
  }
  const why = typeof listed === 'string' ? `${listed} ` : '';
  const typed = await vscode.window.showInputBox({ title: `Model for ${name}`, prompt: `${why}Enter the model’s id.`, ignoreFocusOut: true, validateInput: (text) => (text.trim() === '' ? 'Enter an id.' : undefined) });
  return typed?.trim();
}

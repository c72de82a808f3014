import * as vscode from 'vscode';
import type { BackEnds } from '../core/backEnds.ts';
import { activeConnection, originOf, readConnections, type Connection } from '../core/connections.ts';
import type { Model } from '../core/engine.ts';
import type { ModelLists } from '../core/modelLists.ts';
import type { Log } from '../core/stores.ts';
import type { Failure } from '../shared/failure.ts';
import { signalOf } from './cancellation.ts';
import { activate, readSettings, setModel } from './connectionSettings.ts';
import { t } from '../shared/words.ts';

/** Lets the user pick the active connection, or add one. */
export async function chooseConnection(addConnection: () => Promise<void>): Promise<void> {
  const { connections, problems } = readConnections(readSettings());
  const active = readSettings().active;
  const items = connections.map((connection) => ({ label: connection.name, description: originOf(connection), ...(connection.id === active ? { detail: t('In use') } : {}), id: connection.id }));
  const more = { label: t('$(add) Add Connection…'), id: '' };
  const options = { placeHolder: problems[0] ?? t('Who answers?'), matchOnDescription: true };
  const picked = await vscode.window.showQuickPick([...items, more], options);
  if (picked === more) await addConnection();
  else if (picked !== undefined) await activate(picked.id);
}

/** Lets the user name the model of the active connection: one that its server lists, or any other. */
export async function chooseModel(lists: ModelLists, explain: (error: unknown) => Failure): Promise<boolean> {
  const connection = activeConnection(readSettings());
  const listed = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title: t('Asking {0} for its models…', connection.name) }, () => modelsOf(lists, connection, explain));
  const model = await pickModel(connection, listed);
  if (model === undefined) return false;
  await setModel(connection.id, model);
  return true;
}

/** Asks the active connection what it can do, spending no token, and says it. */
export async function testConnection(backEnds: BackEnds, log: Log & { show(): void }): Promise<void> {
  const { connection, backEnd } = await backEnds.active();
  const title = t('Testing {0}…', connection.name);
  const findings = await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (_progress, token) => backEnd.examine(signalOf(token)));
  const lines = findings.map(({ subject, words }) => `${subject}: ${words}`);
  log.info(`Test of ${connection.name} at ${connection.baseUrl}\n  ${lines.join('\n  ')}`);
  const answers = findings.some(({ subject, ok }) => ok && /^(?:Responses|Chat Completions)$/.test(subject));
  const message = `${connection.name} ${answers ? t('can answer') : t('cannot answer')}. ${lines.join(' · ')}`;
  const shown = answers ? vscode.window.showInformationMessage(message, t('Open Log')) : vscode.window.showWarningMessage(message, t('Open Log'));
  if ((await shown) === t('Open Log')) log.show();
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
  const other = { label: t('$(edit) Another model…') };
  if (typeof listed !== 'string' && listed.length > 0) {
    const items = listed.map(({ id, shutdownDate }) => ({
      label: id,
      description: [id === model ? t('in use') : '', shutdownDate === undefined ? '' : t('switched off on {0}', shutdownDate)].filter((part) => part !== '').join(' · '),
    }));
    const picked = await vscode.window.showQuickPick([...items, other], { placeHolder: t('The model that {0} uses', name) });
    if (picked !== other) return picked?.label;
  }
  const prompt = typeof listed === 'string' ? `${listed} ${t('Enter the model’s id.')}` : t('Enter the model’s id.');
  const typed = await vscode.window.showInputBox({ title: t('Model for {0}', name), prompt, ignoreFocusOut: true, validateInput: (text) => (text.trim() === '' ? t('Enter an id.') : undefined) });
  return typed?.trim();
}

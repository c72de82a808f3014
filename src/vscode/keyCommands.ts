import * as vscode from 'vscode';
import { activeConnection, originOf, readConnections, type Connection } from '../core/connections.ts';
import { readSettings } from './connectionSettings.ts';
import type { Keys } from './keys.ts';
import { t } from '../shared/words.ts';

/** Asks for the key of a connection and keeps it. Answers whether there is a new one. */
export async function setApiKey(keys: Keys, connection?: Connection): Promise<boolean> {
  const target = connection ?? (await pickKeyed(t('Whose key is it?')));
  if (target === undefined) return false;
  const origin = originOf(target);
  const key = await keyFromUser(target, origin);
  if (key === undefined) return false;
  await keys.store(origin, key);
  void vscode.window.showInformationMessage(t('The key for {0} is kept in VS Code’s secret storage. It is sent there and nowhere else.', origin));
  return true;
}

/** Forgets the key of a connection: the only one, or the one that the user picks. */
export async function removeApiKey(keys: Keys): Promise<void> {
  const target = await pickKeyed(t('Whose key is to be removed?'), (connection) => keys.has(originOf(connection)));
  if (target === undefined) return;
  const origin = originOf(target);
  await keys.remove(origin);
  void vscode.window.showInformationMessage(t('The key for {0} is removed.', origin));
}

async function pickKeyed(placeHolder: string, fits: (connection: Connection) => boolean = () => true): Promise<Connection | undefined> {
  const all = readConnections(readSettings()).connections.filter((connection) => connection.auth === 'key' && fits(connection));
  if (all.length === 0) void vscode.window.showInformationMessage(t('No connection has a key to set or to remove.'));
  if (all.length <= 1) return all[0];
  const active = currentId();
  const items = all.map((connection) => ({ label: connection.name, description: originOf(connection), connection })).toSorted((a) => (a.connection.id === active ? -1 : 1));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.connection;
}

function currentId(): string | undefined {
  try {
    return activeConnection(readSettings()).id;
  } catch {
    return undefined;
  }
}

/** What the user enters, or the key in OPENAI_API_KEY: for OpenAI's own origin, and only when the user takes it. */
async function keyFromUser(target: Connection, origin: string): Promise<string | undefined> {
  const inEnvironment = process.env['OPENAI_API_KEY']?.trim() ?? '';
  if (origin !== 'https://api.openai.com' || problemWith(inEnvironment) !== undefined) return askForKey(target, origin);
  const take = { label: t('Use the key in OPENAI_API_KEY'), description: t('ends in {0}', inEnvironment.slice(-4)) };
  const picked = await vscode.window.showQuickPick([take, { label: t('Enter another key…') }], { placeHolder: t('The key for {0}', origin) });
  if (picked === undefined) return undefined;
  return picked === take ? inEnvironment : askForKey(target, origin);
}

async function askForKey({ name }: Connection, origin: string): Promise<string | undefined> {
  const value = await vscode.window.showInputBox({
    title: t('API Key for {0}', name),
    prompt: t('Kept in VS Code’s secret storage and sent to {0} only.', origin),
    placeHolder: 'sk-…',
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) => problemWith(text.trim()),
  });
  return value?.trim();
}

/** What keeps this text from being a key: header values hold visible ASCII only. */
function problemWith(key: string): string | undefined {
  if (key === '') return t('Enter the key.');
  if (key.length > 4096) return t('This is too long for a key.');
  const at = key.search(/[^\x21-\x7e]/);
  return at === -1 ? undefined : t('Character {0} does not belong in a key.', String(at + 1));
}

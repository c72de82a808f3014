import * as vscode from 'vscode';
import { readConnections, type Connection, type ConnectionSettings } from '../core/connections.ts';

/** The user's own settings on where prompts go, or the defaults: never a workspace's or a folder's, trusted or not. */
export function readSettings(): ConnectionSettings {
  return { connections: usersOwn('connections'), active: usersOwn('connection') };
}

/** Whether servers are to go on giving answers that nobody listens to; the user's own setting. */
export function goesOnAtServers(): boolean {
  return usersOwn('background') === true;
}

/** Tells when these settings have changed. */
export function onSettingsChange(listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    if (change.affectsConfiguration('assistants')) listener();
  });
}

/** Makes this connection the active one, in the user's settings. */
export async function activate(connectionId: string): Promise<void> {
  await vscode.workspace.getConfiguration('assistants').update('connection', connectionId, vscode.ConfigurationTarget.Global);
}

/** Adds a connection, and makes it the active one. */
export async function add(entry: Omit<Connection, 'headers'>): Promise<void> {
  await write([...rawList(), entry]);
  await activate(entry.id);
}

/** Names the model that a connection uses. */
export async function setModel(connectionId: string, model: string): Promise<void> {
  await write(rawList().map((entry) => (isEntry(entry) && entry.id === connectionId ? { ...entry, model } : entry)));
}

/** An id for a new connection that none has yet. */
export function freeId(name: string): string {
  const taken = new Set(readConnections(readSettings()).connections.map(({ id }) => id));
  const stem = name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '') || 'connection';
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? stem : `${stem}-${String(number)}`;
    if (!taken.has(id)) return id;
  }
}

function usersOwn(name: string): unknown {
  const found = vscode.workspace.getConfiguration('assistants').inspect(name);
  return found?.globalValue ?? found?.defaultValue;
}

function rawList(): readonly unknown[] {
  const { connections } = readSettings();
  return Array.isArray(connections) ? connections : [];
}

async function write(connections: readonly unknown[]): Promise<void> {
  await vscode.workspace.getConfiguration('assistants').update('connections', connections, vscode.ConfigurationTarget.Global);
}

function isEntry(entry: unknown): entry is { readonly id: unknown } {
  return typeof entry === 'object' && entry !== null && 'id' in entry;
}

import * as vscode from 'vscode';

const setting = 'links.trustedHosts';

/** The hosts whose links the user opens without a question: their own word, never a workspace's. */
export function trustedHosts(): readonly string[] {
  const hosts = vscode.workspace.getConfiguration('assistants').inspect<unknown>(setting)?.globalValue;
  return Array.isArray(hosts) ? hosts.filter((host) => typeof host === 'string') : [];
}

/** Asks no more about links to this host; the user can take that back in the settings. */
export async function trustHost(host: string): Promise<void> {
  await vscode.workspace.getConfiguration('assistants').update(setting, [...trustedHosts(), host], vscode.ConfigurationTarget.Global);
}

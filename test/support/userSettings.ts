import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';

/** VS Code's user settings. */
export type UserSettings = Readonly<Record<string, unknown>>;

/** Settings that keep VS Code quiet: its own chat, welcome pages, updates and telemetry stay away. */
export const quietSettings: UserSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** The settings of tests that count requests and look for threads by what was said first: no model is asked for titles. */
export const untitledSettings: UserSettings = { 'assistants.threads.titles': false };

/** The settings under which the extension talks to the offline server. */
export function offlineSettings(offlineUrl: string, others: readonly object[] = []): UserSettings {
  const offline = { id: 'offline', name: 'Offline server', baseUrl: offlineUrl, api: 'responses', auth: 'none' };
  return { 'assistants.connections': [offline, ...others], 'assistants.connection': offline.id };
}

const offlineEntry = v.looseObject({ id: v.literal('offline') });
const anyEntry = v.looseObject({ id: v.string() });

/** Adds what is missing, connections too, and tells the connection `offline` where its server is now. What the user changed stays. */
export function completedSettings(current: UserSettings, wanted: UserSettings, offlineUrl: string): UserSettings {
  const settings: Record<string, unknown> = { ...wanted, ...current };
  const connections = settings['assistants.connections'];
  if (!Array.isArray(connections)) return settings;
  const here = connections.map((entry: unknown) => (v.is(offlineEntry, entry) ? { ...entry, baseUrl: offlineUrl } : entry));
  const missing = entriesOf(wanted).filter(({ id }) => !entriesOf(settings).some((entry) => entry.id === id));
  return { ...settings, 'assistants.connections': [...here, ...missing] };
}

function entriesOf(settings: UserSettings): readonly { readonly id: string }[] {
  const connections = settings['assistants.connections'];
  return Array.isArray(connections) ? connections.filter((entry: unknown) => v.is(anyEntry, entry)) : [];
}

function settingsFile(userDataFolder: string): string {
  return path.join(userDataFolder, 'User', 'settings.json');
}

/** The settings there, none if there is no such file. Throws when it is no plain JSON, such as with comments. */
export async function readUserSettings(userDataFolder: string): Promise<UserSettings> {
  const text = await readFile(settingsFile(userDataFolder), 'utf8').catch(() => '{}');
  return v.parse(v.record(v.string(), v.unknown()), JSON.parse(text));
}

/** Puts the settings in the place of those there. */
export async function writeUserSettings(userDataFolder: string, settings: UserSettings): Promise<void> {
  await mkdir(path.dirname(settingsFile(userDataFolder)), { recursive: true });
  await writeFile(settingsFile(userDataFolder), `${JSON.stringify(settings, undefined, 2)}\n`);
}

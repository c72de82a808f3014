import { checkConnection, type ConnectionCheckParts } from './connectionChecks.ts';
import { readConnections, type Connection, type ConnectionSettings } from './connections.ts';
import { failureOf } from './outcomes.ts';
import type { Check, CheckedPart } from './setupReport.ts';
import { checkProxy, checkStorage, type ProxySettings, type StorageHealth } from './surroundingChecks.ts';
import { t } from '../shared/words.ts';

/** What the doctor looks at the setup with. */
export interface DoctorParts extends ConnectionCheckParts {
  readonly settings: () => ConnectionSettings;
  readonly proxy: () => ProxySettings;
  readonly storage: () => Promise<StorageHealth>;
  /** What runs here, each with its version. */
  readonly versions: () => Readonly<Record<string, string>>;
}

/** Looks at the whole setup, part by part; tells beforehand what comes next. Rejects when it is cancelled. */
export async function checkSetup(parts: DoctorParts, signal: AbortSignal, tell: (next: string) => void): Promise<readonly CheckedPart[]> {
  const { active, ...settings } = parts.settings();
  const { connections, problems } = readConnections({ ...settings, active });
  const checked: CheckedPart[] = [];
  for (const connection of connections) {
    tell(connection.name);
    checked.push(await partOf(connection, connection.id === active, parts, signal));
    signal.throwIfAborted();
  }
  tell(t('settings and storage'));
  const settingChecks = [...problems.map(settingProblem), ...chosen(connections, active)];
  return [
    ...checked,
    ...(settingChecks.length === 0 ? [] : [{ title: t('Settings'), checks: settingChecks }]),
    { title: t('Proxy'), checks: checkProxy(parts.proxy()) },
    { title: t('Storage'), checks: await storageChecks(parts) },
    { title: t('Versions'), checks: Object.entries(parts.versions()).map(([subject, words]): Check => ({ state: 'ok', subject, words })) },
  ];
}

async function partOf(connection: Connection, isInUse: boolean, parts: DoctorParts, signal: AbortSignal): Promise<CheckedPart> {
  return { title: isInUse ? t('{0} (in use)', connection.name) : connection.name, checks: await checkConnection(connection, isInUse, parts, signal) };
}

function settingProblem(words: string): Check {
  return { state: 'problem', subject: 'assistants.connections', words, action: t('Open your settings and correct it.') };
}

function chosen(connections: readonly Connection[], active: unknown): readonly Check[] {
  if (connections.some(({ id }) => id === active)) return [];
  return [{ state: 'problem', subject: 'assistants.connection', words: t('names no connection that can be used'), action: t('Run “Assistants: Choose Connection…”.') }];
}

async function storageChecks({ storage }: DoctorParts): Promise<readonly Check[]> {
  try {
    return checkStorage(await storage());
  } catch (error) {
    return [{ state: 'problem', subject: t('Folder'), words: failureOf(error).message, action: t('Open the log: it has the details.') }];
  }
}

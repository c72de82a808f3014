import { readdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { CheckedDatabase, StorageHealth } from '../core/surroundingChecks.ts';
import { t } from '../shared/words.ts';

/** The file systems that Linux tells by these numbers (statfs(2)). */
const shares: ReadonlyMap<number, string> = new Map([[0x6969, 'NFS'], [0x51_7b, 'SMB'], [0xff_53_4d_42, 'CIFS'], [0xfe_53_4d_42, 'SMB2'], [0x01_02_19_97, '9P']]);

/** Looks at the folder in which everything is kept, and at each database in it: reads all of them, and writes one file and removes it. */
export async function storageHealth(folder: string): Promise<StorageHealth> {
  const files = await filesIn(folder);
  const [unwritable, disk] = await Promise.all([whyUnwritable(folder), statfs(folder).catch(() => undefined)]);
  const share = folder.startsWith('\\\\') ? 'UNC path' : shares.get(disk?.type ?? 0);
  const databases = files.filter(({ name }) => name.endsWith('.db')).toSorted((one, other) => one.name.localeCompare(other.name, 'en'));
  return {
    folder: folder.startsWith(os.homedir()) ? `~${folder.slice(os.homedir().length)}` : folder,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    ...(disk === undefined ? {} : { free: disk.bavail * disk.bsize }),
    ...(unwritable === undefined ? {} : { unwritable }),
    ...(share === undefined ? {} : { share }),
    databases: databases.map(({ name, bytes }) => ({ name, bytes, ...problemIn(path.join(folder, name)) })),
  };
}

async function filesIn(folder: string): Promise<readonly { readonly name: string; readonly bytes: number }[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  return Promise.all(files.map(async (file) => ({ name: path.relative(folder, file), bytes: (await stat(file).catch(() => ({ size: 0 }))).size })));
}

async function whyUnwritable(folder: string): Promise<string | undefined> {
  const file = path.join(folder, `.check.${crypto.randomUUID()}`);
  try {
    await writeFile(file, 'Can this be written?', { flag: 'wx' });
    await rm(file);
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : t('for no reason that is told');
  }
}

function problemIn(file: string): Pick<CheckedDatabase, 'problem'> {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: 5000 });
    const result = String(database.prepare('PRAGMA quick_check(1)').get()?.['quick_check']);
    return result === 'ok' ? {} : { problem: t('damaged: {0}', result) };
  } catch (error) {
    return { problem: t('cannot be read: {0}', error instanceof Error ? error.message : String(error)) };
  } finally {
    database?.close();
  }
}

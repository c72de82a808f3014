import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { erase } from './erasing.ts';
import { damageIn } from './threadDamage.ts';
import { deleteThread } from './threadTables.ts';

/** How old a backup is before the next one is made, in milliseconds. */
const pace = 24 * 60 * 60 * 1000;

const newest = 'threads.db.backup-1';
const older = 'threads.db.backup-2';

/** The backups in this folder, the newest first; each may be damaged. */
export function backupsIn(folder: string): readonly string[] {
  const names = new Set(readdirSync(folder));
  return [newest, older].filter((name) => names.has(name)).map((name) => path.join(folder, name));
}

/**
 * Copies the threads' database as it stands, page by page beside other work, unless that was done today; the copy before it is kept.
 * Answers whether a copy was made. Rejects with what SQLite or the disk says; then the earlier ones are as they were.
 */
export async function backUp(folder: string, database: DatabaseSync, now: number): Promise<boolean> {
  const made = statSync(path.join(folder, newest), { throwIfNoEntry: false });
  if (made !== undefined && now - made.mtimeMs < pace) return false;
  const draft = path.join(folder, `threads.db.backup-${crypto.randomUUID()}.part`);
  try {
    await backup(database, draft, { rate: 256 });
    assertWhole(draft);
    if (made !== undefined) renameSync(path.join(folder, newest), path.join(folder, older));
    renameSync(draft, path.join(folder, newest));
    return true;
  } finally {
    for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${draft}${ending}`, { force: true });
  }
}

/** Removes a thread from the backups as well: what is gone for good does not come back with them. */
export function purgeFromBackups(folder: string, threadId: string): void {
  for (const file of backupsIn(folder)) {
    const database = new DatabaseSync(file, { timeout: 1000 });
    try {
      erase(database, () => { deleteThread(database, threadId); });
    } finally {
      database.close();
    }
  }
}

function assertWhole(file: string): void {
  const database = new DatabaseSync(file);
  try {
    const damage = damageIn(database, 0);
    if (damage !== undefined) throw new Error(`The copy is damaged: ${damage}`);
    database.exec('PRAGMA journal_mode = DELETE');
  } finally {
    database.close();
  }
}

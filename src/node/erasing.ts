import type { DatabaseSync } from 'node:sqlite';

/** Has SQLite overwrite what it frees, from here on (https://www.sqlite.org/pragma.html#pragma_secure_delete). */
export const overwriting = 'PRAGMA secure_delete = ON;';

/**
 * Deletes from a database (WAL) in one transaction, so that nothing of it stays in the file: what waits beside the file is taken in,
 * and cut off. Where another window reads just then, that happens with the next of these, or when the last window closes. Throws
 * what SQLite throws.
 */
export function erase(database: DatabaseSync, work: () => void): void {
  database.exec(`${overwriting} BEGIN IMMEDIATE`);
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

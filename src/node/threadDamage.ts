import type { DatabaseSync } from 'node:sqlite';

/** Up to how many bytes a database is looked through when it is opened: that takes a tenth of a second. */
const mostLookedThrough = 64_000_000;

/** SQLite's words for a damaged file, for one that is no database, and for tables that are not as they should be (sqlite3.h). */
const corrupt: ReadonlySet<number> = new Set([11, 26]);

/** Whether this is what SQLite says of a damaged database. */
export function tellsDamage(error: unknown): boolean {
  if (!(error instanceof Error) || !('errcode' in error)) return false;
  return corrupt.has(Number(error.errcode) & 255) || /malformed|no such (?:table|column)|duplicate column/.test(error.message);
}

/** What is wrong with a database; undefined if nothing is found. A large one is looked at where its list of threads is, and else when it is read. */
export function damageIn(database: DatabaseSync, bytes: number): string | undefined {
  const check = bytes > mostLookedThrough ? "PRAGMA quick_check('heads')" : 'PRAGMA quick_check(1)';
  try {
    const result = String(database.prepare(check).get()?.['quick_check']);
    return result === 'ok' ? undefined : result;
  } catch (error) {
    if (tellsDamage(error)) return error instanceof Error ? error.message : String(error);
    throw error;
  }
}

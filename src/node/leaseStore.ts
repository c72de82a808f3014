import type { LeaseStore } from '../core/leases.ts';
import { t } from '../shared/words.ts';
import { SharedDatabase } from './sharedDatabase.ts';

const tables = `
  PRAGMA synchronous = OFF;
  CREATE TABLE IF NOT EXISTS leases (thread TEXT PRIMARY KEY, owner TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
`;

const put = 'INSERT INTO leases (thread, owner, until) VALUES (:thread, :owner, :until) ON CONFLICT (thread) DO UPDATE SET owner = excluded.owner, until = excluded.until WHERE leases.owner = excluded.owner';
const take = [put, 'OR leases.until <= :now'].join(' ');

/** Leases in a SQLite database beside the threads', which all windows share. Nothing of it need outlive a power cut. */
export class SqliteLeaseStore implements LeaseStore {
  readonly #database: SharedDatabase;

  /** `folder`: absolute; holds `leases.db` and SQLite's own files beside it. */
  constructor(folder: string) {
    this.#database = new SharedDatabase(folder, { file: 'leases.db', tables, unable: (reason) => t('Threads cannot be shared between windows in {0}: {1}.', folder, reason) });
  }

  take(threadId: string, owner: string, now: number, until: number): boolean {
    return this.#database.use((database) => database.prepare(take).run({ thread: threadId, owner, now, until }).changes === 1);
  }

  renew(threadId: string, owner: string, until: number): boolean {
    return this.#database.use((database) => database.prepare(put).run({ thread: threadId, owner, until }).changes === 1);
  }

  // The row stays: whoever had the thread before must see that another one has had it since.
  release(threadId: string, owner: string): void {
    this.#database.use((database) => database.prepare('UPDATE leases SET until = 0 WHERE thread = ? AND owner = ?').run(threadId, owner));
  }

  /** Closes the database; the next use opens it again. */
  dispose(): void {
    this.#database.dispose();
  }
}

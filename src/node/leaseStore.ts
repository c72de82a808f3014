import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { LeaseStore } from '../core/leases.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

const tables = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = OFF;
  CREATE TABLE IF NOT EXISTS leases (thread TEXT PRIMARY KEY, owner TEXT NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;
`;

const take = `
  INSERT INTO leases (thread, owner, until) VALUES (:thread, :owner, :until)
  ON CONFLICT (thread) DO UPDATE SET owner = excluded.owner, until = excluded.until WHERE leases.owner = excluded.owner OR leases.until <= :now
`;

/** Leases in a SQLite database beside the threads', which all windows share. Nothing of it need outlive a power cut. */
export class SqliteLeaseStore implements LeaseStore {
  readonly #folder: string;
  #database: DatabaseSync | undefined;

  /** `folder`: absolute; holds `leases.db` and SQLite's own files beside it. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  take(threadId: string, owner: string, now: number, until: number): boolean {
    return this.#use((database) => database.prepare(take).run({ thread: threadId, owner, now, until }).changes === 1);
  }

  release(threadId: string, owner: string): void {
    this.#use((database) => database.prepare('DELETE FROM leases WHERE thread = ? AND owner = ?').run(threadId, owner));
  }

  /** Closes the database; the next use opens it again. */
  dispose(): void {
    this.#database?.close();
    this.#database = undefined;
  }

  #use<Result>(work: (database: DatabaseSync) => Result): Result {
    try {
      this.#database ??= open(this.#folder);
      return work(this.#database);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new FailureError({ kind: 'storage', message: t('Threads cannot be shared between windows in {0}: {1}.', this.#folder, reason), action: 'openLog' }, { cause: error });
    }
  }
}

function open(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(path.join(folder, 'leases.db'), { timeout: 5000 });
  database.exec(tables);
  return database;
}

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import type { SpendingEntry, SpendingStore } from '../core/spendingStore.ts';
import type { Spent } from '../shared/meter.ts';
import { FailureError } from '../shared/rpc.ts';
import { t } from '../shared/words.ts';

const tables = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS calls (id TEXT PRIMARY KEY, thread TEXT NOT NULL, day TEXT NOT NULL, tokens INTEGER NOT NULL, usd REAL, local INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS callsInThread ON calls (thread);
  CREATE INDEX IF NOT EXISTS callsOnDay ON calls (day);
`;

const sums = 'coalesce(sum(tokens), 0) AS tokens, coalesce(sum(usd), 0.0) AS usd, coalesce(sum(tokens * local), 0) AS local, coalesce(sum(CASE WHEN usd IS NULL THEN tokens ELSE 0 END), 0) AS unpriced';

const spent: v.GenericSchema<unknown, Spent> = v.object({ tokens: v.number(), usd: v.number(), local: v.number(), unpriced: v.number() });

/** The ledger in a SQLite database beside the threads', which several windows may share. It is opened, and its folder made, at the first use. */
export class SqliteSpendingStore implements SpendingStore {
  readonly #folder: string;
  #database: DatabaseSync | undefined;

  /** `folder`: absolute; holds `spending.db` and SQLite's own files beside it. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  put({ id, threadId, day, tokens, usd, isLocal }: SpendingEntry): void {
    this.#use((database) => database.prepare('INSERT OR REPLACE INTO calls VALUES (?, ?, ?, ?, ?, ?)').run(id, threadId, day, tokens, usd ?? null, Number(isLocal)));
  }

  remove(id: string): void {
    this.#use((database) => database.prepare('DELETE FROM calls WHERE id = ?').run(id));
  }

  inThread(threadId: string): Spent {
    return this.#use((database) => v.parse(spent, database.prepare(`SELECT ${sums} FROM calls WHERE thread = ?`).get(threadId)));
  }

  onDay(day: string): Spent {
    return this.#use((database) => v.parse(spent, database.prepare(`SELECT ${sums} FROM calls WHERE day = ?`).get(day)));
  }

  forgetThread(threadId: string): void {
    this.#use((database) => database.prepare(`UPDATE calls SET thread = '' WHERE thread = ?`).run(threadId));
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
      throw new FailureError({ kind: 'storage', message: t('What is spent cannot be kept in {0}: {1}.', this.#folder, reason), action: 'openLog' }, { cause: error });
    }
  }
}

function open(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(path.join(folder, 'spending.db'), { timeout: 5000 });
  database.exec(tables);
  return database;
}

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { OwnRateGates, release, type RateGates } from '../core/rateGates.ts';
import type { Log } from '../core/stores.ts';
import { t } from '../shared/words.ts';

const tables = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = OFF;
  CREATE TABLE IF NOT EXISTS gates (origin TEXT PRIMARY KEY, until INTEGER NOT NULL, next INTEGER NOT NULL) WITHOUT ROWID;
`;

const close = `
  INSERT INTO gates (origin, until, next) VALUES (:origin, :until, :until)
  ON CONFLICT (origin) DO UPDATE SET until = max(until, excluded.until), next = max(next, excluded.next)
`;

const place = 'UPDATE gates SET next = max(next, :now) + :apart WHERE origin = :origin AND until + :lasts > :now RETURNING next - :apart AS moment';

/** Gates in a SQLite database that all windows share; where the disk says no, this window’s own. Nothing of it need outlive a power cut. */
export class SqliteRateGates implements RateGates {
  readonly #folder: string;
  readonly #log: Log;
  readonly #own = new OwnRateGates();
  #database: DatabaseSync | undefined;

  /** `folder`: absolute; holds `rates.db` and SQLite's own files beside it. */
  constructor(folder: string, log: Log) {
    this.#folder = folder;
    this.#log = log;
  }

  close(origin: string, until: number): void {
    this.#use((database) => database.prepare(close).run({ origin, until: Math.ceil(until) }), () => { this.#own.close(origin, until); });
  }

  closedUntil(origin: string): number {
    return this.#use((database) => Number(database.prepare('SELECT until FROM gates WHERE origin = ?').get(origin)?.['until'] ?? 0), () => this.#own.closedUntil(origin));
  }

  place(origin: string, now: number): number {
    return this.#use((database) => Number(database.prepare(place).get({ origin, now, ...release })?.['moment'] ?? now), () => this.#own.place(origin, now));
  }

  /** Closes the database; the next use opens it again. */
  dispose(): void {
    this.#database?.close();
    this.#database = undefined;
  }

  #use<Result>(work: (database: DatabaseSync) => Result, otherwise: () => Result): Result {
    try {
      this.#database ??= open(this.#folder);
      return work(this.#database);
    } catch (error) {
      this.#log.error(t('The waits that servers ask for cannot be shared between windows.'), error);
      return otherwise();
    }
  }
}

function open(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(path.join(folder, 'rates.db'), { timeout: 5000 });
  database.exec(tables);
  return database;
}

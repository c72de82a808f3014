import type { DatabaseSync } from 'node:sqlite';
import { OwnRateGates, release, type RateGates } from '../core/rateGates.ts';
import type { Log } from '../core/stores.ts';
import { t } from '../shared/words.ts';
import { SharedDatabase } from './sharedDatabase.ts';

const tables = `
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
  readonly #log: Log;
  readonly #own = new OwnRateGates();
  readonly #database: SharedDatabase;

  /** `folder`: absolute; holds `rates.db` and SQLite's own files beside it. */
  constructor(folder: string, log: Log) {
    this.#database = new SharedDatabase(folder, { file: 'rates.db', tables, unable: (reason) => t('The waits that servers ask for cannot be shared between windows in {0}: {1}.', folder, reason) });
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
    this.#database.dispose();
  }

  #use<Result>(work: (database: DatabaseSync) => Result, otherwise: () => Result): Result {
    try {
      return this.#database.use(work);
    } catch (error) {
      this.#log.error(t('The waits that servers ask for cannot be shared between windows.'), error);
      return otherwise();
    }
  }
}

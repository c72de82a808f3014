import type { ServerRecord } from '../core/serverRecord.ts';
import { t } from '../shared/words.ts';
import { SharedDatabase } from './sharedDatabase.ts';

const tables = `
  CREATE TABLE IF NOT EXISTS things (connection TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (connection, kind, id)) WITHOUT ROWID;
  PRAGMA user_version = 1;
`;

/** The record of what was made at servers, in one SQLite database that several windows share. It is opened, and its folder made, at the first use. */
export class SqliteServerRecord implements ServerRecord {
  readonly #database: SharedDatabase;

  /** `folder`: absolute; holds `servers.db` and SQLite's own files beside it. */
  constructor(folder: string) {
    this.#database = new SharedDatabase(folder, { file: 'servers.db', tables, unable: (reason) => t('What was made at servers cannot be noted in {0}: {1}.', folder, reason) });
  }

  entries(connectionId: string, kind: string): readonly (readonly [string, unknown])[] {
    const rows = this.#database.use((database) => database.prepare('SELECT id, value FROM things WHERE connection = ? AND kind = ?').all(connectionId, kind));
    return rows.map(({ id, value }) => [String(id), JSON.parse(String(value))]);
  }

  put(connectionId: string, kind: string, id: string, value: unknown): void {
    this.#database.use((database) => database.prepare('INSERT OR REPLACE INTO things VALUES (?, ?, ?, ?)').run(connectionId, kind, id, JSON.stringify(value)));
  }

  remove(connectionId: string, kind: string, id: string): void {
    this.#database.use((database) => database.prepare('DELETE FROM things WHERE connection = ? AND kind = ? AND id = ?').run(connectionId, kind, id));
  }

  dispose(): void {
    this.#database.dispose();
  }
}

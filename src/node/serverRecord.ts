import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ServerRecord } from '../core/serverRecord.ts';

const tables = `
  CREATE TABLE IF NOT EXISTS things (connection TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (connection, kind, id)) WITHOUT ROWID;
  PRAGMA user_version = 1;
`;

/** The record of what was made at servers, in one SQLite database that several windows share. It is opened, and its folder made, at the first use. */
export class SqliteServerRecord implements ServerRecord {
  readonly #folder: string;
  #database: DatabaseSync | undefined;

  /** `folder`: absolute; holds `servers.db` and SQLite's own files beside it. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  entries(connectionId: string, kind: string): readonly (readonly [string, unknown])[] {
    const rows = this.#open().prepare('SELECT id, value FROM things WHERE connection = ? AND kind = ?').all(connectionId, kind);
    return rows.map(({ id, value }) => [String(id), JSON.parse(String(value))]);
  }

  put(connectionId: string, kind: string, id: string, value: unknown): void {
    this.#open().prepare('INSERT OR REPLACE INTO things VALUES (?, ?, ?, ?)').run(connectionId, kind, id, JSON.stringify(value));
  }

  remove(connectionId: string, kind: string, id: string): void {
    this.#open().prepare('DELETE FROM things WHERE connection = ? AND kind = ? AND id = ?').run(connectionId, kind, id);
  }

  dispose(): void {
    this.#database?.close();
    this.#database = undefined;
  }

  #open(): DatabaseSync {
    if (this.#database !== undefined) return this.#database;
    mkdirSync(this.#folder, { recursive: true });
    const database = new DatabaseSync(path.join(this.#folder, 'servers.db'));
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA busy_timeout = 5000; ${tables}`);
    this.#database = database;
    return database;
  }
}

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { FailureError } from '../shared/rpc.ts';
import { overwriting } from './erasing.ts';

/** How long one window waits for another that is writing, in milliseconds. */
const patience = 5000;

/** What one of these databases is. */
export interface SharedDatabaseParts {
  /** The file's name, such as `desk.db`. */
  readonly file: string;
  /** What makes its tables, where they are not there yet, and says how safely it is written. */
  readonly tables: string;
  /** Says what cannot be done without it, and why not. */
  readonly unable: (reason: string) => string;
}

/** A small SQLite database (WAL) beside the threads', which all windows share. It is opened, and its folder made, at the first use. */
export class SharedDatabase {
  readonly #folder: string;
  readonly #parts: SharedDatabaseParts;
  #database: DatabaseSync | undefined;

  /** `folder`: absolute; holds the file and SQLite's own files beside it. */
  constructor(folder: string, parts: SharedDatabaseParts) {
    this.#folder = folder;
    this.#parts = parts;
  }

  /** Does this with the database. Throws FailureError `storage` with what SQLite or the disk says. */
  use<Result>(work: (database: DatabaseSync) => Result): Result {
    try {
      this.#database ??= this.#opened();
      return work(this.#database);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new FailureError({ kind: 'storage', message: this.#parts.unable(reason), action: 'openLog' }, { cause: error });
    }
  }

  /** Closes the database; the next use opens it again. */
  dispose(): void {
    this.#database?.close();
    this.#database = undefined;
  }

  #opened(): DatabaseSync {
    mkdirSync(this.#folder, { recursive: true });
    const database = new DatabaseSync(path.join(this.#folder, this.#parts.file), { timeout: patience });
    try {
      database.exec(`PRAGMA journal_mode = WAL; ${overwriting} ${this.#parts.tables}`);
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  }
}

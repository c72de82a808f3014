import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import * as v from 'valibot';
import type { ThreadHead, ThreadStore } from '../core/stores.ts';
import { FailureError } from '../shared/rpc.ts';
import { threadEvent } from '../shared/schemas.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';

/** The shape of the tables; a database of a newer shape is not written to. */
const shape = 1;

/** Told by its first letters, so that no other event need be read for it. */
const isOutput = `substr(event, 1, 18) = '{"type":"produced"'`;

const tables = `
  CREATE TABLE IF NOT EXISTS events (thread TEXT NOT NULL, number INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (thread, number)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS heads (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, assistant TEXT NOT NULL, workspace TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, deleted INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS outputs ON events (event ->> '$.output.hash') WHERE ${isOutput};
  CREATE INDEX IF NOT EXISTS newest ON heads (updated DESC);
  PRAGMA user_version = ${String(shape)};
`;

const headRow = v.object({
  id: v.string(), title: v.string(), assistant: v.string(), workspace: v.string(), created: v.number(), updated: v.number(), deleted: v.nullable(v.number()),
});

/**
 * Threads in one SQLite database (WAL), which several windows may share. It is opened, and its folder made, at the first use.
 * Rows that cannot be read are left where they are and passed over.
 */
export class SqliteThreadStore implements ThreadStore {
  readonly #folder: string;
  #database: DatabaseSync | undefined;

  /** `folder`: absolute; holds `threads.db` and SQLite's own files beside it. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  append(events: readonly ThreadEvent[], head: ThreadHead, { durable }: { readonly durable: boolean }): void {
    this.#use((database) => {
      database.exec(durable ? 'PRAGMA synchronous = FULL; BEGIN IMMEDIATE' : 'PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE');
      try {
        const insert = database.prepare('INSERT INTO events (thread, number, event) SELECT ?, coalesce(max(number), 0) + 1, ? FROM events WHERE thread = ?');
        for (const event of events) insert.run(head.id, JSON.stringify(event), head.id);
        putHead(database.prepare('INSERT OR REPLACE INTO heads VALUES (?, ?, ?, ?, ?, ?, ?)'), head);
        database.exec('COMMIT');
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  read(threadId: string): readonly ThreadEvent[] {
    const rows = this.#use((database) => database.prepare('SELECT event FROM events WHERE thread = ? ORDER BY number').all(threadId));
    return rows.flatMap(({ event }) => {
      const parsed = v.safeParse(threadEvent, parseJson(event));
      return parsed.success ? [parsed.output] : [];
    });
  }

  length(threadId: string): number {
    return this.#use((database) => Number(database.prepare('SELECT coalesce(max(number), 0) AS length FROM events WHERE thread = ?').get(threadId)?.['length'] ?? 0));
  }

  heads(): readonly ThreadHead[] {
    const rows = this.#use((database) => database.prepare('SELECT * FROM heads ORDER BY updated DESC').all());
    return rows.flatMap((row) => {
      const parsed = v.safeParse(headRow, row);
      if (!parsed.success) return [];
      const { assistant, created, updated, deleted, ...rest } = parsed.output;
      return [{ ...rest, assistantId: assistant, createdAt: created, updatedAt: updated, ...(deleted === null ? {} : { deletedAt: deleted }) }];
    });
  }

  mentions(words: string): boolean {
    return this.#use((database) => database.prepare('SELECT 1 FROM events WHERE instr(event, ?) > 0 LIMIT 1').get(words) !== undefined);
  }

  purge(threadId: string): void {
    this.#use((database) => {
      database.exec('BEGIN IMMEDIATE');
      database.prepare('DELETE FROM events WHERE thread = ?').run(threadId);
      database.prepare('DELETE FROM heads WHERE id = ?').run(threadId);
      database.exec('COMMIT');
    });
  }

  namesOutput(hash: string): boolean {
    return this.#use((database) => database.prepare(`SELECT 1 FROM events WHERE ${isOutput} AND event ->> '$.output.hash' = ? LIMIT 1`).get(hash)) !== undefined;
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
      if (error instanceof FailureError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new FailureError({ kind: 'storage', message: `Threads cannot be stored in ${this.#folder}: ${reason}.`, action: 'openLog' }, { cause: error });
    }
  }
}

function open(folder: string): DatabaseSync {
  mkdirSync(folder, { recursive: true });
  const database = new DatabaseSync(path.join(folder, 'threads.db'), { timeout: 5000 });
  try {
    const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
    if (found > shape) {
      throw new FailureError({ kind: 'storage', message: `The threads in ${folder} were written by a newer version of this extension; update it to open them.`, action: 'openLog' });
    }
    database.exec('PRAGMA journal_mode = WAL');
    if (found < shape) database.exec(tables);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function putHead(insert: StatementSync, head: ThreadHead): void {
  insert.run(head.id, head.title, head.assistantId, head.workspace, head.createdAt, head.updatedAt, head.deletedAt ?? null);
}

function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

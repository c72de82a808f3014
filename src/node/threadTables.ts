import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { saidIn } from '../core/said.ts';
import type { ThreadHead } from '../core/stores.ts';
import { threadEvent } from '../shared/schemas.ts';
import { foldThread, type ThreadEvent } from '../shared/threadEvents.ts';
import { putSaid, searchTables } from './threadSearch.ts';

/** The shape of the tables; a database of a newer shape is not written to. */
const shape = 2;

/** Whether an event tells of a file that was made: told by its first letters, so that no other event need be read for it. */
export const isOutput = `substr(event, 1, 18) = '{"type":"produced"'`;

const tables = `
  CREATE TABLE IF NOT EXISTS events (thread TEXT NOT NULL, number INTEGER NOT NULL, event TEXT NOT NULL, PRIMARY KEY (thread, number)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS heads (
    id TEXT PRIMARY KEY, title TEXT NOT NULL, assistant TEXT NOT NULL, workspace TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL, deleted INTEGER,
    pinned INTEGER NOT NULL DEFAULT 0, archived INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS outputs ON events (event ->> '$.output.hash') WHERE ${isOutput};
  CREATE INDEX IF NOT EXISTS newest ON heads (updated DESC);
  ${searchTables}
`;

/** What the first shape has not. */
const additions = 'ALTER TABLE heads ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0; ALTER TABLE heads ADD COLUMN archived INTEGER NOT NULL DEFAULT 0';

/** Makes the tables in a new database. */
export function makeTables(database: DatabaseSync): void {
  database.exec(`${tables} PRAGMA user_version = ${String(shape)}`);
}

/** Whether a database was written by a newer version: then it is only read. */
export function isNewer(database: DatabaseSync): boolean {
  return shapeOf(database) > shape;
}

/** Brings a new database, or one of the first shape, into this one. */
export function reshape(database: DatabaseSync): void {
  if (shapeOf(database) === shape) return;
  database.exec('BEGIN IMMEDIATE');
  try {
    const found = shapeOf(database);
    if (found === 1) database.exec(additions);
    makeTables(database);
    if (found === 1) indexAll(database);
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function shapeOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}

function indexAll(database: DatabaseSync): void {
  for (const { id: threadId } of database.prepare('SELECT id FROM heads').all()) {
    const events = eventsOf(database, String(threadId));
    const thread = foldThread(events);
    putSaid(database, String(threadId), thread.title, saidIn(events, thread));
  }
}

/** The log of a thread, or of it what comes after so many events and up to so many, oldest first; what cannot be read is passed over. */
export function eventsOf(database: DatabaseSync, threadId: string, after = 0, until = Number.MAX_SAFE_INTEGER): readonly ThreadEvent[] {
  const events: ThreadEvent[] = [];
  for (const { event } of database.prepare('SELECT event FROM events WHERE thread = ? AND number > ? AND number <= ? ORDER BY number').iterate(threadId, after, until)) {
    const parsed = v.safeParse(threadEvent, parseJson(event));
    if (parsed.success) events.push(parsed.output);
  }
  return events;
}

/** How many events the log of a thread holds. */
export function lengthOf(database: DatabaseSync, threadId: string): number {
  return Number(database.prepare('SELECT coalesce(max(number), 0) AS length FROM events WHERE thread = ?').get(threadId)?.['length'] ?? 0);
}

/** Puts what the list shows of a thread in the place of what was there. */
export function putHead(database: DatabaseSync, head: ThreadHead): void {
  database.prepare('INSERT OR REPLACE INTO heads (id, title, assistant, workspace, created, updated, deleted, pinned, archived) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
    .run(head.id, head.title, head.assistantId, head.workspace, head.createdAt, head.updatedAt, head.deletedAt ?? null, head.pinned === true ? 1 : 0, head.archived === true ? 1 : 0);
}

/** Deletes a thread, and its words from the full-text index, where they would stay until it is tidied up (https://www.sqlite.org/fts5.html#the_secure_delete_configuration_option). */
export function deleteThread(database: DatabaseSync, threadId: string): void {
  database.exec("INSERT INTO saidIndex (saidIndex, rank) VALUES ('secure-delete', 1)");
  for (const [table, column] of [['events', 'thread'], ['heads', 'id'], ['said', 'thread']] as const) database.prepare(`DELETE FROM ${table} WHERE ${column} = ?`).run(threadId);
  database.exec("INSERT INTO saidIndex (saidIndex, rank) VALUES ('secure-delete', 0)");
}

/** The value; undefined for what is no JSON. */
function parseJson(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import type { Found } from '../core/said.ts';
import type { Appended, Appending, ThreadHead, ThreadStore } from '../core/stores.ts';
import { FailureError } from '../shared/rpc.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';
import { findSaid, putSaid } from './threadSearch.ts';
import { eventsOf, isOutput, lengthOf, openThreads, putHead } from './threadTables.ts';

const headRow = v.object({
  id: v.string(), title: v.string(), assistant: v.string(), workspace: v.string(), created: v.number(), updated: v.number(), deleted: v.nullable(v.number()),
  pinned: v.number(), archived: v.number(),
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

  append(events: readonly ThreadEvent[], head: ThreadHead, { durable, said = [], after, refuse }: Appending): Appended {
    return this.#use((database) => {
      database.exec(durable ? 'PRAGMA synchronous = FULL; BEGIN IMMEDIATE' : 'PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE');
      try {
        const before = lengthOf(database, head.id);
        if (after !== undefined && after > 0 && before === 0) throw new FailureError({ kind: 'notFound', message: 'This thread is no longer there.', action: 'newThread' });
        const missed = after === undefined || before <= after ? [] : eventsOf(database, head.id, after);
        if (refuse?.(missed) === true) throw new FailureError({ kind: 'busy', message: 'Another window goes on with this answer.', action: 'retry' });
        const insert = database.prepare('INSERT INTO events (thread, number, event) VALUES (?, ?, ?)');
        for (const [index, event] of events.entries()) insert.run(head.id, before + index + 1, JSON.stringify(event));
        putHead(database, head);
        putSaid(database, head.id, head.title, said);
        database.exec('COMMIT');
        return { length: before + events.length, missed };
      } catch (error) {
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  read(threadId: string): readonly ThreadEvent[] {
    return this.#use((database) => eventsOf(database, threadId));
  }

  length(threadId: string): number {
    return this.#use((database) => lengthOf(database, threadId));
  }

  heads(): readonly ThreadHead[] {
    const rows = this.#use((database) => database.prepare('SELECT * FROM heads ORDER BY updated DESC').all());
    return rows.flatMap((row) => {
      const parsed = v.safeParse(headRow, row);
      if (!parsed.success) return [];
      const { assistant, created, updated, deleted, pinned, archived, ...rest } = parsed.output;
      return [{ ...rest, assistantId: assistant, createdAt: created, updatedAt: updated, ...(deleted === null ? {} : { deletedAt: deleted }), ...(pinned === 0 ? {} : { pinned: true }), ...(archived === 0 ? {} : { archived: true }) }];
    });
  }

  search(query: string, most: number): readonly Found[] {
    return this.#use((database) => findSaid(database, query, most));
  }

  mentions(words: string): boolean {
    return this.#use((database) => database.prepare('SELECT 1 FROM events WHERE instr(event, ?) > 0 LIMIT 1').get(words) !== undefined);
  }

  purge(threadId: string): void {
    this.#use((database) => {
      database.exec('BEGIN IMMEDIATE');
      database.prepare('DELETE FROM events WHERE thread = ?').run(threadId);
      database.prepare('DELETE FROM heads WHERE id = ?').run(threadId);
      database.prepare('DELETE FROM said WHERE thread = ?').run(threadId);
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
      this.#database ??= openThreads(this.#folder);
      return work(this.#database);
    } catch (error) {
      if (error instanceof FailureError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new FailureError({ kind: 'storage', message: `Threads cannot be stored in ${this.#folder}: ${reason}.`, action: 'openLog' }, { cause: error });
    }
  }
}


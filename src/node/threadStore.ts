import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import type { Found } from '../core/said.ts';
import type { Appended, Appending, ThreadHead, ThreadStore } from '../core/stores.ts';
import { Emitter, type Disposable } from '../shared/lifetime.ts';
import { FailureError } from '../shared/rpc.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';
import { overtaken } from '../core/unsavedEvents.ts';
import { erase } from './erasing.ts';
import { ownFile } from './ownPlace.ts';
import { backUp, purgeFromBackups } from './threadBackups.ts';
import { tellsDamage } from './threadDamage.ts';
import { mend, openThreads, placeOf, writeAgain, type OpenThreads } from './threadDatabase.ts';
import { findSaid, putSaid } from './threadSearch.ts';
import { deleteThread, eventsOf, isOutput, lengthOf, putHead } from './threadTables.ts';
import { watchWrites } from './writeWatch.ts';
import { t } from '../shared/words.ts';

const headRow = v.object({
  id: v.string(), title: v.string(), assistant: v.string(), workspace: v.string(), created: v.number(), updated: v.number(), deleted: v.nullable(v.number()),
  pinned: v.number(), archived: v.number(),
});

/**
 * Threads in one SQLite database (WAL), which several windows may share. It is opened, and its folder made, at the first use.
 * Rows that cannot be read are left where they are and passed over; a damaged file is set aside, and what it holds is had back.
 */
export class SqliteThreadStore implements ThreadStore {
  readonly #folder: string;
  readonly #told = new Emitter<string>();
  readonly #written = new Emitter<null>();
  #open: OpenThreads | undefined;
  #watching: Disposable | undefined;
  /** Another window has written here, a moment ago; told from the first use on. */
  readonly onWritten = this.#written.on;
  /** What became of a damaged or lost database, or why nothing is kept: one sentence for the user. */
  readonly onTell = this.#told.on;

  /** `folder`: absolute; holds `threads.db` and SQLite's own files beside it. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  append(events: readonly ThreadEvent[], head: ThreadHead, { durable, said = [], after, refuse }: Appending): Appended {
    return this.#use((database) => {
      database.exec(durable ? 'PRAGMA synchronous = FULL; BEGIN IMMEDIATE' : 'PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE');
      try {
        const before = lengthOf(database, head.id);
        if (after !== undefined && after > 0 && before === 0) throw new FailureError({ kind: 'notFound', message: t('This thread is no longer there.'), action: 'newThread' });
        const missed = after === undefined || before <= after ? [] : eventsOf(database, head.id, after);
        if (refuse?.(missed) === true) throw overtaken();
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

  read(threadId: string, after?: number, until?: number): readonly ThreadEvent[] {
    return this.#use((database) => eventsOf(database, threadId, after, until));
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
      erase(database, () => { deleteThread(database, threadId); });
      purgeFromBackups(this.#folder, threadId);
    });
  }

  namesOutput(hash: string): boolean {
    return this.#use((database) => database.prepare(`SELECT 1 FROM events WHERE ${isOutput} AND event ->> '$.output.hash' = ? LIMIT 1`).get(hash)) !== undefined;
  }

  /** Keeps a copy beside the database, once a day at most, if it is in use. Rejects with what the disk says. */
  async backUp(now: number): Promise<boolean> {
    return this.#open === undefined || this.#open.isReadOnly ? false : backUp(this.#folder, this.#open.database, now);
  }

  /** Closes the database; the next use opens it again. */
  dispose(): void {
    this.#watching?.dispose();
    this.#open?.database.close();
    this.#open = undefined;
  }

  #use<Result>(work: (database: DatabaseSync) => Result): Result {
    try {
      return this.#attempt(work);
    } catch (error) {
      if (error instanceof FailureError) throw error;
      if (this.#open?.isNewer === true) throw this.#failed(t('Threads cannot be stored in {0}: they were written by a newer version of this extension. Update it to go on with them.', this.#folder), error);
      throw this.#failed(t('Threads cannot be stored in {0}: {1}.', this.#folder, error instanceof Error ? error.message : String(error)), error);
    }
  }

  get #isReadOnly(): boolean {
    return this.#open?.isReadOnly === true;
  }

  /** Damage that shows only now is mended like that at the opening, once. */
  #attempt<Result>(work: (database: DatabaseSync) => Result): Result {
    try {
      return work(this.#current());
    } catch (error) {
      if (this.#isReadOnly || !tellsDamage(error)) throw error;
      const broken = this.#open?.file;
      this.dispose();
      mend(this.#folder, () => ownFile(placeOf(this.#folder))?.id === broken, (message) => { this.#told.fire(message); });
      return work(this.#current());
    }
  }

  /** The database, anew where its file was taken away or replaced. */
  #current(): DatabaseSync {
    const there = ownFile(placeOf(this.#folder));
    if (this.#open !== undefined && this.#open.file !== there?.id) {
      if (there === undefined) writeAgain(this.#folder, this.#open.database);
      this.dispose();
    }
    if (this.#open === undefined) {
      this.#open = openThreads(this.#folder, (message) => { this.#told.fire(message); });
      const { database } = this.#open;
      this.#watching = watchWrites(this.#folder, () => Number(database.prepare('PRAGMA data_version').get()?.['data_version']), () => { this.#written.fire(null); });
      if (this.#open.isReadOnly) this.#told.fire(this.#open.isNewer === true ? t('Your threads were written by a newer version of this extension: they can be read here, and nothing is kept until you update it.') : t('The folder of your threads cannot be written: they can be read, and nothing is kept until it can be.'));
    }
    return this.#open.database;
  }

  #failed(message: string, cause: unknown): FailureError {
    return new FailureError({ kind: 'storage', message, action: 'openLog' }, { cause });
  }
}

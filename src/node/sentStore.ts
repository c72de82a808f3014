import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import type { SentRequest } from '../core/sentRequest.ts';
import type { SentStore } from '../core/stores.ts';
import { erase } from './erasing.ts';
import { difference, merged } from './textDifference.ts';
import { t } from '../shared/words.ts';
import { SharedDatabase } from './sharedDatabase.ts';

const tables = `
  CREATE TABLE IF NOT EXISTS sent (
    number INTEGER PRIMARY KEY, thread TEXT NOT NULL, answer TEXT NOT NULL, method TEXT NOT NULL, address TEXT NOT NULL, headers TEXT NOT NULL,
    base INTEGER, depth INTEGER NOT NULL, head INTEGER NOT NULL, tail INTEGER NOT NULL, body TEXT NOT NULL, dropped INTEGER
  );
  CREATE INDEX IF NOT EXISTS sentInThread ON sent (thread, address, number);
  CREATE INDEX IF NOT EXISTS sentForAnswer ON sent (answer, number);
`;

/** The longest body that is kept, in characters. */
const bodyLimit = 16_000_000;

/** After how many differences a body is kept whole again: as many are read to put one together. */
const deepest = 128;

const row = v.object({
  number: v.number(), method: v.string(), address: v.string(), headers: v.string(), base: v.nullable(v.number()), depth: v.number(), head: v.number(),
  tail: v.number(), body: v.string(), dropped: v.nullable(v.number()),
});
type Row = v.InferOutput<typeof row>;

/**
 * What was sent, in a SQLite database beside the threads'. The requests of a thread repeat one another: those of Chat Completions
 * hold the whole history each time. So of each body only what differs from the one before is kept, and it stays exact.
 */
export class SqliteSentStore implements SentStore {
  readonly #database: SharedDatabase;
  /** The body that was kept last, by the number of its row: most often the next one differs from this. */
  #last: { readonly number: number; readonly body: string } | undefined;

  /** `folder`: absolute; holds `sent.db` and SQLite's own files beside it. */
  constructor(folder: string) {
    this.#database = new SharedDatabase(folder, { file: 'sent.db', tables, unable: (reason) => t('What is sent cannot be kept in {0}: {1}.', folder, reason) });
  }

  keep(threadId: string, answerId: string, { method, address, headers, body }: SentRequest): void {
    const fits = body.length <= bodyLimit;
    this.#database.use((database) => {
      const last = database.prepare('SELECT * FROM sent WHERE thread = ? AND address = ? ORDER BY number DESC LIMIT 1').get(threadId, address);
      const before = last === undefined ? undefined : v.parse(row, last);
      const { base, depth, ...piece } = fits ? this.#piece(database, body, before) : { base: null, depth: 0, ...difference('', '') };
      const { lastInsertRowid } = database.prepare('INSERT INTO sent (thread, answer, method, address, headers, base, depth, head, tail, body, dropped) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
        .run(threadId, answerId, method, address, headers.join('\n'), base, depth, piece.head, piece.tail, piece.middle, fits ? null : body.length);
      this.#last = { number: Number(lastInsertRowid), body: fits ? body : '' };
    });
  }

  sentFor(answerId: string): readonly SentRequest[] {
    return this.#database.use((database) => {
      const rows = v.parse(v.array(row), database.prepare('SELECT * FROM sent WHERE answer = ? ORDER BY number').all(answerId));
      return rows.map((one) => {
        const { method, address, headers, dropped } = one;
        return { method, address, headers: headers === '' ? [] : headers.split('\n'), body: this.#bodyOf(database, one), ...(dropped === null ? {} : { dropped }) };
      });
    });
  }

  purgeSent(threadId: string): void {
    this.#last = undefined;
    this.#database.use((database) => {
      erase(database, () => { database.prepare('DELETE FROM sent WHERE thread = ?').run(threadId); });
    });
  }

  /** Closes the database; the next use opens it again. */
  dispose(): void {
    this.#last = undefined;
    this.#database.dispose();
  }

  #piece(database: DatabaseSync, body: string, before: Row | undefined): { readonly base: number | null; readonly depth: number } & ReturnType<typeof difference> {
    const whole = { base: null, depth: 0, ...difference('', body) };
    if (before === undefined || before.depth >= deepest) return whole;
    const piece = difference(this.#last?.number === before.number ? this.#last.body : this.#bodyOf(database, before), body);
    return piece.middle.length > body.length / 2 ? whole : { base: before.number, depth: before.depth + 1, ...piece };
  }

  #bodyOf(database: DatabaseSync, { base, body, head, tail }: Row): string {
    if (base === null) return body;
    const before = v.parse(row, database.prepare('SELECT * FROM sent WHERE number = ?').get(base));
    return merged(this.#bodyOf(database, before), { head, tail, middle: body });
  }
}

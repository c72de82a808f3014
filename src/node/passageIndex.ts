import { mkdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { cutPassages } from '../core/passageCuts.ts';
import type { Passage } from '../core/passages.ts';
import { searchWords } from '../core/searchWords.ts';
import { stopWords } from '../core/stopWords.ts';
import { erase, overwriting } from './erasing.ts';
import { passagesIn } from './passagePlace.ts';

/** The shape of the tables. What they hold can be had anew from the files: tables of any other shape are dropped. */
const shape = 1;

const tables = `
  DROP TABLE IF EXISTS files; DROP TABLE IF EXISTS passages; DROP TABLE IF EXISTS wordIndex;
  CREATE TABLE files (id INTEGER PRIMARY KEY, collection TEXT NOT NULL, path TEXT NOT NULL, hash TEXT NOT NULL, UNIQUE (collection, path));
  CREATE TABLE passages (id INTEGER PRIMARY KEY, file INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, text TEXT NOT NULL);
  CREATE INDEX passagesOfFile ON passages (file);
  CREATE VIRTUAL TABLE wordIndex USING fts5(path, words, content='', contentless_delete=1, tokenize='porter unicode61 remove_diacritics 2');
  PRAGMA user_version = ${String(shape)};
`;

/** A hit in the path counts as much as this many in the text. */
const pathWeight = 2;

/** The most words that a question is searched by. */
const mostWords = 64;

/** Among fewer passages than these, how rare a word is cannot be told: each weighs the same. */
const few = 10;

/** What a passage has of a question at least, to be one that answers it: so many of its words, such a part of them, or so much of what they weigh by how rare they are. */
const enough = { terms: 3, part: 0.5, share: 0.25 };

const knownRow = v.object({ path: v.string(), hash: v.string() });
const passageRow = v.object({ id: v.number(), path: v.string(), hash: v.string(), startLine: v.number(), endLine: v.number(), text: v.string() });

/** A file of a set, as it was taken in. */
export type KnownFile = v.InferOutput<typeof knownRow>;

/** A word of a question, as the full-text index is asked for it, and how much it tells by how rare it is. */
interface Term {
  readonly match: string;
  readonly weight: number;
}

/** Passages in one SQLite database with a full-text index (FTS5), ranked by bm25. Several windows may share it. */
export class PassageIndex {
  readonly #database: DatabaseSync;

  /** `folder`: absolute; made where it is not there. Holds `passages.db` and SQLite's own files beside it. */
  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.#database = opened(passagesIn(folder));
    if (this.#shape() === shape) return;
    this.#both(() => {
      if (this.#shape() !== shape) this.#database.exec(tables);
    });
  }

  known(set: string): readonly KnownFile[] {
    return v.parse(v.array(knownRow), this.#database.prepare('SELECT path, hash FROM files WHERE collection = ?').all(set));
  }

  /** Takes a file in, in the place of what it was. */
  put(set: string, file: KnownFile, text: string): void {
    const cuts = cutPassages(text).map((cut) => ({ ...cut, words: searchWords(cut.text).join(' ') }));
    const pathWords = searchWords(file.path).join(' ');
    this.#both(() => {
      this.#remove(set, file.path);
      const { lastInsertRowid: id } = this.#database.prepare('INSERT INTO files (collection, path, hash) VALUES (?, ?, ?)').run(set, file.path, file.hash);
      const passage = this.#database.prepare('INSERT INTO passages (file, first, last, text) VALUES (?, ?, ?, ?)');
      const index = this.#database.prepare('INSERT INTO wordIndex (rowid, path, words) VALUES (?, ?, ?)');
      for (const { startLine, endLine, text: piece, words } of cuts) {
        const { lastInsertRowid: row } = passage.run(id, startLine, endLine, piece);
        index.run(row, pathWords, words);
      }
    });
  }

  /** Removes files, so that nothing of them can be read on the disk any more. */
  drop(set: string, paths: readonly string[]): void {
    erase(this.#database, () => {
      for (const one of paths) this.#remove(set, one);
      // The index keeps the words of what is removed until it is put together anew.
      this.#database.exec("INSERT INTO wordIndex (wordIndex) VALUES ('optimize')");
    });
  }

  sets(): readonly string[] {
    return this.#database.prepare('SELECT DISTINCT collection FROM files').all().map(({ collection }) => String(collection));
  }

  clear(set: string): void {
    this.drop(set, this.known(set).map(({ path: file }) => file));
  }

  /** Those that fit a question best, the best first; none where they share nothing with it but words that are everywhere, or too little of it. */
  find(set: string, question: string, most: number): readonly Passage[] {
    const { terms, of, weight } = this.#terms(set, [...new Set(searchWords(question))].filter((word) => !stopWords.has(word)).slice(0, mostWords));
    if (terms.length === 0) return [];
    const rows = this.#database.prepare(`
      SELECT passages.id, files.path, files.hash, passages.first AS startLine, passages.last AS endLine, passages.text
      FROM wordIndex JOIN passages ON passages.id = wordIndex.rowid JOIN files ON files.id = passages.file
      WHERE wordIndex MATCH ? AND files.collection = ? ORDER BY bm25(wordIndex, ${String(pathWeight)}, 1), passages.id LIMIT ?`).all(terms.map(({ match }) => match).join(' OR '), set, most * 2);
    const found = v.parse(v.array(passageRow), rows);
    const shares = this.#shares(terms, found.map(({ id }) => id));
    return found.filter(({ id }) => {
      const share = shares.get(id);
      return share !== undefined && (share.terms >= enough.terms || share.terms >= of * enough.part || share.weight >= weight * enough.share);
    }).slice(0, most).map(({ id: _id, ...passage }) => passage);
  }

  close(): void {
    this.#database.close();
  }

  /** The words that a search goes by: those that tell passages of the set apart, else those that there are. `of` is how many there were to search by, and `weight` what those weigh, the ones that are nowhere among them. */
  #terms(set: string, words: readonly string[]): { readonly terms: readonly Term[]; readonly of: number; readonly weight: number } {
    const all = Number(this.#database.prepare('SELECT count(*) AS count FROM passages JOIN files ON files.id = passages.file WHERE files.collection = ?').get(set)?.['count'] ?? 0);
    const counted = this.#database.prepare('SELECT count(*) AS count FROM wordIndex JOIN passages ON passages.id = wordIndex.rowid JOIN files ON files.id = passages.file WHERE wordIndex MATCH ? AND files.collection = ?');
    const terms = words.map((word): Term & { readonly count: number; readonly word: string } => {
      const match = term(word);
      const count = Number(counted.get(match, set)?.['count'] ?? 0);
      return { word, match, count, weight: all < few ? 1 : Math.log(1 + (all - count + 0.5) / (count + 0.5)) };
    });
    const known = terms.filter(({ count }) => count > 0);
    const telling = known.filter(({ count }) => count <= (all < few ? all - 1 : all / 2));
    // Of scripts without spaces, two characters are often no word.
    const weighed = terms.filter(({ word, count }) => count > 0 || /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{N}]+$/u.test(word));
    return { terms: telling.length > 0 ? telling : known, of: weighed.length, weight: weighed.reduce((sum, { weight }) => sum + weight, 0) };
  }

  /** How many of the words each of these passages has, and what they weigh. */
  #shares(terms: readonly Term[], ids: readonly number[]): ReadonlyMap<number, { readonly terms: number; readonly weight: number }> {
    const shares = new Map<number, { readonly terms: number; readonly weight: number }>();
    const having = this.#database.prepare(`SELECT rowid AS id FROM wordIndex WHERE wordIndex MATCH ? AND rowid IN (${ids.map(() => '?').join(', ')})`);
    for (const { match, weight } of ids.length === 0 ? [] : terms) {
      for (const row of having.all(match, ...ids)) {
        const id = Number(row['id']);
        const { terms: before, weight: weighed } = shares.get(id) ?? { terms: 0, weight: 0 };
        shares.set(id, { terms: before + 1, weight: weighed + weight });
      }
    }
    return shares;
  }

  #remove(set: string, file: string): void {
    const row = this.#database.prepare('SELECT id FROM files WHERE collection = ? AND path = ?').get(set, file);
    if (row === undefined) return;
    const id = Number(row['id']);
    this.#database.prepare('DELETE FROM wordIndex WHERE rowid IN (SELECT id FROM passages WHERE file = ?)').run(id);
    this.#database.prepare('DELETE FROM passages WHERE file = ?').run(id);
    this.#database.prepare('DELETE FROM files WHERE id = ?').run(id);
  }

  #shape(): number {
    return Number(this.#database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  }

  #both(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

function opened(file: string): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: 5000 });
  try {
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; ${overwriting}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

// Porter's rules know the endings of English; of words in other alphabets the beginning is looked for.
function term(word: string): string {
  const ending = word.length < 4 ? 0 : Math.min(3, Math.floor((word.length - 1) / 3));
  return ending > 0 && /^[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Georgian}]+$/u.test(word) ? `"${word.slice(0, -ending)}"*` : `"${word}"`;
}

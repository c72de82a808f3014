import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import type { Found, Said } from '../core/said.ts';

/** The words of threads, and their full-text index. By three characters each, so that parts of words are found, in every script. */
export const searchTables = `
  CREATE TABLE IF NOT EXISTS said (id INTEGER PRIMARY KEY, thread TEXT NOT NULL, message TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (thread, message));
  CREATE VIRTUAL TABLE IF NOT EXISTS saidIndex USING fts5(title, text, content='said', content_rowid='id', tokenize='trigram remove_diacritics 1');
  CREATE TRIGGER IF NOT EXISTS saidIn AFTER INSERT ON said BEGIN INSERT INTO saidIndex (rowid, title, text) VALUES (new.id, new.title, new.text); END;
  CREATE TRIGGER IF NOT EXISTS saidOut AFTER DELETE ON said BEGIN INSERT INTO saidIndex (saidIndex, rowid, title, text) VALUES ('delete', old.id, old.title, old.text); END;
  CREATE TRIGGER IF NOT EXISTS saidAnew AFTER UPDATE OF title, text ON said BEGIN
    INSERT INTO saidIndex (saidIndex, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO saidIndex (rowid, title, text) VALUES (new.id, new.title, new.text);
  END;
`;

/** Stands for the title among the messages of a thread. */
const titleRow = '';

/** The shortest word that the index knows, in characters. */
const shortest = 3;

/** How much of a found text is shown: in the index's units of three characters, and in characters. */
const shownUnits = 64;
const shownLetters = 90;
const shownBefore = 30;

const rows = v.array(v.object({ threadId: v.string(), title: v.string(), updatedAt: v.number(), messageId: v.string(), snippet: v.string() }));

/** What is looked for, and where. */
interface Wanted {
  readonly column: 'title' | 'text';
  readonly words: readonly [string, ...string[]];
  readonly most: number;
}

/** Takes these words in, in the place of what was there. */
export function putSaid(database: DatabaseSync, threadId: string, title: string, said: readonly Said[]): void {
  const put = database.prepare('INSERT INTO said (thread, message, title, text) VALUES (?, ?, ?, ?) ON CONFLICT (thread, message) DO UPDATE SET title = excluded.title, text = excluded.text WHERE title <> excluded.title OR text <> excluded.text');
  put.run(threadId, titleRow, title.normalize('NFC'), '');
  for (const { messageId, text } of said) {
    if (text === '') database.prepare('DELETE FROM said WHERE thread = ? AND message = ?').run(threadId, messageId);
    else put.run(threadId, messageId, '', text.normalize('NFC'));
  }
}

/** The texts outside the trash that hold all of these words, or parts of words: titles first, then the newest. */
export function findSaid(database: DatabaseSync, query: string, most: number): readonly Found[] {
  const [first, ...others] = query.normalize('NFC').split(/\s+/).filter((word) => word !== '');
  if (first === undefined) return [];
  const words = [first, ...others] as const;
  const titles = find(database, { column: 'title', words, most });
  return [...titles, ...find(database, { column: 'text', words, most: most - titles.length })];
}

/** Words that are too short for the index are looked for in what the others leave, or in all. */
function find(database: DatabaseSync, { column, words, most }: Wanted): readonly Found[] {
  const long = words.filter((word) => Array.from(word).length >= shortest).map((word) => `"${word.replaceAll('"', '""')}"`);
  const short = words.filter((word) => Array.from(word).length < shortest).map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const indexed = long.length > 0;
  const around = indexed ? `snippet(saidIndex, ${column === 'title' ? '0' : '1'}, '', '', '…', ${String(shownUnits)})` : `substr(said.${column}, max(1, instr(lower(said.${column}), lower(?)) - ${String(shownBefore)}), ${String(shownLetters)})`;
  const conditions = [...(indexed ? ['saidIndex MATCH ?'] : []), ...short.map(() => `said.${column} LIKE ? ESCAPE '\\'`), 'heads.deleted IS NULL'];
  const found = database.prepare(`
    SELECT said.thread AS threadId, heads.title, heads.updated AS updatedAt, said.message AS messageId, ${around} AS snippet
    FROM ${indexed ? 'saidIndex JOIN said ON said.id = saidIndex.rowid' : 'said'} JOIN heads ON heads.id = said.thread
    WHERE ${conditions.join(' AND ')} ORDER BY ${indexed ? 'saidIndex.rowid' : 'said.id'} DESC LIMIT ?`)
    .all(indexed ? `${column} : (${long.join(' ')})` : words[0], ...short, most);
  return v.parse(rows, found).map(({ messageId, snippet, ...rest }) => ({ ...rest, ...(messageId === titleRow ? {} : { messageId }), snippet: snippet.replaceAll(/\s+/g, ' ').trim() }));
}

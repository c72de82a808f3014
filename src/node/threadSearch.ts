import type { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import type { Found, Said } from '../core/said.ts';

/** The words of threads, and their full-text index. By three characters each, so that parts of words are found, in every script. */
export const searchTables = `
  CREATE TABLE IF NOT EXISTS said (id INTEGER PRIMARY KEY, thread TEXT NOT NULL, message TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (thread, message));
  CREATE VIRTUAL TABLE IF NOT EXISTS saidIndex USING fts5(text, content='said', content_rowid='id', tokenize='trigram remove_diacritics 1');
  CREATE TRIGGER IF NOT EXISTS saidIn AFTER INSERT ON said BEGIN INSERT INTO saidIndex (rowid, text) VALUES (new.id, new.text); END;
  CREATE TRIGGER IF NOT EXISTS saidOut AFTER DELETE ON said BEGIN INSERT INTO saidIndex (saidIndex, rowid, text) VALUES ('delete', old.id, old.text); END;
  CREATE TRIGGER IF NOT EXISTS saidAnew AFTER UPDATE OF text ON said BEGIN
    INSERT INTO saidIndex (saidIndex, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO saidIndex (rowid, text) VALUES (new.id, new.text);
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

/** Takes these words in, in the place of what was there. */
export function putSaid(database: DatabaseSync, threadId: string, title: string, said: readonly Said[]): void {
  const put = database.prepare('INSERT INTO said (thread, message, text) VALUES (?, ?, ?) ON CONFLICT (thread, message) DO UPDATE SET text = excluded.text WHERE text <> excluded.text');
  put.run(threadId, titleRow, title.normalize('NFC'));
  for (const { messageId, text } of said) {
    if (text === '') database.prepare('DELETE FROM said WHERE thread = ? AND message = ?').run(threadId, messageId);
    else put.run(threadId, messageId, text.normalize('NFC'));
  }
}

/** The texts outside the trash that hold all of these words, or parts of words: titles first, then the newest. */
export function findSaid(database: DatabaseSync, query: string, most: number): readonly Found[] {
  const words = query.normalize('NFC').split(/\s+/).filter((word) => word !== '');
  const [first] = words;
  if (first === undefined) return [];
  const long = words.filter((word) => Array.from(word).length >= shortest).map((word) => `"${word.replaceAll('"', '""')}"`);
  const short = words.filter((word) => Array.from(word).length < shortest).map((word) => `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`);
  const snippet = long.length === 0 ? `substr(said.text, max(1, instr(lower(said.text), lower(?)) - ${String(shownBefore)}), ${String(shownLetters)})` : `snippet(saidIndex, 0, '', '', '…', ${String(shownUnits)})`;
  const conditions = [...(long.length === 0 ? [] : ['saidIndex MATCH ?']), ...short.map(() => `said.text LIKE ? ESCAPE '\\'`), 'heads.deleted IS NULL'];
  const find = (which: string): unknown => database.prepare(`
    SELECT said.thread AS threadId, heads.title, heads.updated AS updatedAt, said.message AS messageId, ${snippet} AS snippet
    FROM ${long.length === 0 ? 'said' : 'saidIndex JOIN said ON said.id = saidIndex.rowid'} JOIN heads ON heads.id = said.thread
    WHERE ${conditions.join(' AND ')} AND said.message ${which} '' ORDER BY ${long.length === 0 ? 'said.id' : 'saidIndex.rowid'} DESC LIMIT ?`)
    .all(...(long.length === 0 ? [first] : [long.join(' ')]), ...short, most);
  return [...v.parse(rows, find('=')), ...v.parse(rows, find('<>'))].slice(0, most).map(({ messageId, snippet: around, ...rest }) => ({
    ...rest, ...(messageId === titleRow ? {} : { messageId }), snippet: around.replaceAll(/\s+/g, ' ').trim(),
  }));
}

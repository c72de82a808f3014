import { DatabaseSync } from 'node:sqlite';
import { saidIn } from '../core/said.ts';
import { foldThread, type ThreadEvent } from '../shared/threadEvents.ts';
import { putSaid } from './threadSearch.ts';
import { eventsOf, putHead } from './threadTables.ts';

/** How many rows are read at once. */
const slice = 500;

/** SQLite's word for a disk that is full (sqlite3.h): that is the new file's. */
const diskFull = 13;

/** The longest event that is taken over, in characters: a damaged length does not fill the memory. */
const longest = 32_000_000;

/** Takes over every event that can be read in a damaged file and is not in the new database yet. Never throws for what is in the file. */
export function salvage(from: string, into: DatabaseSync): void {
  let damaged: DatabaseSync | undefined;
  try {
    damaged = new DatabaseSync(from, { readOnly: true, timeout: 1000 });
    damaged.exec('PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0');
    const known = new Set([...threadsIn(damaged, 'SELECT id AS thread FROM heads'), ...threadsIn(into, 'SELECT DISTINCT thread FROM events')]);
    for (const order of ['ASC', 'DESC'] as const) copy(damaged, into, order).forEach((threadId) => known.add(threadId));
    for (const threadId of known) for (const order of ['ASC', 'DESC'] as const) copy(damaged, into, order, threadId);
  } catch (error) {
    if (!isOfFile(error)) throw error;
  } finally {
    damaged?.close();
  }
}

/** Makes the list of threads, and what can be found in them, anew from their events. Answers how many threads there are. */
export function relist(database: DatabaseSync): number {
  const threads = threadsIn(database, 'SELECT DISTINCT thread FROM events');
  for (const threadId of threads) {
    const events = eventsOf(database, threadId);
    const whole = events[0]?.type === 'created' || events[0]?.type === 'imported' ? events : begun(database, threadId, events);
    const { messages, leafId: _leafId, ...head } = foldThread(whole);
    putHead(database, { ...head, id: threadId });
    putSaid(database, threadId, head.title, messages.length === 0 ? [] : saidIn(whole, { messages }));
  }
  return threads.length;
}

/** A thread that has lost its beginning is begun anew, in front of what is left of it. */
function begun(database: DatabaseSync, threadId: string, events: readonly ThreadEvent[]): readonly ThreadEvent[] {
  const at = events.reduce((first, event) => ('at' in event ? Math.min(first, event.at) : first), Date.now());
  const created: ThreadEvent = { type: 'created', at, threadId, assistantId: 'default', workspace: '' };
  database.prepare('INSERT OR REPLACE INTO events (thread, number, event) VALUES (?, 0, ?)').run(threadId, JSON.stringify(created));
  return [created, ...events];
}

function threadsIn(database: DatabaseSync, query: string): readonly string[] {
  try {
    return database.prepare(query).all().flatMap(({ thread }) => (typeof thread === 'string' && thread.length > 0 && thread.length <= 128 ? [thread] : []));
  } catch (error) {
    if (isOfFile(error)) return [];
    throw error;
  }
}

/** Copies from one end as far as the file can be read; answers of which threads. */
function copy(from: DatabaseSync, into: DatabaseSync, order: 'ASC' | 'DESC', only?: string): ReadonlySet<string> {
  const threads = new Set<string>();
  const insert = into.prepare('INSERT OR IGNORE INTO events (thread, number, event) VALUES (?, ?, ?)');
  try {
    const rows = from.prepare(`SELECT thread, number, event FROM events WHERE length(event) < ${String(longest)} ${only === undefined ? '' : 'AND thread = ?'} ORDER BY thread ${order}, number ${order}`);
    let held: { thread: string; number: number; event: string }[] = [];
    const put = (): void => {
      for (const { thread, number, event } of held) insert.run(thread, number, event);
      held = [];
    };
    try {
      for (const { thread, number, event } of rows.iterate(...(only === undefined ? [] : [only]))) {
        if (typeof thread !== 'string' || typeof number !== 'number' || typeof event !== 'string' || thread === '' || thread.length > 128 || number < 1) continue;
        threads.add(thread);
        held.push({ thread, number, event });
        if (held.length === slice) put();
      }
    } finally {
      put();
    }
  } catch (error) {
    if (!isOfFile(error)) throw error;
  }
  return threads;
}

/** Whether the error tells of what is in the file, and not of the disk. */
function isOfFile(error: unknown): boolean {
  return error instanceof Error && (!('errcode' in error) || (Number(error.errcode) & 255) !== diskFull);
}

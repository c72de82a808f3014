import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import os from 'node:os';
import path from 'node:path';
import { saidIn } from '../../src/core/said.ts';
import { Threads } from '../../src/core/threads.ts';
import { windowOf } from '../../src/core/threadWindow.ts';
import { damageIn } from '../../src/node/threadDamage.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import type { Message } from '../../src/shared/message.ts';
import type { Thread } from '../../src/shared/thread.ts';
import { emptyThread, type ThreadEvent } from '../../src/shared/threadEvents.ts';
import { sampleAnswer, samplePrompt } from '../support/chatSamples.ts';
import { KeptLog } from '../support/fakes.ts';
import { median, printTable, timed } from './table.ts';

const rounds = 5;
const megabyte = 1_000_000;

/** Twenty thousand characters that differ from message to message, as far as words go. */
const textOf = (number: number): string => `Tea number ${String(number)}, and the word rare${String(number)}x.\n${'Steep it for three minutes at eighty degrees, and pour it off. '.repeat(320)}`.slice(0, 20_000);

/** The message of this number: questions and answers by turns, each as long as the others. */
function messageOf(number: number): Message {
  const parentId = `m${String(number - 1)}`;
  return number % 2 === 0 ? samplePrompt(`m${String(number)}`, textOf(number), number === 0 ? {} : { parentId }) : sampleAnswer(`m${String(number)}`, parentId, textOf(number));
}

const eventOf = (message: Message): ThreadEvent => (message.role === 'user' ? { type: 'prompted', at: 2, message } : { type: 'answering', at: 2, message });
const headOf = (id: string, updatedAt: number): Omit<Thread, 'messages'> => ({ id, title: `About tea ${id}`, assistantId: 'a', workspace: 'w', createdAt: 1, updatedAt });
const begun = (threadId: string): ThreadEvent => ({ type: 'created', at: 1, threadId, assistantId: 'a', workspace: 'w' });

/** Puts a thread of so many messages on the disk, a hundred at a time. */
function putLong(store: SqliteThreadStore, id: string, length: number): void {
  store.append([begun(id)], headOf(id, 1), { durable: false });
  for (let from = 0; from < length; from += 100) {
    const messages = Array.from({ length: 100 }, (_, index) => messageOf(from + index));
    const events = messages.map(eventOf);
    store.append(events, headOf(id, from), { durable: false, said: saidIn(events, { ...emptyThread, messages }) });
  }
}

const shown = (values: readonly number[]): readonly string[] => [median(values).toFixed(2), Math.max(...values).toFixed(2)];
const times = (count: number, work: (round: number) => unknown): readonly number[] => Array.from({ length: count }, (_, round) => timed(() => work(round)));
const bytesOf = (file: string): number => statSync(file).size;

/** What two sizes of the same cost, and their ratio. */
function compared(what: string, small: readonly number[], large: readonly number[]): readonly string[] {
  return [what, ...shown(small), ...shown(large), (median(large) / median(small)).toFixed(2)];
}

/** A thread of 10,000 messages of 20 KB each against one of 100. */
function longThreads(folder: string): void {
  const store = new SqliteThreadStore(folder);
  const window = (): Threads => new Threads(store, new KeptLog());
  const [small, large] = ['short', 'long'];
  putLong(store, small, 100);
  putLong(store, large, 10_000);
  const open = (id: string): readonly number[] => times(rounds, () => window().open(id));
  const cut = (id: string): readonly number[] => { const thread = window().open(id); return times(20, () => windowOf(thread)); };
  const add = (id: string): readonly number[] => {
    const threads = window();
    threads.open(id);
    return times(40, (round) => threads.apply(id, [{ type: 'prompted', at: 3, message: samplePrompt(`q${String(round)}`, 'And then?') }], { durable: true }));
  };
  const rss = process.memoryUsage().rss;
  const rows = [compared('opening, all of it read', open(small), open(large)), compared('cutting what the page is given first', cut(small), cut(large)), compared('adding a prompt, on the disk', add(small), add(large))];
  printTable('Long threads: 100 messages (2 MB) and 10,000 (200 MB)', ['ms', '100: median', 'most', '10,000: median', 'most', 'ratio'], rows);
  const found = times(rounds, () => store.search('rare7777x', 50));
  const common = times(rounds, () => store.search('degrees', 50));
  const page = Buffer.byteLength(JSON.stringify(windowOf(window().open(large))));
  printTable('The long thread besides', ['what', 'value'], [
    ['search, a rare word, ms: median (most)', `${shown(found).join(' (')})`], ['search, a word of every message, ms: median (most)', `${shown(common).join(' (')})`],
    ['what the page is given first, MB', (page / megabyte).toFixed(1)], ['the file, MB', (bytesOf(path.join(folder, 'threads.db')) / megabyte).toFixed(0)],
    ['memory of the process, MB: before, at the end', `${(rss / megabyte).toFixed(0)}, ${(process.memoryUsage().rss / megabyte).toFixed(0)}`],
  ]);
  store.dispose();
}

/** A list of 5,000 threads of four short messages each against one of 50. */
function manyThreads(folder: string): void {
  const filled = (count: number): SqliteThreadStore => {
    const store = new SqliteThreadStore(path.join(folder, String(count)));
    for (let number = 0; number < count; number += 1) {
      const id = `t${String(number)}`;
      const messages = Array.from({ length: 4 }, (_, index) => ({ ...messageOf(index), text: `Tea ${String(number)}, and the word rare${String(number)}x.` }));
      const events = messages.map(eventOf);
      store.append([begun(id), ...events], headOf(id, number), { durable: false, said: saidIn(events, { ...emptyThread, messages }) });
    }
    return store;
  };
  const [few, many] = [filled(50), filled(5000)];
  const list = (store: SqliteThreadStore): readonly number[] => times(20, () => new Threads(store, new KeptLog()).list().slice(0, 50));
  const search = (store: SqliteThreadStore, words: string): readonly number[] => times(20, () => store.search(words, 50));
  printTable('Many threads: a list of 50 and one of 5,000', ['ms', '50: median', 'most', '5,000: median', 'most', 'ratio'], [
    compared('the list, and its first page', list(few), list(many)), compared('search, a rare word', search(few, 'rare17x'), search(many, 'rare17x')), compared('search, a word of every message', search(few, 'word'), search(many, 'word')),
  ]);
  for (const store of [few, many]) store.dispose();
}

/** What an answer takes in the log of events, against its text: written as fast as it can be, and at the pace of a model. */
async function journal(folder: string): Promise<void> {
  const rows: (readonly string[])[] = [];
  for (const [pace, pieces, wait] of [['at once', 20_000, 0], ['200 characters a second', 500, 20]] as const) {
    const own = path.join(folder, String(pieces));
    const store = new SqliteThreadStore(own);
    const threads = new Threads(store, new KeptLog());
    threads.create({ type: 'created', at: 1, threadId: 't', assistantId: 'a', workspace: 'w' }, [eventOf(samplePrompt('p', 'Tea?')), eventOf(sampleAnswer('m', 'p', '', { state: 'running' }))]);
    for (let piece = 0; piece < pieces; piece += 1) {
      threads.apply('t', [{ type: 'text', messageId: 'm', text: 'tea ' }], { durable: false });
      if (wait > 0) await new Promise((resolve) => { setTimeout(resolve, wait); });
    }
    threads.apply('t', [{ type: 'settled', at: 3, messageId: 'm', outcome: { state: 'complete' } }], { durable: true });
    const database = new DatabaseSync(path.join(own, 'threads.db'), { readOnly: true });
    const { bytes, count } = database.prepare("SELECT sum(length(event)) AS bytes, count(*) AS count FROM events WHERE event LIKE '{\"type\":\"text\"%'").get() ?? {};
    database.close();
    rows.push([pace, String(pieces * 4), String(count), String(bytes), (Number(bytes) / (pieces * 4)).toFixed(2)]);
    store.dispose();
  }
  printTable('The log of an answer', ['its pace', 'text, bytes', 'events', 'events, bytes', 'ratio'], rows);
}

/** The look through a database when it is opened, by its size. */
function quickCheck(folder: string): void {
  const rows = [100, 700, 1400, 10_000].map((length) => {
    const own = path.join(folder, String(length));
    const store = new SqliteThreadStore(own);
    putLong(store, 't', length);
    store.dispose();
    const file = path.join(own, 'threads.db');
    const database = new DatabaseSync(file);
    const looks = times(rounds, () => damageIn(database, bytesOf(file)));
    database.close();
    rmSync(own, { recursive: true, force: true, maxRetries: 3 });
    return [(length / 50).toFixed(0), ...shown(looks)];
  });
  printTable('The quick check at the opening', ['text, MB', 'ms: median', 'most'], rows);
}

/** Times, ratios and bytes of the threads’ database. */
export async function benchStore(): Promise<void> {
  for (const bench of [manyThreads, journal, quickCheck, longThreads]) {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-store-'));
    try {
      await bench(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import os from 'node:os';
import path from 'node:path';
import { Threads } from '../../src/core/threads.ts';
import { damageIn } from '../../src/node/threadDamage.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { sampleAnswer, samplePrompt } from '../support/chatSamples.ts';
import { KeptLog } from '../support/fakes.ts';
import { longThreads, manyThreads } from './storeThreads.ts';
import { bytesOf, eventOf, putLong, rounds, shown, times } from './storeTexts.ts';
import { printTable } from './table.ts';

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
    rmSync(own, { recursive: true, force: true });
    return [(length / 50).toFixed(0), ...shown(looks)];
  });
  printTable('The quick check at the opening', ['text, MB', 'ms: median', 'most'], rows);
}

/** Times, ratios and bytes of the threads’ database. */
export async function benchStore(): Promise<void> {
  const benches: readonly ((folder: string) => void | Promise<void>)[] = [manyThreads, journal, quickCheck, longThreads];
  for (const bench of benches) {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-store-'));
    try {
      await bench(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

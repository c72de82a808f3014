import path from 'node:path';
import { saidIn } from '../../src/core/said.ts';
import { Threads } from '../../src/core/threads.ts';
import { windowOf } from '../../src/core/threadWindow.ts';
import { SqliteThreadStore } from '../../src/node/threadStore.ts';
import { emptyThread } from '../../src/shared/threadEvents.ts';
import { samplePrompt } from '../support/chatSamples.ts';
import { KeptLog } from '../support/fakes.ts';
import { begun, bytesOf, compared, eventOf, headOf, messageOf, putLong, rounds, shown, times } from './storeTexts.ts';
import { printTable, timed } from './table.ts';

const megabyte = 1_000_000;

/** A thread of 10,000 messages of 20 KB each against one of 100. */
export function longThreads(folder: string): void {
  const store = new SqliteThreadStore(folder);
  const window = (): Threads => new Threads(store, new KeptLog());
  const [small, middle, large] = ['short', 'middle', 'long'];
  putLong(store, small, 100);
  putLong(store, middle, 1000);
  putLong(store, large, 10_000);
  const open = (id: string): readonly number[] => times(rounds, () => window().open(id));
  const cut = (id: string): readonly number[] => {
    const thread = window().open(id);
    return times(20, () => windowOf(thread));
  };
  const add = (id: string): readonly number[] => {
    const threads = window();
    const { leafId = '' } = threads.open(id);
    return times(40, (round) => threads.apply(id, [{ type: 'prompted', at: 3, message: samplePrompt(`q${String(round)}`, 'And then?', { parentId: leafId }) }], { durable: true }));
  };
  const before = process.memoryUsage().rss;
  const opened = window().open(large);
  const after = process.memoryUsage().rss;
  const rows = [compared('opening, all of it read', open(small), open(large)), compared('cutting what the page is given first', cut(small), cut(large)), compared('adding a prompt, on the disk', add(small), add(large))];
  printTable('Long threads: 100 messages (2 MB) and 10,000 (200 MB)', ['ms', '100: median', 'most', '10,000: median', 'most', 'ratio'], rows);
  const found = times(rounds, () => store.search('rare7777x', 50));
  const common = times(rounds, () => store.search('degrees', 50));
  const page = Buffer.byteLength(JSON.stringify(windowOf(opened)));
  printTable('The long thread besides', ['what', 'value'], [
    ['search, a rare word, ms: median (most)', `${shown(found).join(' (')})`], ['search, a word of every message, ms: median (most)', `${shown(common).join(' (')})`],
    ['what the page is given first, MB', (page / megabyte).toFixed(1)], ['the file, MB', (bytesOf(path.join(folder, 'threads.db')) / megabyte).toFixed(0)],
    ['memory of the process, MB: before, with the thread opened', `${(before / megabyte).toFixed(0)}, ${(after / megabyte).toFixed(0)}`],
    ['deleting a thread of 100 messages for good, ms', timed(() => { store.purge(small); }).toFixed(0)],
    ['deleting one of 1,000 messages (20 MB), ms', timed(() => { store.purge(middle); }).toFixed(0)],
  ]);
  store.dispose();
}

const list = (store: SqliteThreadStore): readonly number[] => times(20, () => new Threads(store, new KeptLog()).list().slice(0, 50));
const search = (store: SqliteThreadStore, words: string): readonly number[] => times(20, () => store.search(words, 50));

/** A list of 5,000 threads of four short messages each against one of 50. */
export function manyThreads(folder: string): void {
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
  printTable('Many threads: a list of 50 and one of 5,000', ['ms', '50: median', 'most', '5,000: median', 'most', 'ratio'], [
    compared('the list, and its first page', list(few), list(many)), compared('search, a rare word', search(few, 'rare17x'), search(many, 'rare17x')), compared('search, a word of every message', search(few, 'word'), search(many, 'word')),
  ]);
  for (const store of [few, many]) store.dispose();
}

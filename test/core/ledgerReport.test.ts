import { deepEqual } from 'node:assert/strict';
import type { LedgerEntry } from '../../src/core/ledgerEntry.ts';
import { dryRun, lineOf } from '../../src/core/ledgerReport.ts';
import { inSection, sumInWords, timesInWords } from '../../src/core/ledgerWords.ts';

const now = Date.UTC(2026, 10, 20, 12);
const hour = 60 * 60 * 1000;
const file: LedgerEntry = { kind: 'file', connections: [], place: 'Own', id: 'file-1', name: 'a|b.md', owner: 'From docs/a|b.md', users: ['vector store “Tutor”'], need: 'needed', bytes: 2400, created: now - 3 * hour, expires: 'never' };
const store: LedgerEntry = { kind: 'vectorStore', connections: [], place: 'Own', id: 'vs_1', name: 'Tutor', owner: 'Knowledge of the assistant “tutor”', users: [], need: 'unneeded', bytes: 100, created: now - 50 * hour, expires: now + 50 * hour };
const answers: LedgerEntry = { kind: 'response', connections: [], place: 'Own', id: 'resp_1', name: 'Tea?', owner: 'Of the thread “Tea?”', users: [], need: 'needed', created: now - 50 * hour, used: now - hour, bookmarks: ['resp_1', 'resp_2'].map((id) => ({ place: 'responses https://own.test', kind: 'response', id })) };

describe('What would be deleted', () => {
  it('is told with size, age, what uses each, and the sum', () => {
    deepEqual(dryRun([answers, file, store], now).split('\n').filter((line) => line !== ''), [
      '# What Would Be Deleted',
      'Nothing has been deleted yet. 3 entries, 2.5 KB or more.',
      '| What | Name | Size | Time | Owner | At |',
      '|---|---|--:|---|---|---|',
      String.raw`| File | a\|b.md | 2.4 KB | made 3 hr. ago, never expires | From docs/a\|b.md; used by vector store “Tutor” | Own |`,
      '| Vector Store | Tutor | 100 bytes | made 2 days ago, expires Nov 22, 2026 | Nothing known here needs it; Knowledge of the assistant “tutor” | Own |',
      '| 2 stored answers | Tea? | not told | made 2 days ago, used 1 hr. ago | Of the thread “Tea?” | Own |',
      'Threads and files on this machine stay as they are.',
    ]);
  });

  it('is told in a line each, where it is little', () => {
    deepEqual([file, answers].map(lineOf), ['File “a|b.md” · 2.4 KB · Own · From docs/a|b.md · used by vector store “Tutor”', '2 stored answers “Tea?” · Own · Of the thread “Tea?”']);
  });

  it('is summed up as far as sizes are known', () => {
    deepEqual([[file], [file, store], [answers], [file, answers]].map(sumInWords), ['1 entry, 2.4 KB', '2 entries, 2.5 KB', '1 entry', '2 entries, 2.4 KB or more']);
  });

  it('expires at a time of the day, where that is soon; what was used only once is not said to be used', () => {
    deepEqual(timesInWords({ ...answers, created: now, used: now + 1000, expires: now + hour }, now).length, 2);
    deepEqual(timesInWords({ ...store, expires: now + hour }, now).at(-1), `expires ${new Date(now + hour).toLocaleTimeString('en', { timeStyle: 'short' })}`);
  });

  it('is listed with what nothing needs first', () => {
    deepEqual(inSection([{ ...store, id: 'vs_2', need: 'unknown' }, store, file], 'vectorStore').map(({ id }) => id), ['vs_1', 'vs_2']);
  });
});

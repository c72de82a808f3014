import assert from 'node:assert/strict';
import { ageInWords } from '../../src/core/ageInWords.ts';
import type { ThreadHead } from '../../src/core/stores.ts';
import { threadGroups } from '../../src/core/threadGroups.ts';

const now = new Date(2026, 10, 21, 10, 30).getTime();
const at = (...date: readonly [month: number, day: number, hour?: number]): number => new Date(2026, date[0] - 1, date[1], date[2] ?? 12).getTime();
const head = (id: string, updatedAt: number, marks: Partial<ThreadHead> = {}): ThreadHead => ({ id, title: id, assistantId: 'a', workspace: '', createdAt: 1, updatedAt, ...marks });
const shown = (...heads: readonly ThreadHead[]): readonly string[] => threadGroups(heads, now, 'en').map(({ name, threads }) => `${name}: ${threads.map(({ id }) => id).join(' ')}`);

describe('The groups of threads', () => {
  it('are the days and months in which they were last written to, whatever the hour', () => {
    const heads = [
      head('now', now), head('midnight', at(11, 21, 0)), head('evening', at(11, 20, 23)), head('morning', at(11, 20, 0)), head('week', at(11, 14, 0)), head('before', at(11, 13, 23)),
      head('month', at(10, 22, 0)), head('october', at(10, 21, 23)), head('january', at(1, 1, 0)), head('last', new Date(2025, 11, 31, 23, 59).getTime()),
    ];
    assert.deepEqual(shown(...heads), ['Today: now midnight', 'Yesterday: evening morning', 'Last 7 Days: week', 'Last 30 Days: before month', 'October 2026: october', 'January 2026: january', 'December 2025: last']);
  });

  it('begin with what is pinned, however old, and end with the archive', () => {
    const heads = [head('one', now), head('archived', now, { archived: true, pinned: true }), head('old', 1, { pinned: true })];
    assert.deepEqual(shown(...heads), ['Pinned: old', 'Today: one', 'Archived: archived']);
  });

  it('take a clock that went back as today', () => {
    assert.deepEqual(shown(head('tomorrow', at(11, 22))), ['Today: tomorrow']);
  });
});

describe('An age in words', () => {
  it('is told in the largest unit that fits, in the language asked for', () => {
    const minute = 60_000;
    const ages = [0, 5 * minute, 119 * minute, 24 * 60 * minute, 29 * 24 * 60 * minute, 60 * 24 * 60 * minute, 800 * 24 * 60 * minute];
    assert.deepEqual(ages.map((age) => ageInWords(now - age, now, 'en')), ['now', '5 min. ago', '1 hr. ago', 'yesterday', '29 days ago', '2 mo. ago', '2 yr. ago']);
    assert.equal(ageInWords(now - 5 * minute, now, 'de'), 'vor 5 Min.');
  });
});

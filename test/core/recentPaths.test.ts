import assert from 'node:assert/strict';
import { RecentPaths } from '../../src/core/recentPaths.ts';

function recentPaths(): RecentPaths {
  let kept: readonly string[] = [];
  return new RecentPaths({ get: () => kept, set: (paths) => { kept = paths; } });
}

describe('The recent files', () => {
  it('are told with the last one first, each once', () => {
    const recent = recentPaths();
    for (const path of ['a', 'b', 'a', 'c', 'c']) recent.use(path);
    assert.deepEqual(recent.list, ['c', 'a', 'b']);
  });

  it('are the last fifty', () => {
    const recent = recentPaths();
    for (let count = 0; count < 60; count += 1) recent.use(String(count));
    assert.deepEqual([recent.list.length, recent.list[0], recent.list.at(-1)], [50, '59', '10']);
  });
});

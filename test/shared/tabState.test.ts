import { deepEqual } from 'node:assert/strict';
import { shownThread } from '../../src/shared/tabState.ts';

describe('What VS Code keeps of a tab', () => {
  it('names the thread that it showed, and nothing else is believed', () => {
    const states = [{ threadId: 't', draft: { text: '', at: 0 } }, { draft: 7 }, { threadId: '' }, { threadId: { id: 't' } }, 't', null, undefined];
    deepEqual(states.map(shownThread), ['t', undefined, undefined, undefined, undefined, undefined, undefined]);
  });
});

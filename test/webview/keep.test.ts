import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Keep, type StateHolder } from '../../webview/keep.ts';

/** VS Code's place for a page's state, with this in it. */
function holding(state: unknown): StateHolder {
  let held = state;
  return {
    getState: () => held,
    setState: (next) => {
      held = next;
      return next;
    },
  };
}

const draft = { text: 'half a thought', at: 7 };
const place = { threadId: 'thread', scroll: 120 };

describe('What the page keeps', () => {
  it('is there again after a reload', () => {
    const holder = holding(undefined);
    const keep = new Keep(holder);
    keep.saveDraft(draft);
    keep.savePlace(place);
    keep.saveWraps(true);
    deepEqual(new Keep(holder).kept, { draft, place, wraps: true });
    keep.saveWraps(false);
    deepEqual(new Keep(holder).kept, { draft, place });
  });

  it('forgets the place of a reader who is at the end', () => {
    const keep = new Keep(holding({ draft, place }));
    keep.savePlace(undefined);
    deepEqual(keep.kept, { draft });
  });

  it('is the draft even where the place makes no sense', () => {
    deepEqual(new Keep(holding({ draft, place: { ...place, scroll: -1 } })).kept, { draft });
  });

  for (const [name, state] of Object.entries({ nothing: undefined, 'another shape': { draft: 7 }, 'a text': 'draft' })) {
    it(`begins empty when it finds ${name}`, () => {
      deepEqual(new Keep(holding(state)).kept, { draft: { text: '', at: 0 } });
    });
  }
});

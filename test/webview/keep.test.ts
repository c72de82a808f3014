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
const place = { messageId: 'answer', offset: -120 };
const places = [{ threadId: 'thread', ...place }];

describe('What the page keeps', () => {
  it('is there again after a reload', () => {
    const holder = holding(undefined);
    const keep = new Keep(holder);
    keep.saveDraft(draft);
    keep.saveThread('thread');
    keep.savePlace('thread', place);
    keep.saveWraps(true);
    deepEqual(new Keep(holder).kept, { threadId: 'thread', draft, places, wraps: true });
    keep.saveWraps(false);
    deepEqual(new Keep(holder).kept, { threadId: 'thread', draft, places });
  });

  it('is nothing of what is written in a temporary thread, once the page is gone', () => {
    const holder = holding({ draft, places });
    const keep = new Keep(holder);
    keep.saveDraft({ ...draft, threadId: 'thread', temporary: true });
    keep.saveEditing({ messageId: 'prompt', text: 'a secret' });
    const meanwhile = [keep.kept.draft.text, keep.kept.editing?.text, new Keep(holder).kept];
    keep.saveDraft({ text: '', at: 8 });
    deepEqual([meanwhile, new Keep(holder).kept], [['half a thought', 'a secret', { draft: { text: '', at: 0 }, places }], { draft: { text: '', at: 8 }, places }]);
  });

  it('forgets the place of a reader who is at the end', () => {
    const keep = new Keep(holding({ draft, places }));
    keep.savePlace('thread', undefined);
    deepEqual(keep.kept, { draft, places: [] });
  });

  it('is no thread while a new one is on show', () => {
    const keep = new Keep(holding({ threadId: 'thread', draft, places }));
    keep.saveThread(undefined);
    deepEqual(keep.kept, { draft, places });
  });

  it('are the places in as many threads as one may come back to', () => {
    const keep = new Keep(holding(undefined));
    for (let number = 1; number <= 60; number += 1) keep.savePlace(`thread ${String(number)}`, place);
    keep.savePlace('thread 20', place);
    deepEqual([keep.kept.places.length, keep.kept.places[0]?.threadId, keep.kept.places.at(-1)?.threadId], [50, 'thread 11', 'thread 20']);
  });

  it('is the draft even where a place makes no sense', () => {
    deepEqual(new Keep(holding({ draft, places: [{ ...place, threadId: '' }, ...places] })).kept, { draft, places });
    deepEqual(new Keep(holding({ draft, places: 7 })).kept, { draft, places: [] });
  });

  for (const [name, state] of Object.entries({ nothing: undefined, 'another shape': { draft: 7 }, 'a text': 'draft' })) {
    it(`begins empty when it finds ${name}`, () => {
      deepEqual(new Keep(holding(state)).kept, { draft: { text: '', at: 0 }, places: [] });
    });
  }
});

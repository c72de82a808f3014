import assert from 'node:assert/strict';
import { DeskKeeping } from '../../src/core/deskKeeping.ts';
import { newTemporaryThread } from '../../src/shared/draftPlace.ts';
import { MemoryDeskStore } from '../support/fakes.ts';

const draft = (text: string): { readonly text: string; readonly at: number } => ({ text, at: 1 });

describe('What is written in a temporary thread', () => {
  it('is kept in memory alone, and what is written in others is stored', () => {
    const store = new MemoryDeskStore();
    const desks = new DeskKeeping(store, (threadId) => threadId === 'temporary-one');
    for (const threadId of ['temporary-one', newTemporaryThread, 'other']) desks.writePaper('w', threadId, 'draft', draft(threadId));
    const kept = ['temporary-one', newTemporaryThread, 'other'].map((threadId) => [desks.readPaper('w', threadId, 'draft')?.text, store.readPaper('w', threadId, 'draft')?.text]);
    assert.deepEqual(kept, [['temporary-one', undefined], [newTemporaryThread, undefined], ['other', 'other']]);
  });

  it('is known while it is there, and forgotten with its thread', () => {
    const desks = new DeskKeeping(new MemoryDeskStore(), (threadId) => threadId === 't');
    desks.writePaper('w', 't', 'draft', draft('half a thought'));
    const before = desks.papersMention('half a thought');
    desks.forgetPapers('t');
    assert.deepEqual([before, desks.papersMention('half a thought'), desks.readPaper('w', 't', 'draft')], [true, false, undefined]);
  });
});

import assert from 'node:assert/strict';
import { Desk } from '../../src/core/desk.ts';
import type { DeskContents, DeskStore } from '../../src/core/stores.ts';
import { emptyThread } from '../../src/shared/threadEvents.ts';

class MemoryDeskStore implements DeskStore {
  readonly desks = new Map<string, DeskContents>();

  readDesk(workspace: string): DeskContents | undefined {
    return this.desks.get(workspace);
  }

  writeDesk(workspace: string, contents: DeskContents): void {
    this.desks.set(workspace, contents);
  }
}

describe('Desk', () => {
  it('has the thread on show and the draft still on it when VS Code comes back', () => {
    const store = new MemoryDeskStore();
    const desk = new Desk(store, 'w');
    desk.write({ text: 'half a thought', at: 5 });
    desk.show({ ...emptyThread, id: 't' });
    const later = new Desk(store, 'w');
    assert.deepEqual([later.threadId, later.draft, later.isUsed], ['t', { text: 'half a thought', at: 5 }, true]);
  });

  it('is empty in a workspace that is new to it', () => {
    const desk = new Desk(new MemoryDeskStore(), 'w');
    assert.deepEqual([desk.threadId, desk.draft, desk.isUsed], [undefined, undefined, false]);
  });

  it('tells which thread it turns to', () => {
    const desk = new Desk(new MemoryDeskStore(), 'w');
    const shown: (string | undefined)[] = [];
    desk.onShow((thread) => shown.push(thread?.id));
    desk.show({ ...emptyThread, id: 't' });
    desk.settle('u');
    desk.show(undefined);
    assert.deepEqual([shown, desk.threadId, desk.isUsed], [['t', undefined], undefined, true]);
  });

  it('stores nothing while the thread on show is a temporary one, and goes on after that', () => {
    const store = new MemoryDeskStore();
    const desk = new Desk(store, 'w');
    desk.show({ ...emptyThread, id: 't' });
    desk.show(undefined, undefined, true);
    desk.write({ text: 'a secret', at: 5 });
    desk.show({ ...emptyThread, id: 'u', temporary: true });
    const meanwhile = [desk.addressee, new Desk(store, 'w').threadId, new Desk(store, 'w').draft];
    desk.show({ ...emptyThread, id: 'v' });
    assert.deepEqual([meanwhile, new Desk(store, 'w').threadId, desk.isTemporary], [[{ threadId: 'u', temporary: true }, 't', undefined], 'v', false]);
  });

  it('keeps the newest draft, in whatever order drafts arrive', () => {
    const desk = new Desk(new MemoryDeskStore(), 'w');
    desk.write({ text: 'newer', at: 2 });
    desk.write({ text: 'older', at: 1 });
    assert.equal(desk.draft?.text, 'newer');
  });
});

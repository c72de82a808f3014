import assert from 'node:assert/strict';
import { Attachments } from '../../src/core/attachments.ts';
import { Desk } from '../../src/core/desk.ts';
import { emptyThread } from '../../src/shared/threadEvents.ts';
import { MemoryDeskStore } from '../support/fakes.ts';

const thread = { ...emptyThread, id: 't' };

/** The chips over a desk, as the extension joins them. */
function chipsOf(desk: Desk): Attachments {
  const chips = new Attachments(async (text) => text.length, { get: () => desk.held, set: (held) => { desk.hold(held); } });
  desk.onShow(() => { chips.turn(); });
  return chips;
}

const paths = (chips: Attachments): readonly string[] => chips.held.map(({ path }) => path);

describe('Desk', () => {
  it('has the thread on show, the draft and its attachments still on it when VS Code comes back', () => {
    const store = new MemoryDeskStore();
    const desk = new Desk(store, 'w');
    desk.show(thread);
    desk.write({ text: 'half a thought', at: 5 }, { threadId: 't' });
    chipsOf(desk).add({ kind: 'file', path: 'a.ts', language: '', text: 'a', address: 'file:///a.ts' });
    const later = new Desk(store, 'w');
    const chips = chipsOf(later);
    assert.deepEqual([later.threadId, later.draft, later.isUsed, paths(chips), chips.held.map(({ id }) => chips.addressOf(id))], ['t', { text: 'half a thought', at: 5 }, true, ['a.ts'], ['file:///a.ts']]);
  });

  it('is empty in a workspace that is new to it', () => {
    const desk = new Desk(new MemoryDeskStore(), 'w');
    assert.deepEqual([desk.threadId, desk.draft, desk.isUsed], [undefined, undefined, false]);
  });

  it('tells which thread it turns to', () => {
    const desk = new Desk(new MemoryDeskStore(), 'w');
    const shown: (string | undefined)[] = [];
    desk.onShow((turned) => shown.push(turned?.id));
    desk.show(thread);
    desk.settle('u');
    desk.show(undefined);
    assert.deepEqual([shown, desk.threadId, desk.isUsed], [['t', undefined], undefined, true]);
  });

  it('stores nothing while the thread on show is a temporary one, and goes on after that', () => {
    const store = new MemoryDeskStore();
    const desk = new Desk(store, 'w');
    desk.show({ ...emptyThread, id: 't' });
    desk.show(undefined, { temporary: true });
    desk.write({ text: 'a secret', at: 5 }, desk.place);
    desk.show({ ...emptyThread, id: 'u', temporary: true });
    const meanwhile = [desk.addressee, new Desk(store, 'w').threadId, new Desk(store, 'w').draft];
    desk.show({ ...emptyThread, id: 'v' });
    assert.deepEqual([meanwhile, new Desk(store, 'w').threadId, desk.isTemporary], [[{ threadId: 'u', temporary: true }, 't', undefined], 'v', false]);
  });

  it('keeps apart what is written in a new thread and in a new temporary one, whenever it hears of it', () => {
    const desk = new Desk(new MemoryDeskStore(), 'w');
    desk.show(undefined, { temporary: true });
    desk.write({ text: 'for a new one', at: 1 }, {});
    desk.show(undefined);
    desk.write({ text: 'a secret', at: 2 }, { temporary: true });
    const regular = desk.draft?.text;
    desk.show(undefined, { temporary: true });
    assert.deepEqual([regular, desk.draft?.text], ['for a new one', 'a secret']);
  });

  it('keeps the newest draft, in whatever order drafts arrive', () => {
    const desk = new Desk(new MemoryDeskStore(), 'w');
    desk.write({ text: 'newer', at: 2 }, {});
    desk.write({ text: 'older', at: 1 }, {});
    assert.equal(desk.draft?.text, 'newer');
  });

  it('has a draft and attachments for each thread', () => {
    const desk = new Desk(new MemoryDeskStore(), 'w');
    const chips = chipsOf(desk);
    desk.write({ text: 'for a new thread', at: 1 }, {});
    chips.add({ kind: 'file', path: 'new.ts', language: '', text: 'a' });
    desk.show(thread);
    desk.write({ text: 'for t', at: 2 }, { threadId: 't' });
    const inThread = [desk.draft?.text, paths(chips)];
    desk.show(undefined);
    assert.deepEqual([inThread, [desk.draft?.text, paths(chips)]], [['for t', []], ['for a new thread', ['new.ts']]]);
  });

  it('takes what is being written along into the thread that begins with a part of it', () => {
    const desk = new Desk(new MemoryDeskStore(), 'w');
    const chips = chipsOf(desk);
    desk.write({ text: 'and more', at: 5 }, {});
    chips.add({ kind: 'file', path: 'new.ts', language: '', text: 'a' });
    desk.show(thread, { along: true });
    desk.write({ text: 'and mor', at: 4 }, {});
    assert.deepEqual([desk.goesAlong, desk.draft?.text, paths(chips), desk.draftIn({})?.text], [true, 'and more', ['new.ts'], '']);
  });
});

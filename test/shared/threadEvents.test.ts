import assert from 'node:assert/strict';
import type { Answer, Prompt } from '../../src/shared/message.ts';
import { branch, stillSent, versions } from '../../src/shared/messageTree.ts';
import type { Thread } from '../../src/shared/thread.ts';
import { applyThreadEvent, emptyThread, foldThread, type ThreadEvent } from '../../src/shared/threadEvents.ts';

const created: ThreadEvent = { type: 'created', at: 1, threadId: 't', assistantId: 'a', workspace: 'file:///w' };
const prompt = (id: string, text: string, parentId?: string): Prompt => ({ role: 'user', id, ...(parentId === undefined ? {} : { parentId }), at: 2, text, attachments: [] });
const answer = (id: string, parentId: string): Answer => ({ role: 'assistant', id, parentId, at: 3, assistantId: 'a', assistantName: 'Assistant', connectionName: 'C', model: 'm', text: '', state: 'running' });
const fold = (...events: readonly ThreadEvent[]): Thread => [created, ...events].reduce(applyThreadEvent, emptyThread);
const asked = [{ type: 'prompted', at: 2, message: prompt('p', 'Hello there') }, { type: 'answering', at: 3, message: answer('x', 'p') }] as const;

describe('applyThreadEvent', () => {
  it('grows an answer piece by piece until it settles', () => {
    const thread = fold(...asked, { type: 'text', messageId: 'x', text: 'Hi' }, { type: 'text', messageId: 'x', text: ' you' }, { type: 'settled', at: 9, messageId: 'x', outcome: { state: 'complete' } });
    assert.deepEqual(thread.messages[1], { ...answer('x', 'p'), text: 'Hi you', state: 'complete', endedAt: 9 });
    assert.equal(thread.updatedAt, 9);
  });

  it('takes the title from the first prompt and keeps a given one', () => {
    assert.equal(fold(...asked).title, 'Hello there');
    assert.equal(fold({ type: 'renamed', at: 2, title: 'Mine', by: 'user' }, ...asked).title, 'Mine');
    assert.equal(fold({ type: 'prompted', at: 2, message: prompt('p', `${'word '.repeat(30)}\nsecond line`) }).title, `${'word '.repeat(11)}word…`);
  });

  it('lets a model give a title once, and never over one that the user gave; what it cost counts all the same', () => {
    const usage = { inputTokens: 20, outputTokens: 4 };
    const named = fold(...asked, { type: 'renamed', at: 4, title: 'Greetings', by: 'model', usage }, { type: 'renamed', at: 5, title: 'Again', by: 'model', usage });
    const mine = fold(...asked, { type: 'renamed', at: 4, title: 'Mine', by: 'user' }, { type: 'renamed', at: 5, title: 'Greetings', by: 'model', usage });
    assert.deepEqual([named, mine].map(({ title, titledBy, spentBesides }) => ({ title, titledBy, spentBesides })), [
      { title: 'Greetings', titledBy: 'model', spentBesides: { inputTokens: 40, outputTokens: 8 } },
      { title: 'Mine', titledBy: 'user', spentBesides: usage },
    ]);
  });

  it('is pinned and archived, and comes out of the archive with the next prompt', () => {
    const pinned = fold(...asked, { type: 'pinned', at: 4, pinned: true }, { type: 'archived', at: 5, archived: true });
    const later = [{ type: 'pinned', at: 6, pinned: false }, { type: 'prompted', at: 7, message: prompt('q', 'Again', 'x') }] as const;
    assert.deepEqual([pinned, later.reduce(applyThreadEvent, pinned)].map((thread) => [thread.pinned, thread.archived]), [[true, true], [undefined, undefined]]);
  });

  it('notes which messages are not sent any more; one of another branch leaves all of them', () => {
    const thread = fold(...asked, { type: 'trimmed', at: 4, messageId: 'x' }, { type: 'prompted', at: 5, message: prompt('q', 'Again', 'x') });
    assert.deepEqual([thread.trimmed, stillSent(thread.messages, thread).map(({ id }) => id)], [{ messageId: 'x', length: 2 }, ['q']]);
    assert.equal(stillSent(thread.messages.slice(0, 1), thread).length, 1);
  });

  it('takes a branch up again at its newest end, however long it is', () => {
    const long = 50_000;
    const prompts = Array.from({ length: long }, (_, index) => ({ type: 'prompted', at: index, message: prompt(`p${String(index)}`, 'Again', index === 0 ? undefined : `p${String(index - 1)}`) } as const));
    const thread = foldThread([created, ...prompts, { type: 'prompted', at: long, message: prompt('q', 'Elsewhere', 'p0') }]);
    const ends = ['p0', 'p1'].map((messageId) => applyThreadEvent(thread, { type: 'selected', messageId }).leafId);
    assert.deepEqual([thread.leafId, ...ends], ['q', 'q', `p${String(long - 1)}`]);
  });

  it('folds a whole log into the same thread', () => {
    const log: readonly ThreadEvent[] = [
      created, ...asked, { type: 'text', messageId: 'x', text: 'Hi' }, { type: 'settled', at: 9, messageId: 'x', outcome: { state: 'complete' } },
      { type: 'prompted', at: 10, message: prompt('q', 'Again', 'x') }, { type: 'trimmed', at: 11, messageId: 'x' }, { type: 'selected', messageId: 'x' },
    ];
    const [before, rest] = [log.slice(0, 4).reduce(applyThreadEvent, emptyThread), log.slice(4)];
    const untouched = structuredClone(before);
    assert.deepEqual([foldThread(log), foldThread(rest, before), before], [log.reduce(applyThreadEvent, emptyThread), rest.reduce(applyThreadEvent, before), untouched]);
  });

  it('notes what becomes known of an answer', () => {
    const thread = fold(...asked, { type: 'noted', messageId: 'x', note: { model: 'm2', usage: { inputTokens: 3, outputTokens: 4 } } });
    assert.deepEqual(thread.messages[1], { ...answer('x', 'p'), model: 'm2', usage: { inputTokens: 3, outputTokens: 4 } });
  });

  it('follows a file of an answer until it is kept, whether or not the answer has ended', () => {
    const chart = { id: 'file-1', name: 'chart.png', mediaType: 'image/png', stepId: 's', state: 'fetching' } as const;
    const notes = { id: 'file-2', name: 'notes.txt', mediaType: 'text/plain', state: 'fetching' } as const;
    const kept = { ...chart, state: 'kept', bytes: 7, hash: 'ab'.repeat(32) } as const;
    const thread = fold(
      ...asked, { type: 'produced', messageId: 'x', output: chart }, { type: 'produced', messageId: 'x', output: notes },
      { type: 'settled', at: 9, messageId: 'x', outcome: { state: 'complete' } }, { type: 'produced', messageId: 'x', output: kept },
    );
    assert.deepEqual(thread.messages[1], { ...answer('x', 'p'), state: 'complete', endedAt: 9, outputs: [kept, notes] });
  });

  it('takes up a broken answer without its failure', () => {
    const failure = { kind: 'interrupted', message: 'Lost.', action: 'continue' } as const;
    const thread = fold(...asked, { type: 'settled', at: 4, messageId: 'x', outcome: { state: 'interrupted', failure } }, { type: 'resumed', at: 5, messageId: 'x' });
    assert.deepEqual(thread.messages[1], answer('x', 'p'));
  });

  it('shows the newest version of an answer, and any other when it is selected', () => {
    const both = fold(...asked, { type: 'answering', at: 4, message: answer('y', 'p') });
    assert.deepEqual(branch(both.messages, both.leafId).map(({ id }) => id), ['p', 'y']);
    const earlier = applyThreadEvent(both, { type: 'selected', messageId: 'x' });
    assert.deepEqual(branch(earlier.messages, earlier.leafId).map(({ id }) => id), ['p', 'x']);
    assert.deepEqual(versions(both.messages, answer('x', 'p')).map(({ id }) => id), ['x', 'y']);
  });

  it('takes a branch up where it ended', () => {
    const thread = fold(...asked, { type: 'prompted', at: 4, message: prompt('q', 'More', 'x') }, { type: 'answering', at: 5, message: answer('y', 'p') }, { type: 'selected', messageId: 'x' });
    assert.deepEqual(branch(thread.messages, thread.leafId).map(({ id }) => id), ['p', 'x', 'q']);
  });

  it('goes to the trash and comes back', () => {
    assert.equal(fold({ type: 'deleted', at: 7 }).deletedAt, 7);
    assert.deepEqual(fold({ type: 'deleted', at: 7 }, { type: 'restored', at: 8 }), fold());
  });

  it('is not changed by what it does not know', () => {
    const before = fold(...asked);
    for (const event of [{ type: 'text', messageId: 'nobody', text: 'x' }, { type: 'selected', messageId: 'nobody' }, { type: 'text', messageId: 'p', text: 'x' }] as const) {
      assert.deepEqual(applyThreadEvent(before, event), before);
    }
  });
});

describe('A message that is removed', () => {
  const twice = [...asked, { type: 'answering', at: 4, message: { ...answer('y', 'p'), at: 4 } }, { type: 'prompted', at: 5, message: { ...prompt('q', 'Again', 'y'), at: 5 } }] as const;

  it('takes along all that hangs on it, and leaves another version on show', () => {
    const thread = fold(...twice, { type: 'removed', at: 6, messageId: 'y' });
    assert.deepEqual([thread.messages.map(({ id }) => id), thread.leafId, thread.cutAt], [['p', 'x'], 'x', 6]);
  });

  it('leaves what is on show alone where it is in another branch', () => {
    const thread = fold(...twice, { type: 'removed', at: 6, messageId: 'x' });
    assert.deepEqual([thread.messages.map(({ id }) => id), thread.leafId], [['p', 'y', 'q'], 'q']);
  });

  it('leaves an empty thread if it was all there was', () => {
    const thread = fold(...twice, { type: 'removed', at: 6, messageId: 'p' });
    assert.deepEqual([thread.messages, 'leafId' in thread, thread.title], [[], false, 'Hello there']);
  });

  it('moves the place from which messages are sent to what was there before it', () => {
    const thread = fold(...twice, { type: 'trimmed', at: 6, messageId: 'q' }, { type: 'removed', at: 7, messageId: 'q' });
    assert.deepEqual(thread.trimmed, { messageId: 'y', length: 4 });
  });

  it('comes back in its place, once, and is on show', () => {
    const before = fold(...twice);
    const gone = before.messages.slice(2);
    const back = { type: 'returned', at: 7, messages: gone } as const;
    const thread = fold(...twice, { type: 'removed', at: 6, messageId: 'y' }, back, back);
    assert.deepEqual([thread.messages, thread.leafId], [before.messages, 'q']);
  });

  it('changes nothing if it is not there', () => {
    assert.deepEqual(fold(...twice, { type: 'removed', at: 6, messageId: 'nowhere' }), fold(...twice));
  });
});

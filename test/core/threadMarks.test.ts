import assert from 'node:assert/strict';
import { ThreadMarks } from '../../src/core/threadMarks.ts';
import { Threads } from '../../src/core/threads.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';
import { KeptLog, MemoryThreadStore } from '../support/fakes.ts';

const answering = (id: string): ThreadEvent => ({ type: 'answering', at: 3, message: { role: 'assistant', id, parentId: 'p', at: 3, assistantId: 'a', assistantName: 'A', connectionName: 'C', model: 'm', text: '', state: 'running' } });
const settled = (messageId: string): ThreadEvent => ({ type: 'settled', at: 4, messageId, outcome: { state: 'complete' } });

class Stage {
  readonly threads = new Threads(new MemoryThreadStore(), new KeptLog());
  shown = '';
  kept: readonly string[] = ['of before'];
  readonly marks = new ThreadMarks({ threads: this.threads, isShown: (id) => id === this.shown, kept: { get: () => this.kept, set: (ids) => { this.kept = ids; } } });

  begin(threadId: string, ...events: readonly ThreadEvent[]): void {
    this.threads.create({ type: 'created', at: 1, threadId, assistantId: 'a', workspace: '' }, events);
  }

  happens(threadId: string, ...events: readonly ThreadEvent[]): void {
    this.threads.apply(threadId, events, { durable: false });
  }
}

describe('ThreadMarks', () => {
  it('mark a thread as running until the last of its answers has ended', () => {
    const stage = new Stage();
    const seen: boolean[] = [];
    stage.marks.onChange(() => { seen.push(stage.marks.isRunning('t')); });
    stage.begin('t', answering('x'), answering('y'));
    stage.happens('t', settled('x'));
    const half = stage.marks.isRunning('t');
    stage.happens('t', settled('y'));
    assert.deepEqual([half, stage.marks.isRunning('t'), seen], [true, false, [true, true, false]]);
  });

  it('mark a thread as unread when its answer ended out of sight, until it is seen', () => {
    const stage = new Stage();
    stage.shown = 'shown';
    for (const id of ['shown', 'hidden']) {
      stage.begin(id, answering('x'));
      stage.happens(id, settled('x'));
    }
    const before = ['shown', 'hidden', 'of before'].map((id) => stage.marks.isUnread(id));
    const keptBefore = stage.kept;
    stage.marks.see('hidden');
    assert.deepEqual([before, keptBefore, stage.marks.isUnread('hidden'), stage.kept], [[false, true, true], ['of before', 'hidden'], false, ['of before']]);
  });

  it('do not mark what is found broken off when a thread is opened', () => {
    const stage = new Stage();
    stage.begin('t');
    const later = new ThreadMarks({ threads: stage.threads, isShown: () => false, kept: { get: () => [], set: () => undefined } });
    stage.happens('t', settled('x'));
    assert.deepEqual([later.isRunning('t'), later.isUnread('t')], [false, false]);
  });

  it('forget a thread that is gone for good', () => {
    const stage = new Stage();
    stage.begin('t', answering('x'));
    stage.happens('t', settled('x'));
    stage.threads.purge('t');
    assert.deepEqual([stage.marks.isUnread('t'), stage.kept], [false, ['of before']]);
  });
});

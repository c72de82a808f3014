import { deepEqual } from 'node:assert/strict';
import { Desk } from '../../src/core/desk.ts';
import { followThread, missedMeanwhile } from '../../src/core/threadFollowing.ts';
import { Threads } from '../../src/core/threads.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';
import type { ViewEvent } from '../../src/shared/viewEvents.ts';
import { sampleAnswer, samplePrompt, sampleStatus } from '../support/chatSamples.ts';
import { KeptLog, MemoryDeskStore, MemoryThreadStore } from '../support/fakes.ts';
import { Store } from '../../webview/store.ts';

const text = (messageId: string, words: string): ThreadEvent => ({ type: 'text', messageId, text: words });

/** A window with a thread on show, its page, and another window that writes to the same thread. */
class Stage {
  readonly told: ViewEvent['type'][] = [];
  readonly page = new Store();
  readonly threads: Threads;
  readonly elsewhere: Threads;
  readonly desk = new Desk(new MemoryDeskStore(), 'w');

  constructor() {
    const store = new MemoryThreadStore();
    [this.threads, this.elsewhere] = [new Threads(store, new KeptLog()), new Threads(store, new KeptLog())];
    this.threads.create({ type: 'created', at: 1, threadId: 't', assistantId: 'a', workspace: 'w' }, [
      { type: 'prompted', at: 2, message: samplePrompt('p', 'Tea?') }, { type: 'answering', at: 3, message: sampleAnswer('one', 'p', 'Yes.') }, { type: 'answering', at: 4, message: sampleAnswer('two', 'p', '', { state: 'running' }) },
    ]);
    this.desk.show(this.threads.open('t'));
    this.page.begin({ thread: this.threads.open('t'), attachments: [], currentEditor: { following: 'off' }, status: sampleStatus, assistants: [] });
    followThread({ threads: this.threads, desk: this.desk }, (event) => {
      this.told.push(event.type);
      this.page.hear(event);
    });
  }
}

describe('The thread on show', () => {
  it('is followed event by event, and told anew where another branch comes on show', () => {
    const { threads, page, told } = new Stage();
    threads.apply('t', [text('two', 'No')], { durable: true });
    threads.apply('t', [{ type: 'selected', messageId: 'one' }], { durable: true });
    threads.apply('t', [text('two', '.')], { durable: true });
    deepEqual([page.snapshot?.thread, told], [threads.open('t'), ['thread', 'opened', 'thread']]);
  });

  it('has each word once, although another window has gone on in another branch meanwhile', () => {
    const { threads, elsewhere, page, told } = new Stage();
    for (const event of [text('two', 'No'), { type: 'selected', messageId: 'one' }, text('two', ', '), text('two', 'thanks.')] as const) elsewhere.apply('t', [event], { durable: true });
    threads.refresh();
    threads.apply('t', [{ type: 'settled', at: 5, messageId: 'two', outcome: { state: 'complete' } }], { durable: true });
    deepEqual([page.snapshot?.thread, told], [threads.open('t'), ['thread', 'opened', 'thread']]);
  });

  it('is told anew to a page that was not ready yet when something was said in it', () => {
    const stage = new Stage();
    const { threads } = stage;
    threads.apply('t', [{ type: 'settled', at: 5, messageId: 'two', outcome: { state: 'complete' } }], { durable: true });
    const shown = threads.open('t');
    const before = missedMeanwhile(shown, stage);
    threads.apply('t', [{ type: 'prompted', at: 6, message: samplePrompt('q', 'And milk?', { parentId: 'two' }) }], { durable: true });
    deepEqual([before, missedMeanwhile(shown, stage)], [undefined, { type: 'opened', thread: threads.open('t') }]);
  });
});

import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { chipOf } from '../../src/shared/chip.ts';
import type { Snapshot } from '../../src/shared/snapshot.ts';
import type { ViewEvent } from '../../src/shared/viewEvents.ts';
import { applyThreadEvent, type ThreadEvent } from '../../src/shared/threadEvents.ts';
import { Store } from '../../webview/store.ts';
import { answered, sampleAttachment, sampleStatus } from '../support/chatSamples.ts';

const thread = answered('So');
const said: ThreadEvent = { type: 'text', messageId: 'answer', text: ' it is.' };

/** What the page shows after a hello and these events. */
function shownAfter(hello: Snapshot, events: readonly ViewEvent[]): Snapshot | undefined {
  const store = new Store();
  store.begin(hello);
  for (const event of events) store.hear(event);
  return store.snapshot;
}

describe('The page’s mirror', () => {
  const snapshot: Snapshot = { thread, attachments: [], currentEditor: { following: 'off' }, status: sampleStatus, assistants: [] };

  it('follows the thread on show by the same rule as the host', () => {
    deepEqual(shownAfter(snapshot, [{ type: 'thread', threadId: thread.id, event: said }]), { ...snapshot, thread: applyThreadEvent(thread, said) });
  });

  it('is not changed by what happens in another thread', () => {
    deepEqual(shownAfter(snapshot, [{ type: 'thread', threadId: 'another', event: said }]), snapshot);
  });

  it('shows the thread that is opened, and after that follows it', () => {
    const other = { ...thread, id: 'other' };
    const events: readonly ViewEvent[] = [{ type: 'opened', thread: other }, { type: 'thread', threadId: 'other', event: said }];
    deepEqual(shownAfter(snapshot, events)?.thread, applyThreadEvent(other, said));
  });

  it('shows no thread when a new one is opened', () => {
    deepEqual(shownAfter(snapshot, [{ type: 'opened' }]), { attachments: [], currentEditor: { following: 'off' }, status: sampleStatus, assistants: [] });
  });

  it('says that a thread is temporary until another one is opened', () => {
    const temporary = shownAfter(snapshot, [{ type: 'opened', temporary: true }]);
    deepEqual([temporary?.temporary, shownAfter(temporary ?? snapshot, [{ type: 'opened', thread }])?.temporary], [true, undefined]);
  });

  it('takes attachments and status as they come', () => {
    const attachments = [chipOf(sampleAttachment('one', 'src/a.ts', 3, 9))];
    const currentEditor = { following: 'on', problem: 'a.ts is empty.' } as const;
    const status = { assistantName: 'Other', connectionName: 'Local', starters: [], takes: [] };
    deepEqual(shownAfter(snapshot, [{ type: 'attachments', attachments }, { type: 'currentEditor', currentEditor }, { type: 'status', status }]), { thread, attachments, currentEditor, status, assistants: [] });
  });

  it('knows nothing before the hello, whatever it hears', () => {
    const store = new Store();
    store.hear({ type: 'opened', thread });
    deepEqual(store.snapshot, undefined);
  });

  it('tells what brought each change', () => {
    const store = new Store();
    const told: string[] = [];
    store.on((what) => { told.push(what); });
    store.begin(snapshot);
    store.hear({ type: 'compose' });
    store.hear({ type: 'attachments', attachments: [] });
    deepEqual(told, ['hello', 'compose', 'attachments']);
  });
});

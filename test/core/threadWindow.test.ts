import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { earlierMessages, windowOf } from '../../src/core/threadWindow.ts';
import type { Thread } from '../../src/shared/thread.ts';
import { applyThreadEvent, type ThreadEvent } from '../../src/shared/threadEvents.ts';
import { withEarlier } from '../../webview/threadMirror.ts';
import { rowsOf } from '../../webview/threadRows.ts';
import { sampleAnswer, samplePrompt, sampleThread } from '../support/chatSamples.ts';

/** A thread of so many exchanges, in which the second one has two answers: the later one is shown. */
function exchanges(count: number): Thread {
  const messages = Array.from({ length: count }, (_, number) => {
    const before = number === 0 ? {} : { parentId: `a${String(number - 1)}` };
    const prompt = samplePrompt(`p${String(number)}`, 'More?', before);
    const answer = sampleAnswer(`a${String(number)}`, prompt.id, 'More.');
    return number === 1 ? [prompt, { ...answer, id: 'old' }, answer] : [prompt, answer];
  });
  return sampleThread(messages.flat());
}

const ids = ({ messages }: Pick<Thread, 'messages'>): readonly string[] => messages.map(({ id }) => id);

describe('The window of a thread', () => {
  it('is the end of its branch, and says how much there is before', () => {
    const { earlier, ...window } = windowOf(exchanges(5), 4);
    deepEqual([ids(window), earlier], [['p3', 'a3', 'p4', 'a4'], { before: 6, absent: 7 }]);
  });

  it('is all of a thread that is no longer', () => {
    const thread = exchanges(3);
    deepEqual(windowOf(thread, 6), thread);
  });

  it('has the other versions of what it shows', () => {
    deepEqual(ids(windowOf(exchanges(4), 5)), ['old', 'a1', 'p2', 'a2', 'p3', 'a3']);
  });

  it('has the answer that is still arriving in another branch', () => {
    const running = sampleAnswer('running', 'p0', '', { state: 'running' });
    const thread = exchanges(3);
    deepEqual(ids(windowOf({ ...thread, messages: [...thread.messages, running] }, 2)), ['p2', 'a2', 'running']);
  });

  it('is continued by what comes before it, up to the beginning', () => {
    const thread = exchanges(4);
    const steps = [earlierMessages(thread, 'p3', 3), earlierMessages(thread, 'a1', 3), earlierMessages(thread, 'p0', 3)];
    deepEqual(steps.map((step) => [ids(step), step.before]), [[['old', 'a1', 'p2', 'a2'], 3], [['p0', 'a0', 'p1'], 0], [[], 0]]);
  });

  it('shows, event by event and page by page, what the whole thread shows there', () => {
    const prompt = samplePrompt('q', 'Else?', { parentId: 'a5' });
    const answer = sampleAnswer('b', 'q', '', { state: 'running' });
    const events: readonly ThreadEvent[] = [
      { type: 'prompted', at: 1, message: prompt }, { type: 'answering', at: 2, message: answer }, { type: 'text', messageId: 'b', text: 'No' },
      { type: 'text', messageId: 'a0', text: ' (late)' }, { type: 'settled', at: 3, messageId: 'b', outcome: { state: 'complete' } },
      { type: 'answering', at: 4, message: { ...answer, id: 'c' } }, { type: 'trimmed', at: 5, messageId: 'a4' }, { type: 'renamed', at: 6, by: 'user', title: 'Tea' },
    ];
    let truth = exchanges(6);
    let mirror = windowOf(truth, 4);
    for (const [index, event] of events.entries()) {
      truth = applyThreadEvent(truth, event);
      mirror = applyThreadEvent(mirror, event);
      if (index % 2 === 1) mirror = withEarlier(mirror, earlierMessages(truth, mirror.messages[0]?.id ?? '', 2));
      const { messages: _all, ...rest } = truth;
      const { messages: _some, earlier, ...mirrored } = mirror;
      deepEqual([mirrored, rowsOf(mirror)], [rest, rowsOf(truth).slice(earlier?.before ?? 0)]);
    }
  });
});

import assert from 'node:assert/strict';
import { threadDetails } from '../../src/core/threadDetails.ts';
import type { Answer } from '../../src/shared/message.ts';
import type { Thread } from '../../src/shared/thread.ts';
import { emptyThread } from '../../src/shared/threadEvents.ts';

const answer = (id: string, inputTokens: number): Answer => ({ role: 'assistant', id, parentId: 'p', at: 2, assistantId: 'a', assistantName: 'Tea Master', connectionName: 'Here', model: 'leaf-1', text: 'So.', state: 'complete', usage: { inputTokens, outputTokens: 5 } });
const thread: Thread = {
  ...emptyThread, id: 't', title: 'Steeping', createdAt: new Date(2026, 10, 21, 9).getTime(), leafId: 'y', spentBesides: { inputTokens: 30, outputTokens: 3 },
  messages: [{ role: 'user', id: 'p', at: 1, text: 'How long?\n\nIn water.', attachments: [] }, answer('x', 1000), answer('y', 500)],
};

describe('What there is to know of a thread', () => {
  it('is how it begins, who answers, and what all of it has used, other versions and the title among it', () => {
    assert.deepEqual(threadDetails(thread, 'en'), ['Steeping', '', 'How long?', '', 'In water.', '', 'Tea Master · leaf-1 · Here', '2 messages · 1,543 tokens', 'Begun Nov 21, 2026, 9:00 AM']);
  });

  it('does not say the title twice', () => {
    assert.deepEqual(threadDetails({ ...thread, title: 'Hello', messages: [{ role: 'user', id: 'p', at: 1, text: 'Hello', attachments: [] }], leafId: 'p' }, 'en').slice(0, 3), ['Hello', '', '1 message · 33 tokens']);
  });
});

import assert from 'node:assert/strict';
import { sendEdit } from '../../src/core/promptEdit.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { sampleAttachment } from '../support/chatSamples.ts';
import { ThreadStage } from '../support/threadStage.ts';

const fits = { check: async () => undefined };
const rooms = { trim: async () => undefined };

/** A thread of one prompt with two attachments, and its answer. */
async function attached(): Promise<{ readonly stage: ThreadStage; readonly threadId: string; readonly messageId: string }> {
  const stage = new ThreadStage();
  stage.answers('first');
  const threadId = await stage.chat.send({ text: 'one', attachments: [sampleAttachment('a', 'src/a.ts', 1, 2), sampleAttachment('b', 'src/b.ts', 3, 4)], workspace: 'w' });
  await stage.settled(threadId);
  return { stage, threadId, messageId: stage.idOf(threadId, 'one') };
}

describe('An edited prompt', () => {
  it('is sent with those of its attachments that are kept, and with no others', async () => {
    const { stage, threadId, messageId } = await attached();
    await sendEdit({ threads: stage.threads, chat: stage.chat, meter: fits, rooms, workspace: 'w' }, { threadId, messageId, text: 'better', attachmentIds: ['b', 'elsewhere'] });
    await stage.settled(threadId);
    const { prompt } = stage.engine.turns.at(-1) ?? {};
    assert.deepEqual([prompt?.text, prompt?.attachments.map(({ id }) => id)], ['better', ['b']]);
  });

  it('is not sent when it would not fit, and offers what sends it nevertheless: the rest is done where it is written', async () => {
    const { stage, threadId, messageId } = await attached();
    const meter = { check: async () => { throw new FailureError({ kind: 'contextTooLong', message: 'Too long.', action: 'dropLargest', others: ['trimOldest', 'summarise', 'editMessage', 'sendAnyway'] }); } };
    const edit = sendEdit({ threads: stage.threads, chat: stage.chat, meter, rooms, workspace: 'w' }, { threadId, messageId, text: 'better', attachmentIds: [] });
    await assert.rejects(edit, (error) => error instanceof FailureError && JSON.stringify(error.failure) === '{"kind":"contextTooLong","message":"Too long.","action":"trimOldest","others":["sendAnyway"]}');
    assert.equal(stage.engine.turns.length, 1);
  });

  it('is sent nevertheless, anyway or without the oldest messages, when the user wants it so', async () => {
    const { stage, threadId, messageId } = await attached();
    const trimmed: number[] = [];
    const meter = { check: async () => { throw new Error('This is not to be measured.'); } };
    const trimming = { trim: async (_threadId: string, { history }: { readonly history: readonly unknown[] }) => { trimmed.push(history.length); } };
    for (const how of [{ anyway: true }, { trimmed: true }] as const) {
      await sendEdit({ threads: stage.threads, chat: stage.chat, meter, rooms: trimming, workspace: 'w' }, { threadId, messageId, text: 'better', attachmentIds: [], ...how });
      await stage.settled(threadId);
    }
    assert.deepEqual([trimmed, stage.engine.turns.length], [[0], 3]);
  });

  it('is none in the place of an answer', async () => {
    const { stage, threadId } = await attached();
    const edit = sendEdit({ threads: stage.threads, chat: stage.chat, meter: fits, rooms, workspace: 'w' }, { threadId, messageId: stage.idOf(threadId, 'first'), text: 'better', attachmentIds: [] });
    await assert.rejects(edit, (error) => error instanceof FailureError && error.failure.kind === 'notFound');
  });
});

import assert from 'node:assert/strict';
import type { EngineEvent, Turn } from '../../src/core/engine.ts';
import type { ThreadEvent } from '../../src/shared/threadEvents.ts';
import { ThreadStage } from '../support/threadStage.ts';

/** How many of JavaScript's turns a Stop may come after the server's end: more than the end needs to be taken in. */
const turns = 60;

/** What the model was told of what went before. */
async function* history(turn: Turn): AsyncGenerator<EngineEvent> {
  yield { type: 'text', text: turn.history.map(({ text }) => text).join(' / ') };
  yield { type: 'done' };
}

const whole = { text: 'All of it.', ends: 1, next: 'one / All of it.' };

/** What becomes of an answer that is stopped so many turns after its server has said that it is whole. */
async function stoppedAfter(late: number): Promise<{ readonly state: string | undefined; readonly text: string | undefined; readonly ends: number; readonly next: string | undefined }> {
  const stage = new ThreadStage();
  const end = Promise.withResolvers<null>();
  stage.engine.answer = async function* answer(): AsyncGenerator<EngineEvent> {
    yield { type: 'text', text: 'All of it.' };
    await end.promise;
    yield { type: 'done' };
  };
  const threadId = await stage.chat.send({ text: 'one', attachments: [], workspace: 'w' });
  while (stage.shown(threadId).at(-1)?.text !== 'All of it.') await new Promise((resolve) => { setTimeout(resolve); });
  end.resolve(null);
  for (let turn = 0; turn < late; turn += 1) await Promise.resolve();
  await stage.chat.stop(threadId);
  const last = stage.shown(threadId).at(-1);
  const ends = stage.events.filter((event: ThreadEvent) => event.type === 'settled').length;
  stage.engine.answer = history;
  await stage.chat.send({ threadId, text: 'two', attachments: [], workspace: 'w' });
  await stage.settled(threadId);
  return { state: last?.role === 'assistant' ? last.state : undefined, text: last?.text, ends, next: stage.shown(threadId).at(-1)?.text };
}

describe('Stop at the moment of the end', () => {
  it('leaves one end and the whole text; from when the server’s word is taken in, it stands (case 53)', async () => {
    const outcomes = await Promise.all(Array.from({ length: turns }, (_, late) => stoppedAfter(late)));
    const first = outcomes.findIndex(({ state }) => state === 'complete');
    assert.ok(first > 0, `The server’s word stands from turn ${String(first)} on.`);
    assert.deepEqual(outcomes, outcomes.map((_, late) => ({ state: late < first ? 'stopped' : 'complete', ...whole })));
  });
});

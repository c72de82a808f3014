import assert from 'node:assert/strict';
import type { EngineEvent } from '../../src/core/engine.ts';
import { soundEvents } from '../../src/core/soundEvents.ts';
import { FailureError } from '../../src/shared/rpc.ts';

async function* told(...events: readonly EngineEvent[]): AsyncGenerator<EngineEvent> {
  yield* events;
}

async function heard(...events: readonly EngineEvent[]): Promise<readonly EngineEvent[]> {
  const all: EngineEvent[] = [];
  for await (const event of soundEvents(told(...events))) all.push(event);
  return all;
}

const progress: EngineEvent = { type: 'progress' };

describe('What an engine tells', () => {
  it('enters a thread as it is where it is as it must be', async () => {
    const events: readonly EngineEvent[] = [{ type: 'text', text: 'Hi' }, { type: 'note', note: { model: 'm' } }, { type: 'done' }];
    assert.deepEqual(await heard(...events), events);
  });

  it('says nothing where it is for a choice that nobody can have asked for (case 12)', async () => {
    assert.deepEqual(await heard({ type: 'text', text: 'Hi', choice: 1e9 }, { type: 'text', text: 'Hi', choice: -1 }), [progress, progress]);
  });

  it('keeps of a note what is as it must be', async () => {
    assert.deepEqual(await heard({ type: 'note', note: { model: 'm', usage: { inputTokens: -1, outputTokens: 0.5 } } }), [{ type: 'note', note: { model: 'm' } }]);
  });

  it('is cut where the answer is of 30 MB (case 18)', async () => {
    await assert.rejects(heard({ type: 'text', text: 'x'.repeat(4_000_000) }, { type: 'text', text: 'x'.repeat(26_000_000) }), (error) => error instanceof FailureError && error.failure.kind === 'tooLarge');
  });

  it('has no more than 2000 steps', async () => {
    const steps = Array.from({ length: 2010 }, (_, index): EngineEvent => ({ type: 'step', step: { id: String(index), kind: 'tool', title: 'T', state: 'running' } }));
    assert.equal((await heard(...steps)).filter(({ type }) => type === 'step').length, 2000);
  });
});

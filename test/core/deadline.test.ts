import assert from 'node:assert/strict';
import { withDeadline } from '../../src/core/deadline.ts';

const patience = { first: 20, next: 20 };

async function* source(...steps: readonly (string | Promise<string>)[]): AsyncGenerator<string> {
  for (const step of steps) yield await step;
}

async function collect(events: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const event of events) all.push(event);
  return all;
}

const never = new Promise<string>(() => undefined);

describe('withDeadline', () => {
  it('passes the events on', async () => {
    assert.deepEqual(await collect(withDeadline(() => source('a', 'b'), patience, new AbortController().signal)), ['a', 'b']);
  });

  it('gives up on a source that falls silent, keeping what came', async () => {
    const seen: string[] = [];
    await assert.rejects(async () => {
      for await (const event of withDeadline(() => source('a', never), patience, new AbortController().signal)) seen.push(event);
    }, /nothing for 0 seconds/);
    assert.deepEqual(seen, ['a']);
  });

  it('tells the source to let go when it gives up', async () => {
    const heard: AbortSignal[] = [];
    const begin = (signal: AbortSignal): AsyncIterable<string> => {
      heard.push(signal);
      return source(never);
    };
    await assert.rejects(collect(withDeadline(begin, patience, new AbortController().signal)), /nothing for 0 seconds/);
    assert.deepEqual(heard.map(({ aborted }) => aborted), [true]);
  });

  it('leaves a source that came to its end alone', async () => {
    const heard: AbortSignal[] = [];
    await collect(withDeadline((signal) => {
      heard.push(signal);
      return source('a');
    }, patience, new AbortController().signal));
    assert.deepEqual(heard.map(({ aborted }) => aborted), [false]);
  });

  it('ends at once when it is aborted, without waiting for the source (case 50)', async () => {
    const controller = new AbortController();
    setTimeout(() => { controller.abort(); }, 5);
    assert.deepEqual(await collect(withDeadline(() => source('a', never), { first: 60_000, next: 60_000 }, controller.signal)), ['a']);
  });

  it('does not even begin under an aborted signal', async () => {
    assert.deepEqual(await collect(withDeadline(() => source(never), patience, AbortSignal.abort())), []);
  });
});

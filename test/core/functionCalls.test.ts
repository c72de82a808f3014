import assert from 'node:assert/strict';
import { FunctionCalls } from '../../src/core/functionCalls.ts';

const call = { id: 'call_1', name: 'get_weather', input: '{"city":"Oslo"}' };

describe('A function call', () => {
  it('waits for its result, and is forgotten then: a second result goes nowhere (case 57)', async () => {
    const calls = new FunctionCalls();
    calls.onAsk((id) => {
      assert.deepEqual(calls.find(id), call);
      assert.equal(calls.answer(id, { ok: true, output: 'Rain' }), true);
    });
    assert.deepEqual(await calls.wait('a', call, new AbortController().signal), { ok: true, output: 'Rain' });
    assert.deepEqual([calls.find('a'), calls.answer('a', { ok: true, output: 'Sun' })], [undefined, false]);
  });

  it('ends with its turn (case 62)', async () => {
    const calls = new FunctionCalls();
    const controller = new AbortController();
    const result = calls.wait('a', call, controller.signal);
    controller.abort();
    await assert.rejects(result, /stopped/);
    assert.equal(calls.find('a'), undefined);
  });
});

import assert from 'node:assert/strict';
import { refusalOf } from '../../src/core/soundCall.ts';

const assistant = { tools: [{ type: 'function', name: 'weather', parameters: {} }, { type: 'custom', name: 'sketch' }] } as const;
const call = { id: 'call_1', name: 'weather', input: '{"city":"Oslo"}' };
const odd = (changes: object): typeof call => ({ ...call, ...changes });

describe('A call that a model makes', () => {
  it('is for the user to answer when it is of a function that the assistant has', () => {
    assert.equal(refusalOf(call, assistant, new Set()), undefined);
  });

  for (const [what, changes, words] of [
    ['arguments that are no JSON', { input: '{"city":' }, 'The arguments of the call were no JSON, and nothing was done.'],
    ['5 MB of arguments', { input: `"${'x'.repeat(5_000_000)}"` }, 'The input of the call was longer than 1,000,000 characters, and nothing was done.'],
    ['no arguments at all', { input: undefined }, 'The call was not in the form of the API, and nothing was done.'],
    ['the name of no function', { name: 'rm' }, 'There is no function of this name, and nothing was done.'],
    ['no id', { id: '' }, 'The call was not in the form of the API, and nothing was done.'],
    ['an id that was there before', { id: 'call_0' }, 'There was a call of this id before, and nothing was done for this one.'],
  ] as const) {
    it(`is refused with ${what}, and nobody is asked (case 58)`, () => {
      assert.equal(refusalOf(odd(changes), assistant, new Set(['call_0'])), words);
    });
  }

  it('takes free text where the tool does, and what the server knows where the assistant is the server’s', () => {
    assert.deepEqual([refusalOf(odd({ name: 'sketch', input: 'a house' }), assistant, new Set()), refusalOf(odd({ name: 'theirs' }), { ...assistant, serverId: 'asst_1' }, new Set())], [undefined, undefined]);
  });
});

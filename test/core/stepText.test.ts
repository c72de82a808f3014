import assert from 'node:assert/strict';
import { stepText } from '../../src/core/stepText.ts';
import { stepTextLimit } from '../../src/shared/schemas.ts';

describe('what a step was done with or brought about', () => {
  it('is kept whole as far as there is room', () => {
    const text = 'x'.repeat(stepTextLimit);
    assert.equal(stepText(text), text);
  });

  it('says at its end how much was cut', () => {
    const cut = stepText('x'.repeat(stepTextLimit + 1000));
    const [words = '', missing = ''] = /^x+\n\[Cut here: (\d+) more characters\]$/.exec(cut) ?? [];
    assert.deepEqual([words.length <= stepTextLimit, cut.indexOf('\n') + Number(missing)], [true, stepTextLimit + 1000]);
  });
});

import assert from 'node:assert/strict';
import { TokenCounter } from '../../src/node/tokenCounter.ts';

describe('The token counter of this machine', () => {
  const counter = new TokenCounter(new URL('../../src/node/tokenWorker.ts', import.meta.url));
  after(() => {
    counter.dispose();
  });

  // Counts published for cl100k_base in OpenAI's cookbook, “How to count tokens with tiktoken”.
  for (const [text, tokens] of [['antidisestablishmentarianism', 6], ['2 + 2 = 4', 7], ['お誕生日おめでとう', 9], ['tiktoken is great!', 6], ['', 0]] as const) {
    it(`counts ${JSON.stringify(text)} as ${String(tokens)}`, async () => {
      assert.equal(await counter.count(text), tokens);
    });
  }

  it('counts the names of special tokens as plain words', async () => {
    assert.ok((await counter.count('<|endoftext|>')) > 1);
  });

  it('says so when its thread cannot be had', async () => {
    const broken = new TokenCounter(new URL('./missing.ts', import.meta.url));
    await assert.rejects(broken.count('text'), /missing/);
  });
});

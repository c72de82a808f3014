import assert from 'node:assert/strict';
import { costOf, costSum } from '../../src/core/costs.ts';
import { priceOf } from '../../src/core/prices.ts';
import { readPrices } from '../../src/core/spendingSettings.ts';
import { moneyInWords } from '../../src/shared/moneyInWords.ts';

const openAi = { baseUrl: 'https://api.openai.com/v1' };
const elsewhere = { baseUrl: 'https://models.example/v1' };
const here = { baseUrl: 'http://127.0.0.1:11434/v1' };
const usage = { inputTokens: 10_000, cachedTokens: 4000, outputTokens: 2000 };

describe('Prices', () => {
  it('are OpenAI’s at OpenAI, whatever the date in the name', () => {
    const rates = { input: 0.1, cachedInput: 0.01, output: 0.5 };
    const listed = { basis: 'published', rates, asOf: '2026-09-22', source: 'https://developers.openai.com/api/docs/models/gpt-6-luna', long: 'dearer' } as const;
    assert.deepEqual(['gpt-6-luna', 'openai/GPT-6-Luna', 'gpt-6-luna-2026-09-22'].map((model) => priceOf(model, openAi, {})), [listed, listed, listed]);
  });

  it('are unknown for a model that nobody has published, at another server, and before the model is known', () => {
    const unknown = { basis: 'unknown' };
    assert.deepEqual([priceOf('gpt-6-luna-max', openAi, {}), priceOf('gpt-6-luna', elsewhere, {}), priceOf(undefined, openAi, {}), priceOf('constructor', openAi, {})], [unknown, unknown, unknown, unknown]);
  });

  it('are none on this machine', () => {
    assert.deepEqual(costOf(usage, priceOf('llama3', here, {}), false), { basis: 'local', usd: 0 });
  });

  it('are the user’s own before all others, the most exact name first', () => {
    const own = { '*': { input: 1, output: 1 }, 'gpt-6-*': { input: 2, output: 2 }, 'gpt-6-luna': { input: 3, output: 3 } };
    const rated = ['gpt-6-luna', 'gpt-6-sol', 'llama3'].map((model) => {
      const priced = priceOf(model, here, own);
      return priced.basis === 'own' ? priced.rates.input : priced.basis;
    });
    assert.deepEqual(rated, [3, 2, 1]);
  });

  it('come from the settings as far as they are prices', () => {
    const settings = { thread: {}, day: {}, prices: { good: { input: 1, cachedInput: 0.5, output: 2 }, negative: { input: -1, output: 2 }, half: { input: 1 }, text: 'cheap' } };
    assert.deepEqual([readPrices(settings), readPrices({ ...settings, prices: null })], [{ good: { input: 1, cachedInput: 0.5, output: 2 } }, {}]);
  });
});

describe('The cost of an answer', () => {
  it('is input, cached input and output, each at its price', () => {
    assert.deepEqual(costOf(usage, { basis: 'own', rates: { input: 10, cachedInput: 1, output: 50 } }, false), { basis: 'own', usd: 0.06 + 0.004 + 0.1, rates: { input: 10, cachedInput: 1, output: 50 } });
  });

  it('counts cached input as any other where it has no price of its own', () => {
    assert.equal(costOf(usage, { basis: 'own', rates: { input: 10, output: 50 } }, false).usd, 0.2);
  });

  it('is dearer for what is long, and unknown where nobody says by how much', () => {
    const long = { inputTokens: 300_000, outputTokens: 1000 };
    assert.deepEqual([costOf(long, priceOf('gpt-6-luna', openAi, {}), false).usd?.toFixed(5), costOf(long, priceOf('gpt-6-astra', openAi, {}), false)], [(2 * 0.03 + 1.5 * 0.0005).toFixed(5), { basis: 'unknown' }]);
  });

  it('adds up when the answer is taken up again, and is unknown when a part of it is', () => {
    const known = { basis: 'own', usd: 1, rates: { input: 1, output: 1 } } as const;
    assert.deepEqual([costSum(undefined, known), costSum({ ...known, estimated: true }, known), costSum({ basis: 'unknown' }, known)], [known, { ...known, usd: 2, estimated: true }, { basis: 'unknown' }]);
  });

  it('is said as exactly as it matters', () => {
    assert.deepEqual([0, 0.00001, 0.00213, 0.0345, 1.25, 1234.5].map(moneyInWords), ['$0.00', 'under $0.0001', '$0.0021', '$0.035', '$1.25', '$1,234.50']);
  });
});

import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Cost } from '../../src/shared/usage.ts';
import type { Spent } from '../../src/shared/meter.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered } from '../support/chatSamples.ts';

const rates = { input: 0.1, cachedInput: 0.01, output: 0.5 };
const usage = { inputTokens: 12_345, cachedTokens: 1000, outputTokens: 678 };
const spent = (more: Partial<Spent>): Spent => ({ tokens: 20_000, usd: 0, local: 0, unpriced: 0, ...more });

/** What the answer says of its cost: in its last line, and when that is pointed at. */
async function said(cost: Cost): Promise<readonly (string | null)[]> {
  const { page } = await openChatPage({ thread: answered('Because.', { usage, cost }) });
  const meta = page.locator('.answer .meta');
  return [await meta.innerText(), await meta.getAttribute('title')];
}

/** What the header says, and when it is pointed at. */
async function glance({ page }: ChatPage): Promise<readonly (string | null)[]> {
  const line = page.locator('.header .glance');
  return (await line.isVisible()) ? [await line.innerText(), await line.getAttribute('title')] : [];
}

describe('The cost of an answer', () => {
  it('stands in its last line, with the prices and their date behind it', async () => {
    const [line, title] = await said({ basis: 'published', usd: 0.00214, rates, asOf: '2026-09-22' });
    deepEqual([line, title], ['12,345 in (1,000 cached), 678 out · ≈ $0.0021 · gpt-5.2', 'About $0.0021, by OpenAI’s prices as of 2026-09-22: $0.1 for a million tokens in, $0.01 of them cached, $0.5 out. Tools cost extra.']);
  });

  it('says by whose prices, and that it is estimated', async () => {
    const [line, title] = await said({ basis: 'own', usd: 1.5, rates: { input: 2, output: 4 }, estimated: true });
    deepEqual([line?.includes(' · ≈ $1.50 · '), title], [true, 'About $1.50, by the prices in your settings: $2 for a million tokens in, $4 out. The server did not count the tokens: they are estimated.']);
  });

  it('says that it is nothing on this machine, and that it is unknown where it is', async () => {
    const both = [await said({ basis: 'local', usd: 0 }), await said({ basis: 'unknown' })];
    deepEqual(both, [
      ['12,345 in (1,000 cached), 678 out · local · gpt-5.2', 'Answered on this machine: it costs nothing.'],
      ['12,345 in (1,000 cached), 678 out · price unknown · gpt-5.2', 'Nobody has told what this model costs here; you can, in the setting assistants.prices.'],
    ]);
  });
});

describe('The header', () => {
  it('says nothing of costs before anything is known of them', async () => {
    const chat = await openChatPage();
    deepEqual(await glance(chat), []);
  });

  it('says how full the window is and what the thread has cost, and today beside it', async () => {
    const chat = await openChatPage({ thread: answered('Because.') });
    await chat.tell({ type: 'meter', meter: { tokens: 48_213, window: 400_000, reserved: 4096, spent: spent({ usd: 0.0341 }), today: spent({ tokens: 123_456, usd: 1.2 }) } });
    deepEqual(await glance(chat), [
      '12% of 400K · 20K tokens · ≈ $0.034',
      'With the next message, about 48,213 of the model’s 400,000 tokens are used (12%). This thread, with all its versions, retries and summaries: 20,000 tokens, about $0.034. Today, all threads: 123,456 tokens, about $1.20.',
    ]);
    deepEqual(await chat.page.getByRole('img', { name: /^With the next message, about 48,213/ }).count(), 1);
  });

  it('tells local answers and unknown prices from those that cost', async () => {
    const chat = await openChatPage({ thread: answered('Because.') });
    const lines: unknown[] = [];
    for (const one of [spent({ local: 20_000 }), spent({ unpriced: 20_000 }), spent({ unpriced: 5000, usd: 2 })]) {
      await chat.tell({ type: 'meter', meter: { tokens: 10, spent: one } });
      lines.push((await glance(chat))[0]);
    }
    deepEqual(lines, ['20K tokens · local', '20K tokens · price unknown', '20K tokens · ≈ $2.00 + unknown']);
  });
});

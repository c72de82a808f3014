import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { openChatPage } from '../support/chatPage.ts';
import { answered, sampleAnswer, samplePrompt, sampleThread } from '../support/chatSamples.ts';

const words = Array.from({ length: 200 }, (_, index) => `word${String(index)}`).join(' ');
const long = sampleThread(Array.from({ length: 20 }, (_, index) => [samplePrompt(`p${String(index)}`, `Question ${String(index)}`, index === 0 ? {} : { parentId: `x${String(index - 1)}` }), sampleAnswer(`x${String(index)}`, `p${String(index)}`, words)]).flat());

describe('A thread on the page', () => {
  it('says so when it is temporary, and no longer when another one is shown', async () => {
    const { page, tell } = await openChatPage({ width: 260 });
    const line = page.getByText('Temporary: not stored, and gone when VS Code closes.');
    const seen = [await line.isVisible()];
    await tell({ type: 'opened', temporary: true });
    seen.push(await line.isVisible());
    await tell({ type: 'opened', thread: answered('So') });
    seen.push(await line.isVisible());
    deepEqual([seen, await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)], [[false, true, false], true]);
  });

  it('shows the message that was searched for, has the focus on it, and stays there', async () => {
    const { page, tell, drawn } = await openChatPage({});
    await tell({ type: 'opened', thread: long });
    await tell({ type: 'reveal', messageId: 'x7' });
    await drawn();
    const place = await page.evaluate(() => {
      const { activeElement } = document;
      return [activeElement?.previousElementSibling?.textContent?.includes('Question 7'), Math.round((activeElement?.getBoundingClientRect().top ?? 0) - (document.querySelector('.log')?.getBoundingClientRect().top ?? 0))];
    });
    deepEqual(place, [true, 0]);
  });
});

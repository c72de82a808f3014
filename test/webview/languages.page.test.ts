import { deepEqual } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { openChatPage } from '../support/chatPage.ts';
import { sampleAnswer, samplePrompt, sampleThread } from '../support/chatSamples.ts';

const said = {
  ru: { welcome: 'Чем могу помочь?', send: 'Отправить', usage: 'вход 12 345 (из кэша 1 000), выход 21' },
  'zh-cn': { welcome: '我能帮您做什么？', send: '发送', usage: '输入 12,345 (缓存 1,000)，输出 21' },
  ko: { welcome: '무엇을 도와드릴까요?', send: '보내기', usage: '입력 12,345(캐시 1,000), 출력 21' },
} as const;

/** The words of the elements that are wider than their place, or than the page. */
function cutOff(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => [...document.querySelectorAll<HTMLElement>('#app *')].filter((element) => {
    const box = element.getBoundingClientRect();
    const isShown = box.width > 1 && box.height > 1 && element.checkVisibility();
    const isClipped = getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
    return isShown && (isClipped || box.right > window.innerWidth + 1);
  }).map((element) => `${element.className}: ${element.textContent}`));
}

function thread(): ReturnType<typeof sampleThread> {
  return sampleThread([
    samplePrompt('p', 'a'),
    sampleAnswer('a', 'p', 'b', { state: 'interrupted', usage: { inputTokens: 12_345, outputTokens: 21, cachedTokens: 1000 }, failure: { kind: 'interrupted', message: '…', action: 'continue' } }),
  ]);
}

describe('The panel', () => {
  for (const [language, words] of Object.entries(said)) {
    it(`welcomes in ${language}, with nothing cut off in 240 pixels`, async () => {
      const { page } = await openChatPage({ language, width: 240, theme: 'light' });
      await page.getByText(words.welcome).waitFor();
      await page.getByRole('button', { name: words.send, exact: true }).waitFor();
      if (process.env['PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['PICTURES']}/welcome-${language}.png` });
      deepEqual(await cutOff(page), []);
    });

    it(`tells of an answer in ${language}, with nothing cut off in 240 pixels`, async () => {
      const { page } = await openChatPage({ language, width: 240, thread: thread() });
      const usage = page.locator('.meta', { hasText: words.usage.slice(0, 4) }).first();
      await usage.waitFor();
      if (process.env['PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['PICTURES']}/answer-${language}.png` });
      deepEqual([(await usage.textContent())?.replaceAll(/\s/g, ' ').includes(words.usage), await cutOff(page)], [true, []]);
    });
  }
});

import { deepEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { Step } from '../../src/shared/answerParts.ts';
import { openChatPage } from '../support/chatPage.ts';
import { sampleAnswer, sampleAttachment, samplePrompt, sampleThread } from '../support/chatSamples.ts';

const said = {
  ru: { welcome: 'Чем могу помочь?', send: 'Отправить', usage: 'вход 12 345 (из кэша 1 000), выход 21', retry: 'Повторить', keys: 'Чат с клавиатуры' },
  'zh-cn': { welcome: '我能帮您做什么？', send: '发送', usage: '输入 12,345 (缓存 1,000)，输出 21', retry: '重试', keys: '用键盘操作聊天' },
  ko: { welcome: '무엇을 도와드릴까요?', send: '보내기', usage: '입력 12,345(캐시 1,000), 출력 21', retry: '다시 시도', keys: '키보드로 채팅 사용' },
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

/** Whatever the page says that is English where the language has other words for it. */
async function leftEnglish(page: Page, language: string): Promise<readonly string[]> {
  const read: unknown = JSON.parse(readFileSync(new URL(`../../l10n/bundle.l10n.${language}.json`, import.meta.url), 'utf8'));
  const others = new Set(Object.entries(read ?? {}).flatMap(([sentence, other]) => (sentence === other ? [] : [sentence])));
  const all = await page.evaluate(() => [...document.querySelectorAll('#app, #app *')].flatMap((element) => {
    const texts = [...element.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE).map(({ textContent }) => textContent ?? '');
    return [...texts, ...['aria-label', 'title', 'placeholder', 'current-value'].map((name) => element.getAttribute(name) ?? '')].map((text) => text.trim());
  }));
  return [...new Set(all)].filter((text) => others.has(text));
}

const steps: readonly Step[] = [
  { id: 's1', kind: 'code', title: 'print', state: 'failed', input: 'print(1)', output: '1', startedAt: 0, endedAt: 900 },
  { id: 's2', kind: 'function', title: 'get_weather', state: 'waiting', input: '{}' },
];

/** A thread with all that a message may have on it. */
function fullThread(): ReturnType<typeof sampleThread> {
  const citations = [{ number: 1, name: 'a.md', path: 'a.md', startLine: 3, endLine: 9, quote: 'Green' }];
  return sampleThread([
    samplePrompt('p', 'a', { attachments: [sampleAttachment('x', 'src/a.ts', 3, 9)] }), sampleAnswer('a', 'p', '```ts\nx;\n```', { steps, citations }),
    samplePrompt('q', 'b', { parentId: 'a' }), sampleAnswer('b', 'q', 'c', { state: 'failed', failure: { kind: 'serverError', message: '…', action: 'retry' } }),
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

    it(`leaves nothing English in ${language}: attachments, steps, failures, buttons and the help with keys`, async () => {
      const { page } = await openChatPage({ language, theme: 'dark', thread: fullThread(), attachments: [sampleAttachment('y', 'src/b.ts', 1, 2)] });
      await page.getByRole('button', { name: words.retry, exact: true }).first().waitFor();
      if (process.env['PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['PICTURES']}/thread-${language}.png` });
      const before = await leftEnglish(page, language);
      await page.locator('article').first().focus();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: words.keys }).waitFor();
      if (process.env['PICTURES'] !== undefined) await page.screenshot({ path: `${process.env['PICTURES']}/keys-${language}.png` });
      deepEqual([before, await leftEnglish(page, language)], [[], []]);
    });
  }
});

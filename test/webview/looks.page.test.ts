import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { openChatPage } from '../support/chatPage.ts';
import { answered, samplePrompt, sampleStatus, sampleThread } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';
import { message, panelStates } from '../support/panelStates.ts';

/** What reaches beyond the sides of the page, other than what scrolls in a place of its own or is only there for screen readers. */
const beyond = (page: Page): Promise<readonly string[]> => page.evaluate(() => Array.from(document.querySelectorAll('body *'))
  .filter((element) => element.checkVisibility() && element.closest('pre, table, bdi, .formula, .visually-hidden, .codicon') === null)
  .filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && (left < -1 || right > innerWidth + 1);
  })
  .map((element) => `${element.tagName}.${element.getAttribute('class') ?? ''}`));

/** Whether the reader can get to the message box and to the end of its buttons. */
const reachesComposer = async (page: Page): Promise<boolean> => {
  const send = page.locator('.composer-row vscode-button:not([hidden])').first();
  await send.scrollIntoViewIfNeeded();
  return send.evaluate((button) => {
    const { top, bottom, left, width } = button.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight + 1 && button.contains(document.elementFromPoint(left + width / 2, (top + bottom) / 2));
  });
};

describe('The panel in little room', () => {
  for (const [state, open] of Object.entries(panelStates)) {
    it(`fits into 240 pixels, and into a window of 320 × 256, which is one of 1280 × 1024 at 400 %: ${state}`, async () => {
      const narrow = await open({ width: 240 });
      const zoomed = await open({ width: 320, height: 256 });
      deepEqual([await beyond(narrow.page), await beyond(zoomed.page), /menu|keys/.test(state) || (await reachesComposer(zoomed.page))], [[], [], true]);
    });
  }
});

describe('The look of the panel', () => {
  it('keeps borders, focus and icons in forced colors', async () => {
    const { page } = await openChatPage({ thread: sampleThread([samplePrompt('p', 'Why?')]) });
    await page.emulateMedia({ forcedColors: 'active' });
    await page.getByRole('textbox', { name: 'Message' }).focus();
    const looks = await page.evaluate(() => {
      const [bubble, composer, icon] = ['.bubble', '.composer', '.composer .codicon'].map((selector) => getComputedStyle(document.querySelector(selector) ?? document.body));
      return [bubble?.borderTopStyle, composer?.outlineStyle, icon?.color === getComputedStyle(document.body).backgroundColor];
    });
    deepEqual(looks, ['solid', 'solid', false]);
  });

  it('stands still where motion is to be reduced, by the system or by VS Code', async () => {
    const { page } = await openChatPage({ thread: answered('So', { state: 'running' }) });
    const motion = (): Promise<string> => page.locator('.pulse').evaluate((pulse) => getComputedStyle(pulse).animationName);
    const moving = await motion();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const bySystem = await motion();
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.evaluate(() => { document.body.classList.add('vscode-reduce-motion'); });
    deepEqual([moving, bySystem, await motion()], ['pulse', 'none', 'none']);
  });

  it('sets each paragraph in the direction of its words, and code from left to right', async () => {
    const { page } = await openChatPage({ thread: answered('שלום עולם\n\nHello\n\n- مرحبا\n\n```ts\nconst a = 1;\n```') });
    const directions = await page.locator('.markdown :is(p, li, pre)').evaluateAll((all) => all.map((element) => getComputedStyle(element).direction));
    deepEqual(directions, ['rtl', 'ltr', 'rtl', 'ltr']);
  });

  it('is set in the font and size that the user wants, at once when that changes', async () => {
    const chat = await openChatPage({ thread: answered('So.'), status: { ...sampleStatus, font: { size: 18, family: 'Lora' } } });
    const font = (): Promise<readonly string[]> => chat.page.locator('.markdown p').evaluate((words) => [getComputedStyle(words).fontSize, getComputedStyle(words).fontFamily]);
    const first = await font();
    await chat.tell({ type: 'status', status: sampleStatus });
    await eventually(async () => [first, await font()], [['18px', 'Lora'], ['13px', 'system-ui, Ubuntu, "Droid Sans", sans-serif']]);
    deepEqual(await message(chat).evaluate((area) => getComputedStyle(area).fontSize), '13px');
  });
});

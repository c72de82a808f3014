import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { earlierMessages, windowOf } from '../../src/core/threadWindow.ts';
import type { Thread } from '../../src/shared/thread.ts';
import type { HostApi } from '../../src/shared/protocol.ts';
import { sampleAnswer, samplePrompt, sampleThread } from '../support/chatSamples.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { eventually } from '../support/eventually.ts';

/** A thread of so many messages; every answer is some lines long. */
function longThread(length: number, more: Partial<Thread> = {}): Thread {
  const messages = Array.from({ length: length / 2 }, (_, index) => {
    const number = String(index);
    const prompt = samplePrompt(`p${number}`, `Question ${number}`, index === 0 ? {} : { parentId: `a${String(index - 1)}` });
    return [prompt, sampleAnswer(`a${number}`, prompt.id, `Answer ${number}\n\n${'Some words that go on. '.repeat(8)}`)];
  });
  return sampleThread(messages.flat(), more);
}

/** A page on the window of a thread, whose host has all of it. */
function openLong(thread: Thread, host: Partial<HostApi> = {}): Promise<ChatPage> {
  const loadEarlier: HostApi['loadEarlier'] = ({ beforeId, count }) => Promise.resolve(earlierMessages(thread, beforeId, count));
  return openChatPage({ thread: windowOf(thread), host: { loadEarlier, ...host } });
}

const log = ({ page }: ChatPage): Locator => page.getByRole('log');
const more = ({ page }: ChatPage): Locator => page.getByRole('button', { name: /^Show earlier messages/ });
const shown = (chat: ChatPage): Promise<number> => chat.page.getByRole('article').count();
const fromEnd = (chat: ChatPage): Promise<number> => log(chat).evaluate((element) => Math.round(element.scrollHeight - element.scrollTop - element.clientHeight));
const topOf = async ({ page }: ChatPage, words: string): Promise<number> => Math.round((await page.getByText(words, { exact: true }).boundingBox())?.y ?? Number.NaN);

/** Scrolls up until the button for more is in sight. */
async function goUp(chat: ChatPage): Promise<void> {
  await log(chat).evaluate((element) => { element.scrollTop = 0; });
  await chat.drawn();
}

describe('A long thread', () => {
  it('opens with its last hundred messages, at its end', async () => {
    const chat = await openLong(longThread(1000));
    await eventually(() => fromEnd(chat), 0);
    deepEqual([await shown(chat), await more(chat).innerText()], [100, 'Show earlier messages (900)']);
  });

  it('lays out only the sections that are near', async () => {
    const chat = await openLong(longThread(1000));
    const skipped = await chat.page.locator('.section').evaluateAll((sections) => sections.map((section) => section.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }) === false));
    deepEqual(skipped, [true, false]);
  });

  it('loads what is earlier when the reader comes near to it, and moves nothing that is read', async () => {
    const chat = await openLong(longThread(1000));
    await eventually(() => fromEnd(chat), 0);
    await log(chat).evaluate((element) => { element.scrollTop = 0; });
    const before = await topOf(chat, 'Question 451');
    await eventually(() => shown(chat), 200);
    await chat.drawn();
    deepEqual([await topOf(chat, 'Question 451'), await more(chat).innerText()], [before, 'Show earlier messages (800)']);
  });

  it('loads all of it, to the first message', async () => {
    const chat = await openLong(longThread(300));
    for (const count of [200, 300]) {
      await goUp(chat);
      await eventually(() => shown(chat), count);
    }
    deepEqual([await more(chat).isVisible(), await chat.page.getByRole('article').first().getByText('Question 0').count()], [false, 1]);
  });

  it('can be gone up by keyboard', async () => {
    const chat = await openLong(longThread(300), { loadEarlier: ({ beforeId }) => Promise.resolve(earlierMessages(longThread(300), beforeId, 2)) });
    await more(chat).focus();
    await chat.page.keyboard.press('Enter');
    await eventually(async () => (await shown(chat)) > 100, true);
  });

  it('says why nothing more could be loaded, and keeps what is there', async () => {
    const chat = await openLong(longThread(300), { loadEarlier: () => Promise.reject(new Error('The disk is gone.')) });
    await goUp(chat);
    await chat.page.getByText('The disk is gone.').waitFor();
    deepEqual(await shown(chat), 100);
  });

  it('is where the reader was when it is shown again, however far up', async () => {
    const thread = longThread(1000);
    const chat = await openLong(thread);
    await eventually(() => fromEnd(chat), 0);
    await goUp(chat);
    await eventually(() => shown(chat), 200);
    await chat.page.getByText('Question 420', { exact: true }).evaluate((element) => { element.scrollIntoView(); });
    await eventually(() => chat.page.evaluate(() => sessionStorage.getItem('state')?.includes('420"')), true);
    const before = await topOf(chat, 'Question 420');
    await chat.tell({ type: 'opened', thread: { ...longThread(2), id: 'other' } });
    await chat.tell({ type: 'opened', thread: windowOf(thread) });
    await eventually(async () => Math.abs((await topOf(chat, 'Question 420')) - before) <= 1, true);
  });

  it('keeps what was loaded when another version of an answer is shown', async () => {
    const thread = longThread(1000);
    const other = sampleAnswer('other', 'p499', 'Otherwise.');
    const both: Thread = { ...thread, messages: [...thread.messages, other] };
    const chat = await openLong(both);
    await goUp(chat);
    await eventually(() => shown(chat), 200);
    await chat.tell({ type: 'opened', thread: windowOf({ ...both, leafId: 'other' }) });
    deepEqual([await shown(chat), await more(chat).innerText(), await chat.page.locator('.version-place').allTextContents()], [200, 'Show earlier messages (800)', ['2/2']]);
  });

  it('stays where the reader is when something above becomes taller', async () => {
    const chat = await openLong(longThread(100));
    await chat.page.getByText('Question 40', { exact: true }).evaluate((element) => { element.scrollIntoView(); });
    await chat.drawn();
    const before = await topOf(chat, 'Question 40');
    await chat.page.getByText('Answer 39', { exact: true }).evaluate((element: HTMLElement) => { element.style.minHeight = '300px'; });
    await chat.drawn();
    // The browser keeps whole pixels, and a line's top lies between them.
    deepEqual(Math.abs((await topOf(chat, 'Question 40')) - before) <= 1, true);
  });

  it('says that there is something new below', async () => {
    const chat = await openLong(longThread(100));
    await eventually(() => fromEnd(chat), 0);
    await goUp(chat);
    const jump = chat.page.getByRole('button', { name: 'Jump to latest' });
    await jump.waitFor();
    const fresh = (): Promise<boolean> => jump.evaluate((element) => element.classList.contains('news'));
    const before = await fresh();
    await chat.happens({ type: 'text', messageId: 'a49', text: 'More.' });
    deepEqual([before, await fresh()], [false, true]);
  });
});

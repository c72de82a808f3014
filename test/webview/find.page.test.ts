import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Locator } from 'playwright-core';
import { earlierMessages, windowOf } from '../../src/core/threadWindow.ts';
import type { Thread } from '../../src/shared/thread.ts';
import type { HostApi } from '../../src/shared/protocol.ts';
import { answered, sampleAnswer, samplePrompt, sampleThread } from '../support/chatSamples.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { eventually } from '../support/eventually.ts';

const words = ({ page }: ChatPage): Locator => page.getByRole('textbox', { name: 'Find in this thread' });
const count = ({ page }: ChatPage): Promise<string> => page.locator('.find-count').innerText();

async function look(chat: ChatPage, what: string): Promise<void> {
  await chat.page.keyboard.press('Control+f');
  await words(chat).fill(what);
}

/** What is marked, and which of it is the place on show. */
function marked({ page }: ChatPage): Promise<readonly (readonly string[])[]> {
  return page.evaluate(() => ['found', 'found-now'].map((name) => Array.from(CSS.highlights.get(name) ?? [], (found) => {
    const range = new Range();
    range.setStart(found.startContainer, found.startOffset);
    range.setEnd(found.endContainer, found.endOffset);
    return range.toString();
  })));
}

/** A thread of so many exchanges in which every hundredth speaks of tea. */
function someTea(exchanges: number): Thread {
  const messages = Array.from({ length: exchanges }, (_, index) => {
    const prompt = samplePrompt(`p${String(index)}`, 'More?', index === 0 ? {} : { parentId: `a${String(index - 1)}` });
    return [prompt, sampleAnswer(`a${String(index)}`, prompt.id, index % 100 === 0 ? `Tea, number ${String(index)}.` : 'Nothing.')];
  });
  return sampleThread(messages.flat());
}

describe('Finding words in a thread', () => {
  it('marks them all, in what was asked and answered, and changes nothing of the page', async () => {
    const chat = await openChatPage({ thread: sampleThread([samplePrompt('p', 'Some tea?'), sampleAnswer('a', 'p', 'Green **te**a, or *Tea* with\nmilk?')]) });
    const before = await chat.page.getByRole('log').innerHTML();
    await look(chat, 'tea');
    deepEqual([await marked(chat), await count(chat)], [[['tea', 'tea', 'Tea'], ['tea']], '1 of 3']);
    await words(chat).fill('tea with milk');
    deepEqual([await marked(chat), await count(chat)], [[['Tea with\nmilk'], ['Tea with\nmilk']], '1 of 1']);
    deepEqual(await chat.page.getByRole('log').innerHTML(), before);
  });

  it('goes on and back, around the ends', async () => {
    const chat = await openChatPage({ thread: answered('tea, Tea and TEA') });
    await look(chat, 'tea');
    const seen: string[] = [];
    for (const key of ['Enter', 'Enter', 'Enter', 'Shift+Enter']) {
      await chat.page.keyboard.press(key);
      seen.push(await count(chat));
    }
    await chat.page.getByRole('button', { name: 'Next match' }).click();
    await chat.page.getByRole('button', { name: 'Previous match' }).click();
    deepEqual([...seen, await count(chat)], ['2 of 3', '3 of 3', '1 of 3', '3 of 3', '3 of 3']);
  });

  it('says when there is nothing, and takes no sign for a pattern', async () => {
    const chat = await openChatPage({ thread: answered('What is (a+b)*c?') });
    await look(chat, 'a.b');
    deepEqual(await count(chat), 'No results');
    await words(chat).fill('(a+b)*');
    deepEqual(await count(chat), '1 of 1');
  });

  it('does not find what stands on both sides of the end of a paragraph', async () => {
    const chat = await openChatPage({ thread: answered('green\n\ntea') });
    await look(chat, 'greentea');
    deepEqual(await count(chat), 'No results');
  });

  it('ends with Escape, and gives the focus back', async () => {
    const chat = await openChatPage({ thread: answered('tea') });
    await chat.page.getByRole('textbox', { name: 'Message' }).focus();
    await look(chat, 'tea');
    await chat.page.keyboard.press('Escape');
    deepEqual([await marked(chat), await words(chat).isVisible(), await chat.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))], [[[], []], false, 'Message']);
  });

  it('begins with what is selected', async () => {
    const chat = await openChatPage({ thread: answered('tea and more tea') });
    await chat.page.locator('.markdown p').evaluate((element) => { document.getSelection()?.setBaseAndExtent(element.firstChild ?? element, 0, element.firstChild ?? element, 3); });
    await chat.page.keyboard.press('Control+f');
    deepEqual([await words(chat).inputValue(), await count(chat)], ['tea', '1 of 2']);
  });

  it('finds what is arriving', async () => {
    const chat = await openChatPage({ thread: answered('Green t', { state: 'running' }) });
    await look(chat, 'tea');
    deepEqual(await count(chat), 'No results');
    await chat.happens({ type: 'text', messageId: 'answer', text: 'ea' });
    await eventually(() => count(chat), '1 of 1');
    await chat.happens({ type: 'text', messageId: 'answer', text: ' and black tea' });
    await eventually(() => count(chat), '1 of 2');
  });

  it('loads what is not there yet, and scrolls to what it finds there', async () => {
    const thread = someTea(500);
    const loadEarlier: HostApi['loadEarlier'] = (ask) => Promise.resolve(earlierMessages(thread, ask.beforeId, ask.count));
    const chat = await openChatPage({ thread: windowOf(thread), host: { loadEarlier } });
    await look(chat, 'tea');
    await eventually(() => count(chat), '5 of 5');
    await chat.page.keyboard.press('Enter');
    await eventually(() => count(chat), '1 of 5');
    await eventually(() => chat.page.getByText('Tea, number 0.').evaluate((element) => {
      const { top } = element.getBoundingClientRect();
      return top > 0 && top < window.innerHeight;
    }), true);
  });
});

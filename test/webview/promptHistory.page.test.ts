import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { sampleAnswer, samplePrompt, sampleThread } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const thread = sampleThread([
  samplePrompt('p1', 'One'), sampleAnswer('a1', 'p1', 'Yes.'), samplePrompt('p2', 'Two\nlines', { parentId: 'a1' }), sampleAnswer('a2', 'p2', 'Yes.'),
]);
const area = ({ page }: { readonly page: Page }) => page.getByRole('textbox', { name: 'Message' });

/** What stands in the composer, and where the cursor is. */
const state = (chat: ChatPage): Promise<readonly [string, number]> => area(chat).evaluate((element: HTMLTextAreaElement) => [element.value, element.selectionStart] as const);

async function begun(): Promise<ChatPage> {
  const chat = await openChatPage({ thread, host: { pastPrompts: () => Promise.resolve(['Elsewhere', 'One']) } });
  await area(chat).focus();
  return chat;
}

async function press(chat: ChatPage, keys: readonly string[]): Promise<readonly (readonly [string, number])[]> {
  const states = [];
  for (const key of keys) {
    await area(chat).press(key);
    await chat.drawn();
    states.push(await state(chat));
  }
  return states;
}

describe('The arrow keys', () => {
  it('bring back the prompts of this thread, then those of others, and the draft with its cursor', async () => {
    const chat = await begun();
    await area(chat).pressSequentially('half a thought');
    await area(chat).press('ArrowLeft');
    deepEqual(await press(chat, ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp']), [['half a thought', 0], ['Two\nlines', 0], ['One', 0], ['Elsewhere', 0], ['Elsewhere', 0]]);
    deepEqual(await press(chat, ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown']), [['Elsewhere', 9], ['One', 3], ['Two\nlines', 9], ['half a thought', 13]]);
  });

  it('move the cursor first where there are lines above it, wrapped ones too', async () => {
    const chat = await begun();
    const text = 'word '.repeat(30);
    await area(chat).fill(text);
    const [[first] = [], [second] = []] = await press(chat, ['ArrowUp', 'ArrowUp']);
    deepEqual([first, second], [text, text]);
    await eventually(async () => (await press(chat, ['ArrowUp']))[0]?.[0], 'Two\nlines');
  });

  it('keep the draft safe: what was brought back is none until it is changed, and is gone when it was sent', async () => {
    const chat = await begun();
    await area(chat).fill('half a thought');
    await eventually(() => chat.drafts, ['half a thought']);
    await area(chat).press('Home');
    await press(chat, ['ArrowUp']);
    await area(chat).press('Enter');
    await eventually(async () => [chat.asked, (await state(chat))[0], chat.drafts.at(-1)], [[['send', { threadId: 'thread', text: 'Two\nlines', attachmentIds: [] }]], 'half a thought', 'half a thought']);
  });

  it('leave what was said as it is when it is changed', async () => {
    const chat = await begun();
    await press(chat, ['ArrowUp', 'ArrowUp', '!']);
    const walked = await press(chat, ['End', 'ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'ArrowUp']);
    deepEqual(walked.map(([text]) => text), ['!One', 'Two\nlines', 'Two\nlines', '', 'Two\nlines', 'One']);
  });
});

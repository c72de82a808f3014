import { deepEqual } from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered, sampleAnswer, sampleAttachment, samplePrompt, sampleThread } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const prompt = ({ page }: ChatPage): Locator => page.getByRole('article', { name: 'You' }).last();
const answer = ({ page }: ChatPage): Locator => page.getByRole('article', { name: 'Rubber Duck' }).last();
const menuOf = async (message: Locator): Promise<Locator> => {
  await message.hover();
  await message.getByRole('button', { name: 'More' }).click();
  return message.page().getByRole('menu', { name: 'More' });
};
const edit = async (chat: ChatPage): Promise<Locator> => {
  await prompt(chat).hover();
  await prompt(chat).getByRole('button', { name: 'Edit' }).click();
  return prompt(chat).getByRole('textbox', { name: 'Edit message' });
};
const versions = sampleThread([
  samplePrompt('p1', 'Why?'), sampleAnswer('a1', 'p1', 'So.'), samplePrompt('p2', 'Why, exactly?'), sampleAnswer('a2', 'p2', 'Because.'), sampleAnswer('a3', 'p2', 'Just so.'),
]);

describe('The menu of a message', () => {
  const steps: readonly (readonly [of: typeof answer, name: string, asked: readonly [string, unknown]])[] = [
    [answer, 'Answer Again', ['retry', { threadId: 'thread', messageId: 'a3' }]],
    [answer, 'Ask Another Assistant…', ['regenerate', { threadId: 'thread', messageId: 'a3', by: 'assistant' }]],
    [answer, 'Ask Another Model…', ['regenerate', { threadId: 'thread', messageId: 'a3', by: 'model' }]],
    [answer, 'Fork Thread from Here', ['fork', { threadId: 'thread', messageId: 'a3' }]],
    [answer, 'Compare Versions', ['compare', { threadId: 'thread', messageId: 'a3' }]],
    [answer, 'Copy as Markdown', ['copy', { threadId: 'thread', messageId: 'a3', what: 'message' }]],
    [answer, 'Copy Thread up to Here', ['copy', { threadId: 'thread', messageId: 'a3', what: 'branch' }]],
    [answer, 'Show What Was Sent', ['showSent', { threadId: 'thread', messageId: 'a3' }]],
    [answer, 'Delete…', ['remove', { threadId: 'thread', messageId: 'a3' }]],
    [prompt, 'Fork Thread before Here', ['fork', { threadId: 'thread', messageId: 'p2' }]],
    [prompt, 'Compare Versions', ['compare', { threadId: 'thread', messageId: 'p2' }]],
    [prompt, 'Copy Thread up to Here', ['copy', { threadId: 'thread', messageId: 'p2', what: 'branch' }]],
    [prompt, 'Delete…', ['remove', { threadId: 'thread', messageId: 'p2' }]],
  ];
  it('asks the host for each of its steps', async () => {
    const chat = await openChatPage({ thread: versions });
    for (const [message, name] of steps) await (await menuOf(message(chat))).getByRole('menuitem', { name, exact: true }).click();
    await eventually(() => chat.asked, steps.map(([, , asked]) => asked));
  });

  it('is opened, walked and closed with the keyboard alone', async () => {
    const chat = await openChatPage({ thread: answered('So.') });
    const focused = (): Promise<string> => chat.page.evaluate(() => document.activeElement?.textContent ?? '');
    await answer(chat).getByRole('button', { name: 'More' }).focus();
    const seen: string[] = [];
    for (const key of ['Enter', 'ArrowDown', 'End', 'ArrowDown', 'ArrowUp', 'f', 'Home']) {
      await chat.page.keyboard.press(key);
      seen.push(await focused());
    }
    deepEqual(seen, ['Answer Again', 'Ask Another Assistant…', 'Delete…', 'Answer Again', 'Delete…', 'Fork Thread from Here', 'Answer Again']);
    await chat.page.keyboard.press('Escape');
    await eventually(() => chat.page.evaluate(() => [document.activeElement?.ariaLabel, document.activeElement?.ariaExpanded, document.querySelectorAll('[role=menu]').length]), ['More', 'false', 0]);
  });

  it('closes when its button is pressed again, or something else', async () => {
    const chat = await openChatPage({ thread: answered('So.') });
    const menu = await menuOf(answer(chat));
    await answer(chat).getByRole('button', { name: 'More' }).click();
    await menu.waitFor({ state: 'detached' });
    await menuOf(answer(chat));
    await chat.page.getByRole('textbox', { name: 'Message' }).click();
    await menu.waitFor({ state: 'detached' });
  });

  it('stays within a narrow view', async () => {
    const chat = await openChatPage({ thread: answered('So.'), width: 220, height: 500 });
    const menu = await menuOf(answer(chat));
    const box = await menu.boundingBox();
    deepEqual(box !== null && box.x >= 0 && box.y >= 0 && box.x + box.width <= 220 && box.y + box.height <= 500, true);
  });

  it('offers no new answer, and no deletion, while one is arriving', async () => {
    const chat = await openChatPage({ thread: sampleThread([samplePrompt('p', 'Why?'), sampleAnswer('a', 'p', 'So.'), samplePrompt('q', 'And?', { parentId: 'a' }), sampleAnswer('b', 'q', '', { state: 'running' })]) });
    const menu = await menuOf(chat.page.getByRole('article', { name: 'Rubber Duck' }).first());
    deepEqual(await menu.getByRole('menuitem').allInnerTexts(), ['Fork Thread from Here', 'Copy as Markdown', 'Copy Thread up to Here', 'Open as Document', 'Show What Was Sent']);
  });
});

describe('A prompt', () => {
  const attached = answered('So.');
  const thread = { ...attached, messages: attached.messages.map((message) => (message.role === 'user' ? { ...message, attachments: [sampleAttachment('one', 'src/a.ts', 3, 9), sampleAttachment('two', 'src/b.ts', 1, 2)] } : message)) };

  it('is edited in its place, and sent with those of its attachments that are kept', async () => {
    const chat = await openChatPage({ thread });
    const area = await edit(chat);
    deepEqual(await area.inputValue(), 'Why?');
    await prompt(chat).getByRole('button', { name: 'Remove src/a.ts:3-9' }).click();
    await area.fill('Why not?');
    await area.press('Enter');
    await eventually(() => chat.asked, [['edit', { threadId: 'thread', messageId: 'prompt', text: 'Why not?', attachmentIds: ['two'] }]]);
    await area.waitFor({ state: 'detached' });
  });

  it('is left as it was by Escape and by Cancel', async () => {
    const chat = await openChatPage({ thread });
    for (const leave of [() => chat.page.keyboard.press('Escape'), () => prompt(chat).getByRole('button', { name: 'Cancel' }).click()]) {
      const area = await edit(chat);
      await area.fill('Something else');
      await leave();
      await area.waitFor({ state: 'detached' });
    }
    deepEqual([await prompt(chat).locator('.prompt-words').innerText(), chat.asked, await chat.page.evaluate(() => document.activeElement?.ariaLabel)], ['Why?', [], 'Edit']);
  });

  it('keeps what was written when it could not be sent', async () => {
    const chat = await openChatPage({ thread, host: { edit: () => Promise.reject(new Error('No.')) } });
    const area = await edit(chat);
    await area.fill('Precious');
    await prompt(chat).getByRole('button', { name: 'Send' }).click();
    await chat.page.getByRole('alert').waitFor();
    deepEqual(await area.inputValue(), 'Precious');
  });

  it('keeps what is written in its place when the page is made anew', async () => {
    const chat = await openChatPage({ thread });
    await (await edit(chat)).fill('Precious');
    await chat.page.reload();
    const area = prompt(chat).getByRole('textbox', { name: 'Edit message' });
    deepEqual(await area.inputValue(), 'Precious');
    await area.press('Escape');
    await chat.page.reload();
    await prompt(chat).locator('.prompt-words').waitFor();
    deepEqual(await area.count(), 0);
  });

  it('has arrows to leaf through its versions', async () => {
    const chat = await openChatPage({ thread: versions });
    const group = prompt(chat).getByRole('group', { name: 'Versions of this message' });
    deepEqual(await group.innerText(), '2/2');
    await group.getByRole('button', { name: 'Previous version' }).click();
    await eventually(() => chat.asked, [['select', { threadId: 'thread', messageId: 'p1' }]]);
    await chat.happens({ type: 'selected', messageId: 'p1' });
    await eventually(async () => [await group.innerText(), await answer(chat).locator('.markdown').innerText()], ['1/2', 'So.']);
  });

  it('shows another version as soon as it is sent', async () => {
    const chat = await openChatPage({ thread: answered('So.') });
    await chat.happens({ type: 'prompted', at: 1, message: samplePrompt('other', 'Why not?') });
    await eventually(async () => [await prompt(chat).locator('.prompt-words').innerText(), await prompt(chat).getByRole('group').innerText()], ['Why not?', '2/2']);
  });

  it('goes when it is deleted', async () => {
    const chat = await openChatPage({ thread: sampleThread([samplePrompt('p', 'Why?'), sampleAnswer('a', 'p', 'So.'), samplePrompt('q', 'And?', { parentId: 'a' }), sampleAnswer('b', 'q', 'No.')]) });
    await chat.happens({ type: 'removed', at: 1, messageId: 'q' });
    await eventually(() => chat.page.locator('.prompt-words').allInnerTexts(), ['Why?']);
  });
});

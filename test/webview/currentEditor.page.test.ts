import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { chipOf } from '../../src/shared/chip.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { sampleAttachment } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const front = { ...sampleAttachment('front', 'src/a.ts', 3, 9), tokens: 5 };
const chips = ({ page }: ChatPage): Promise<readonly string[]> => page.getByRole('list', { name: 'Attachments' }).getByRole('listitem').allInnerTexts();

describe('The switch “Current editor”', () => {
  it('goes from off to on to pinned to off, as the host says', async () => {
    const chat = await openChatPage();
    const { page } = chat;
    await page.getByRole('button', { name: 'Current editor: off' }).click();
    await chat.tell({ type: 'currentEditor', currentEditor: { following: 'on', attachment: chipOf(front) } });
    await page.getByRole('button', { name: 'Current editor: on' }).click();
    await chat.tell({ type: 'currentEditor', currentEditor: { following: 'pinned', attachment: chipOf(front) } });
    await page.getByRole('button', { name: 'Current editor: pinned' }).click();
    await eventually(() => chat.asked, (['on', 'pinned', 'off'] as const).map((following) => ['followEditor', { following }]));
  });

  it('shows what goes as a chip, and sends that before what was attached', async () => {
    const chat = await openChatPage({ attachments: [sampleAttachment('b', 'src/b.ts', 4, 4)], currentEditor: { following: 'on', attachment: front } });
    deepEqual(await chips(chat), ['src/a.ts:3-9\ncurrent editor · 18 bytes · ~5 tokens · as text', 'src/b.ts:4\n18 bytes · as text']);
    await chat.page.getByRole('textbox', { name: 'Message' }).fill('Look');
    await chat.page.keyboard.press('Enter');
    await eventually(() => chat.asked, [['send', { text: 'Look', attachmentIds: ['front', 'b'] }]]);
  });

  it('shows and sends once what is attached, too', async () => {
    const chat = await openChatPage({ attachments: [sampleAttachment('b', 'src/a.ts', 3, 9)], currentEditor: { following: 'on', attachment: front } });
    deepEqual(await chips(chat), ['src/a.ts:3-9\n18 bytes · as text']);
    await chat.page.getByRole('textbox', { name: 'Message' }).fill('Look');
    await chat.page.keyboard.press('Enter');
    await eventually(() => chat.asked, [['send', { text: 'Look', attachmentIds: ['b'] }]]);
  });

  it('sends nothing by itself without a word', async () => {
    const chat = await openChatPage({ currentEditor: { following: 'on', attachment: front } });
    await chat.page.getByRole('textbox', { name: 'Message' }).press('Enter');
    await chat.drawn();
    deepEqual(chat.asked, []);
  });

  it('is turned off by taking its chip away', async () => {
    const chat = await openChatPage({ currentEditor: { following: 'pinned', attachment: front } });
    deepEqual(await chips(chat), ['src/a.ts:3-9\npinned · 18 bytes · ~5 tokens · as text']);
    await chat.page.getByRole('button', { name: 'Remove src/a.ts:3-9' }).click();
    await eventually(() => chat.asked, [['followEditor', { following: 'off' }]]);
  });

  it('says why nothing goes, and can be turned off then', async () => {
    const chat = await openChatPage({ currentEditor: { following: 'on' } });
    await chat.page.getByRole('button', { name: 'Current editor: on. No file is open.' }).click();
    await eventually(() => chat.asked, [['followEditor', { following: 'off' }]]);
    await chat.tell({ type: 'currentEditor', currentEditor: { following: 'on', problem: 'a.ts is empty.' } });
    await chat.page.getByText('a.ts is empty.').waitFor();
  });

  it('keeps the focus while it changes', async () => {
    const chat = await openChatPage();
    await chat.page.getByRole('button', { name: 'Current editor: off' }).press('Enter');
    await chat.tell({ type: 'currentEditor', currentEditor: { following: 'on', attachment: chipOf(front) } });
    deepEqual(await chat.page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Current editor: on');
  });
});

describe('A prompt that the user would rather not send', () => {
  it('stays in the composer, without a complaint', async () => {
    const chat = await openChatPage({ host: { send: async () => null } });
    await chat.page.getByRole('textbox', { name: 'Message' }).fill('Look');
    await chat.page.keyboard.press('Enter');
    await chat.drawn();
    deepEqual([await chat.page.getByRole('textbox', { name: 'Message' }).inputValue(), await chat.page.getByRole('alert').count()], ['Look', 0]);
  });
});

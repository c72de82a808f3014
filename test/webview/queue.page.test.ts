import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { QueueView } from '../../src/shared/snapshot.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const queue: QueueView = { prompts: [{ id: 'a', text: 'First of all', attachments: 0 }, { id: 'b', text: 'Then this', attachments: 2 }] };

/** A page on which an answer is arriving, with two prompts behind it. */
async function queued(): Promise<ChatPage> {
  const chat = await openChatPage({ thread: answered('So', { state: 'running' }) });
  await chat.tell({ type: 'queue', queue });
  return chat;
}

const shown = (chat: ChatPage): Promise<string> => chat.page.getByRole('region', { name: 'Queued messages' }).innerText();
const focused = (chat: ChatPage): Promise<string | null | undefined> => chat.page.evaluate(() => document.activeElement?.getAttribute('aria-label'));

describe('What is queued', () => {
  it('stands above the composer, in order', async () => {
    const chat = await queued();
    deepEqual((await shown(chat)).split('\n').filter((line) => line !== ''), ['2 messages are sent when the answer has come.', 'First of all', 'Then this', '2 attachments']);
  });

  it('is gone from the page when nothing is left of it', async () => {
    const chat = await queued();
    await chat.tell({ type: 'queue', queue: { prompts: [] } });
    deepEqual(await chat.page.getByRole('region', { name: 'Queued messages' }).count(), 0);
  });

  for (const [prompts, button] of [[queue.prompts, 'Send All in Order'], [queue.prompts.slice(0, 1), 'Send Now']] as const) {
    it(`says why it waits, and is sent by “${button}”`, async () => {
      const chat = await openChatPage({ thread: answered('So', { state: 'stopped' }) });
      await chat.tell({ type: 'queue', queue: { prompts, waits: 'The answer was stopped, so what is queued waits.' } });
      await chat.page.getByText('The answer was stopped, so what is queued waits.').waitFor();
      await chat.page.locator('.queue-head').getByRole('button', { name: button }).click();
      await eventually(() => chat.asked, [['sendQueued', { threadId: 'thread', queuedId: 'a' }]]);
    });
  }

  it('offers what helps where the next message does not fit', async () => {
    const chat = await openChatPage({ thread: answered('So') });
    await chat.tell({ type: 'queue', queue: { ...queue, waits: 'This does not fit.', tooLong: { id: 'a', steps: ['trimOldest', 'sendAnyway'] } } });
    const head = chat.page.locator('.queue-head');
    for (const name of ['Edit Message', 'Leave Out Oldest Messages', 'Send Anyway']) await head.getByRole('button', { name }).click();
    const which = { threadId: 'thread', queuedId: 'a' };
    await eventually(() => chat.asked, [['editQueued', { ...which, text: '' }], ['sendQueued', { ...which, trimmed: true }], ['sendQueued', { ...which, anyway: true }]]);
  });

  it('can be sent at once, edited, moved and removed by its buttons', async () => {
    const chat = await queued();
    await chat.page.getByRole('textbox', { name: 'Message' }).fill('half a thought');
    const second = chat.page.getByRole('listitem', { name: 'Then this' });
    for (const name of ['Send now (stops the answer)', 'Edit', 'Move up', 'Remove']) await second.getByRole('button', { name }).click();
    const which = { threadId: 'thread', queuedId: 'b' };
    await eventually(() => chat.asked, [['sendQueued', which], ['editQueued', { ...which, text: 'half a thought' }], ['moveQueued', { ...which, by: -1 }], ['removeQueued', which]]);
  });

  it('is moved by Alt and the arrow keys, and keeps the focus', async () => {
    const chat = await queued();
    await chat.page.getByRole('listitem', { name: 'Then this' }).focus();
    await chat.page.keyboard.press('Alt+ArrowUp');
    await chat.tell({ type: 'queue', queue: { prompts: queue.prompts.toReversed() } });
    deepEqual([chat.asked, await focused(chat)], [[['moveQueued', { threadId: 'thread', queuedId: 'b', by: -1 }]], 'Then this']);
  });

  it('hands the focus on to the composer when what had it is sent', async () => {
    const chat = await queued();
    await chat.page.getByRole('listitem', { name: 'First of all' }).getByRole('button', { name: 'Edit' }).focus();
    await chat.tell({ type: 'queue', queue: { prompts: queue.prompts.slice(1) } });
    deepEqual(await focused(chat), 'Message');
  });

  it('shows what hides in it', async () => {
    const chat = await openChatPage();
    await chat.tell({ type: 'queue', queue: { prompts: [{ id: 'a', text: '\u202Etxt', attachments: 0 }] } });
    deepEqual((await shown(chat)).includes('⟦U+202E⟧txt'), true);
  });
});

import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered, sampleStatus } from '../support/chatSamples.ts';

const words = 'Not saved: the disk takes nothing more. What arrives stays in this window, and is saved as soon as there is room.';
const notices = ({ page }: ChatPage): Promise<readonly string[]> => page.locator('.notices .notice-words').allInnerTexts();

describe('While the disk takes nothing', () => {
  it('the panel says “Not saved”, aloud, and the answer goes on; once there is room, nothing is said any more (case 67)', async () => {
    const chat = await openChatPage({ thread: answered('So', { state: 'running' }) });
    await chat.tell({ type: 'status', status: { ...sampleStatus, unsaved: true } });
    await chat.happens({ type: 'text', messageId: 'answer', text: ' it goes.' });
    const meanwhile = [await chat.page.getByRole('alert').locator('.notice-words').innerText(), await chat.page.locator('.answer .markdown').innerText()];
    await chat.tell({ type: 'status', status: sampleStatus });
    deepEqual([meanwhile, await notices(chat)], [[words, 'So it goes.'], []]);
  });

  it('that is said before all else that stands in the way, in a new thread too (case 67)', async () => {
    const chat = await openChatPage({ status: { ...sampleStatus, unsaved: true, failure: { kind: 'noKey', message: 'There is no key.', action: 'setKey' } } });
    deepEqual(await notices(chat), [words]);
  });

  it('the log is one press away (case 67)', async () => {
    const chat = await openChatPage({ status: { ...sampleStatus, unsaved: true } });
    await chat.page.locator('.notices').getByRole('button', { name: 'Open Log' }).click();
    deepEqual(chat.asked, [['act', { action: 'openLog' }]]);
  });
});

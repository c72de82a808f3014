import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Silence } from '../../src/shared/silence.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const thread = answered('The kettle is', { state: 'running' });
const falls = (chat: ChatPage, silence?: Silence): Promise<void> => chat.happens({ type: 'silent', messageId: 'answer', ...(silence === undefined ? {} : { silence }) });
const notice = (chat: ChatPage): Promise<readonly string[]> => chat.page.locator('.silence .notice-words, .silence vscode-button').allInnerTexts();

describe('An answer of which nothing comes', () => {
  for (const [button, method] of [['Keep Waiting', 'keepWaiting'], ['Check the Server', 'askServer'], ['Stop', 'stop']] as const) {
    it(`offers “${button}” (case 6)`, async () => {
      const chat = await openChatPage({ thread });
      await falls(chat, { seconds: 90, canAsk: true });
      await chat.page.locator('.silence').getByRole('button', { name: button }).click();
      await eventually(() => chat.asked, [[method, { threadId: 'thread' }]]);
    });
  }

  it('says so, and at once to a screen reader; its server is not to be checked where it cannot be asked', async () => {
    const chat = await openChatPage({ thread });
    await falls(chat, { seconds: 90 });
    deepEqual([await notice(chat), await chat.page.getByRole('alert').locator('.notice-words').innerText()], [['Nothing has arrived for 90 seconds.', 'Keep Waiting', 'Stop'], 'Nothing has arrived for 90 seconds.']);
  });

  it('says that its server is being asked, and takes all of it back once something comes', async () => {
    const chat = await openChatPage({ thread });
    await falls(chat, { seconds: 90, canAsk: true, asking: true });
    const asking = await notice(chat);
    await falls(chat);
    deepEqual([asking, await notice(chat)], [['Asking the server how this answer stands…', 'Stop'], []]);
  });

  it('takes it back when it ends', async () => {
    const chat = await openChatPage({ thread });
    await falls(chat, { seconds: 90 });
    await chat.happens({ type: 'settled', at: 1, messageId: 'answer', outcome: { state: 'stopped' } });
    deepEqual(await notice(chat), []);
  });

  it('still says so to a page that is made anew meanwhile', async () => {
    const chat = await openChatPage({ thread: answered('The kettle is', { state: 'running', silence: { seconds: 90 } }) });
    deepEqual((await notice(chat))[0], 'Nothing has arrived for 90 seconds.');
  });
});

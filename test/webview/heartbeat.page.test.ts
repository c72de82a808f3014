import { describe, it } from 'mocha';
import { openChatPage } from '../support/chatPage.ts';
import { eventually } from '../support/eventually.ts';

describe('The page', () => {
  it('says that it is there whenever it is asked (case 110)', async () => {
    const chat = await openChatPage();
    await chat.tell({ type: 'ping' });
    await chat.tell({ type: 'ping' });
    await eventually(() => chat.asked, [['here', undefined], ['here', undefined]]);
  });
});

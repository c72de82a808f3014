import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Page } from 'playwright-core';
import type { FilledPrompt, PromptOffer } from '../../src/shared/composerOffers.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const offers: readonly PromptOffer[] = [{ id: 'file:///review', name: 'review', description: 'Review some code', hint: 'what' }, { id: 'file:///tests', name: 'write-tests' }];
const area = ({ page }: { readonly page: Page }) => page.getByRole('textbox', { name: 'Message' });
const written = (chat: ChatPage): Promise<string> => area(chat).inputValue();
const options = ({ page }: { readonly page: Page }): Promise<string[]> => page.getByRole('option').allInnerTexts();

function open(filled: FilledPrompt = { text: 'Review [what] for [whom].', gaps: ['[what]', '[whom]'] }, asks: unknown[] = []): Promise<ChatPage> {
  const fillPrompt = (ask: unknown): Promise<FilledPrompt> => {
    asks.push(ask);
    return Promise.resolve(filled);
  };
  return openChatPage({ thread: answered('So'), host: { listPrompts: () => Promise.resolve(offers), fillPrompt } });
}

describe('A slash at the beginning', () => {
  it('offers commands and prompt files, and what fits to what is typed', async () => {
    const chat = await open();
    await area(chat).pressSequentially('/');
    await eventually(async () => (await options(chat)).map((text) => text.split('\n')[0]), ['/review', '/write-tests', '/new', '/temporary', '/assistant', '/model', '/connection', '/attach', '/inspect', '/instructions', '/search', '/tab', '/rename', '/export', '/archive', '/delete', '/keyboard', '/setup', '/log', '/prompt']);
    await area(chat).pressSequentially('tes');
    await eventually(() => options(chat), ['/write-tests']);
  });

  for (const [name, asked] of [['model', ['runCommand', { command: 'model' }]], ['clear', ['newThread', undefined]], ['inspect', ['showRequest', { threadId: 'thread', text: 'and this stays', attachmentIds: [] }]]] as const) {
    it(`runs /${name}, and keeps what else is written`, async () => {
      const chat = await open();
      await area(chat).fill('and this stays');
      await area(chat).press('Home');
      await area(chat).pressSequentially(`/${name}`);
      await area(chat).press('Space');
      await area(chat).press('Backspace');
      await area(chat).press('Enter');
      await eventually(async () => [chat.asked, await written(chat)], [[asked], 'and this stays']);
    });
  }

  it('knows the prompt files that there are when a slash is typed once more', async () => {
    const all = [...offers];
    const chat = await openChatPage({ thread: answered('So'), host: { listPrompts: () => Promise.resolve(all) } });
    await area(chat).pressSequentially('/log');
    await area(chat).press('Enter');
    all.push({ id: 'file:///new', name: 'novel' });
    await area(chat).pressSequentially('/nov');
    await eventually(() => options(chat), ['/novel']);
  });

  it('puts a prompt file into the composer, with the first gap selected; Tab goes on to the next, Enter sends', async () => {
    const chat = await open();
    await area(chat).pressSequentially('/rev');
    await chat.page.getByRole('option', { name: '/review' }).waitFor();
    await area(chat).press('Enter');
    await eventually(() => written(chat), 'Review [what] for [whom].');
    await area(chat).pressSequentially('this');
    await area(chat).press('Tab');
    await area(chat).pressSequentially('me');
    deepEqual(chat.asked, []);
    await area(chat).press('Enter');
    await eventually(() => chat.asked, [['send', { threadId: 'thread', text: 'Review this for me.', attachmentIds: [] }]]);
  });

  it('fills in what follows the name of a prompt file, and shows it before it is sent', async () => {
    const asks: unknown[] = [];
    const chat = await open({ text: 'Review src/a.ts.', gaps: [] }, asks);
    await area(chat).pressSequentially('/review src/a.ts');
    await area(chat).press('Enter');
    await eventually(async () => [asks, await written(chat), chat.asked], [[{ id: 'file:///review', words: 'src/a.ts' }], 'Review src/a.ts.', []]);
  });

  it('is no command elsewhere, nor before what names nothing', async () => {
    const chat = await open();
    await area(chat).pressSequentially('and/or /new');
    deepEqual(await options(chat), []);
    await area(chat).fill('/usr/bin is what?');
    await area(chat).press('Enter');
    await eventually(() => chat.asked, [['send', { threadId: 'thread', text: '/usr/bin is what?', attachmentIds: [] }]]);
  });

  it('stays closed when the prompt files come after Escape', async () => {
    const coming = Promise.withResolvers<readonly PromptOffer[]>();
    const chat = await openChatPage({ thread: answered('So'), host: { listPrompts: () => coming.promise } });
    await area(chat).pressSequentially('/mo');
    await area(chat).press('Escape');
    coming.resolve(offers);
    await chat.drawn();
    await area(chat).press('Enter');
    await eventually(() => chat.asked.map(([method]) => method), ['send']);
  });

  it('is closed by Escape', async () => {
    const chat = await open();
    await area(chat).pressSequentially('/mo');
    await area(chat).press('Escape');
    await area(chat).press('Enter');
    await eventually(() => chat.asked, [['send', { threadId: 'thread', text: '/mo', attachmentIds: [] }]]);
  });
});

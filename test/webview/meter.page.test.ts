import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Failure } from '../../src/shared/failure.ts';
import type { HostApi } from '../../src/shared/protocol.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered, sampleAnswer, samplePrompt, sampleThread, sampleTime } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const message = ({ page }: ChatPage) => page.getByRole('textbox', { name: 'Message' });
const notice = ({ page }: ChatPage) => page.getByRole('alert');
const steps = ({ page }: ChatPage) => page.locator('.answer').last().locator('.notice-buttons');
const tooLong: Failure = { kind: 'contextTooLong', message: 'This does not fit.', action: 'dropLargest', others: ['trimOldest', 'summarise', 'sendAnyway'] };

/** A page whose host refuses what is not sent anyway. */
async function refusing(makeRoom?: HostApi['makeRoom']): Promise<{ readonly chat: ChatPage; readonly sends: readonly unknown[] }> {
  const sends: unknown[] = [];
  const send = async (ask: { readonly anyway?: true }): Promise<{ readonly threadId: string }> => {
    sends.push(ask);
    if (ask.anyway === undefined) throw new FailureError(tooLong);
    return { threadId: 'thread' };
  };
  const chat = await openChatPage({ thread: answered('So'), host: { send, ...(makeRoom === undefined ? {} : { makeRoom }) } });
  await message(chat).fill('All of this');
  await message(chat).press('Enter');
  await notice(chat).getByText('This does not fit.').waitFor();
  return { chat, sends };
}

describe('The meter in the composer', () => {
  it('is not there until it has been read, and then says how full the window would be', async () => {
    const chat = await openChatPage({ thread: answered('So') });
    deepEqual(await chat.page.locator('.meter').isVisible(), false);
    await chat.tell({ type: 'meter', meter: { tokens: 1240, window: 400_000, reserved: 4096 } });
    const meter = chat.page.getByRole('img', { name: 'About 1,240 of 400,000 tokens with the next message; 4,096 are kept free for the answer.' });
    deepEqual([await meter.textContent(), await meter.evaluate((element) => element.classList.contains('full'))], ['~1,240 of 400,000', false]);
    await chat.tell({ type: 'meter', meter: { tokens: 398_000, window: 400_000, reserved: 4096 } });
    deepEqual(await chat.page.locator('.meter.full').textContent(), '~398,000 of 400,000');
  });

  it('says that the window is unknown where it is', async () => {
    const chat = await openChatPage({ thread: answered('So') });
    await chat.tell({ type: 'meter', meter: { tokens: 7 } });
    deepEqual(await chat.page.getByRole('img', { name: 'About 7 tokens with the next message; how many the model takes is unknown.' }).textContent(), '~7 tokens');
  });

  it('says that passages of the assistant’s files come on top', async () => {
    const chat = await openChatPage({ thread: answered('So') });
    await chat.tell({ type: 'meter', meter: { tokens: 39, window: 8192, reserved: 1024, passages: 4000 } });
    const name = 'About 39 of 8,192 tokens with the next message; 1,024 are kept free for the answer. Passages found in the assistant’s files come on top: up to 4,000 tokens.';
    deepEqual(await chat.page.getByRole('img', { name }).textContent(), '~39+ of 8,192');
  });

  it('fits into a narrow panel', async () => {
    const chat = await openChatPage({ thread: answered('So'), width: 240 });
    await chat.tell({ type: 'meter', meter: { tokens: 1_040_000, window: 1_050_000, reserved: 4096 } });
    deepEqual(await chat.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true);
    const [meter, send] = await Promise.all([chat.page.locator('.meter').boundingBox(), chat.page.getByRole('button', { name: 'Send' }).boundingBox()]);
    deepEqual((send?.x ?? 0) + (send?.width ?? 999) <= 240 && (meter?.x ?? 0) + (meter?.width ?? 999) <= 240 && (meter?.y ?? 999) + (meter?.height ?? 999) <= (send?.y ?? 0) + 1, true);
  });
});

describe('What does not fit', () => {
  for (const [name, step] of [['Drop Largest Attachment', 'dropLargest'], ['Leave Out Oldest Messages', 'trimOldest'], ['New Thread from a Summary', 'summarise']] as const) {
    it(`stays in the composer, and “${name}” asks the host for room`, async () => {
      const { chat, sends } = await refusing();
      await notice(chat).getByRole('button', { name }).click();
      await eventually(async () => [chat.asked, await message(chat).inputValue(), sends.length], [[['makeRoom', { threadId: 'thread', text: 'All of this', attachmentIds: [], step }]], 'All of this', 1]);
    });
  }

  it('says in the composer what was dropped for it, until more is written', async () => {
    const { chat } = await refusing(async () => 'open.ts does not go along any more: the current editor is off now.');
    await notice(chat).getByRole('button', { name: 'Drop Largest Attachment' }).click();
    await chat.page.locator('.composer').getByRole('status').getByText('open.ts does not go along any more').waitFor();
    await message(chat).press('x');
    await eventually(() => chat.page.locator('.composer').getByText('does not go along').count(), 0);
  });

  it('is sent anyway when the user says so', async () => {
    const { chat, sends } = await refusing();
    await notice(chat).getByRole('button', { name: 'Send Anyway' }).click();
    await eventually(async () => [sends.at(-1), await message(chat).inputValue()], [{ threadId: 'thread', text: 'All of this', attachmentIds: [], anyway: true }, '']);
  });

  it('is held back of another model, too, with the steps for an answer', async () => {
    const asks: unknown[] = [];
    const regenerate = async (ask: { readonly anyway?: true }): Promise<null> => {
      asks.push(ask);
      if (ask.anyway === undefined) throw new FailureError({ ...tooLong, action: 'trimOldest', others: ['summarise', 'editMessage', 'sendAnyway'] });
      return null;
    };
    const chat = await openChatPage({ thread: answered('So'), host: { regenerate } });
    const ask = async (): Promise<void> => {
      await chat.page.locator('.answer').getByRole('button', { name: 'More', exact: true }).click();
      await chat.page.getByRole('menuitem', { name: 'Ask Another Model…' }).click();
    };
    await ask();
    await notice(chat).getByRole('button', { name: 'Send Anyway' }).click();
    await ask();
    await notice(chat).getByRole('button', { name: 'New Thread from a Summary' }).click();
    const which = { threadId: 'thread', messageId: 'answer', by: 'model' };
    await eventually(() => [asks, chat.asked], [[which, { ...which, anyway: true }, which], [['sumUp', { threadId: 'thread', messageId: 'answer' }]]]);
  });

  for (const [name, question, action] of [['Retry', 'retry', 'retry'], ['Continue', 'resume', 'continue']] as const) {
    it(`holds “${name}” back, too, until the user wants it anyway`, async () => {
      const asks: unknown[] = [];
      const again = async (ask: { readonly anyway?: true }): Promise<null> => {
        asks.push(ask);
        if (ask.anyway === undefined) throw new FailureError({ ...tooLong, action: 'trimOldest', others: ['sendAnyway'] });
        return null;
      };
      const failure: Failure = { kind: 'interrupted', message: 'It broke off.', action };
      const chat = await openChatPage({ thread: sampleThread([samplePrompt('p', 'One'), sampleAnswer('a', 'p', 'Yes', { state: 'interrupted', failure })]), host: { [question]: again } });
      await chat.page.getByRole('button', { name, exact: true }).first().click();
      await notice(chat).getByText('This does not fit.').waitFor();
      await notice(chat).getByRole('button', { name: 'Send Anyway' }).click();
      await eventually(() => asks, [{ threadId: 'thread', messageId: 'a' }, { threadId: 'thread', messageId: 'a', anyway: true }]);
    });
  }

  describe('by the server’s own word', () => {
    const failure: Failure = { kind: 'contextTooLong', message: 'This thread is too long for the model.', action: 'newThread' };
    const failed = (id: string, parentId: string) => sampleAnswer(id, parentId, '', { state: 'failed', failure });
    const long = sampleThread([samplePrompt('p', 'One'), sampleAnswer('a', 'p', 'Yes'), samplePrompt('q', 'Two', { parentId: 'a' }), failed('b', 'q')]);

    it('has the answer offer what makes room, as far as anything went before', async () => {
      const chat = await openChatPage({ thread: long });
      deepEqual(await steps(chat).locator('vscode-button').allInnerTexts(), ['Leave Out Oldest Messages', 'New Thread from a Summary', 'Edit Message', 'New Thread']);
      const first = await openChatPage({ thread: sampleThread([samplePrompt('p', 'One'), failed('a', 'p')]) });
      deepEqual(await steps(first).locator('vscode-button').allInnerTexts(), ['Edit Message', 'New Thread']);
    });

    it('is answered again without the oldest messages, or taken to a new thread with a summary', async () => {
      const chat = await openChatPage({ thread: long });
      await steps(chat).getByRole('button', { name: 'Leave Out Oldest Messages' }).click();
      await eventually(() => chat.asked, [['retry', { threadId: 'thread', messageId: 'b', trimmed: true }]]);
      await steps(chat).getByRole('button', { name: 'New Thread from a Summary' }).click();
      await eventually(() => chat.asked.slice(1), [['sumUp', { threadId: 'thread', messageId: 'b' }]]);
    });

    it('has its prompt written anew', async () => {
      const chat = await openChatPage({ thread: long });
      await steps(chat).getByRole('button', { name: 'Edit Message' }).click();
      await eventually(() => chat.page.getByRole('textbox', { name: 'Edit message' }).inputValue(), 'Two');
    });
  });

  it('is edited in its place, sent without the oldest messages from there, and then not written any more', async () => {
    const asks: unknown[] = [];
    const edit = async (ask: { readonly trimmed?: true }): Promise<null> => {
      asks.push(ask);
      if (ask.trimmed === undefined) throw new FailureError({ ...tooLong, action: 'trimOldest', others: ['sendAnyway'] });
      return null;
    };
    const chat = await openChatPage({ thread: sampleThread([samplePrompt('p', 'One'), sampleAnswer('a', 'p', 'Yes')]), host: { edit } });
    await chat.page.getByRole('button', { name: 'Edit', exact: true }).click();
    await chat.page.getByRole('textbox', { name: 'Edit message' }).press('Enter');
    await notice(chat).getByRole('button', { name: 'Leave Out Oldest Messages' }).click();
    const which = { threadId: 'thread', messageId: 'p', text: 'One', attachmentIds: [] };
    await eventually(() => asks, [which, { ...which, trimmed: true }]);
    await eventually(() => chat.page.getByRole('alert').count(), 0);
  });

  it('is said in the transcript where the oldest messages were left out', async () => {
    const chat = await openChatPage({ thread: sampleThread([samplePrompt('p', 'One'), sampleAnswer('a', 'p', 'Yes'), samplePrompt('q', 'Two', { parentId: 'a' }), sampleAnswer('b', 'q', 'No')]) });
    await chat.happens({ type: 'trimmed', at: sampleTime, messageId: 'a' });
    const order = await chat.page.locator('.messages > .section').evaluate((section) => [...section.children].map(({ className }) => className.split(' ')[0]));
    deepEqual([order, await chat.page.locator('.trim').textContent()], [['prompt', 'answer', 'trim', 'prompt', 'answer'], 'The 2 messages above are not sent to the assistant any more.']);
    await chat.tell({ type: 'opened' });
    deepEqual(await chat.page.locator('.trim').count(), 0);
  });

  it('comes back as a summary in the composer, whatever was written there, to be changed before it is sent', async () => {
    const chat = await openChatPage({ thread: answered('So') });
    await message(chat).fill('All of this');
    await chat.tell({ type: 'draft', draft: { text: 'What was said before: much.', at: 1 } });
    await eventually(async () => [await message(chat).inputValue(), chat.asked], ['What was said before: much.', []]);
  });
});

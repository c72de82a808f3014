import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Failure } from '../../src/shared/failure.ts';
import type { Thread } from '../../src/shared/thread.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered, sampleAnswer, sampleAttachment, samplePrompt, sampleStatus, sampleThread } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const noKey: Failure = { kind: 'noKey', message: 'There is no API key for OpenAI yet.', action: 'setKey' };
const log = ({ page }: ChatPage) => page.getByRole('log', { name: 'Conversation' });
const articles = ({ page }: ChatPage): Promise<string[]> =>
  page.getByRole('article').evaluateAll((all) => all.map((article) => {
    const name = document.getElementById(article.getAttribute('aria-labelledby') ?? '');
    return `${name?.textContent ?? ''}: ${article.querySelector('.prompt-words, .markdown')?.textContent ?? ''}`;
  }));
const focused = ({ page }: ChatPage): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });

const long: Thread = sampleThread(
  Array.from({ length: 20 }, (_, index) => [
    samplePrompt(`p${String(index)}`, `Question ${String(index)}`, index === 0 ? {} : { parentId: `a${String(index - 1)}` }),
    sampleAnswer(`a${String(index)}`, `p${String(index)}`, 'Many words.\n\nMore words.', index === 19 ? { state: 'running' } : {}),
  ]).flat(),
);
const fromEnd = (chat: ChatPage): Promise<number> =>
  log(chat).evaluate((element) => Math.round(element.scrollHeight - element.scrollTop - element.clientHeight));

async function say(chat: ChatPage, text: string): Promise<void> {
  await chat.happens({ type: 'text', messageId: 'a19', text });
}

describe('The chat', () => {
  it('shows who said what', async () => {
    const attachments = [sampleAttachment('a', 'src/a.ts', 3, 9)];
    const thread = sampleThread([samplePrompt('p', '*Why?*', { attachments }), sampleAnswer('a', 'p', '*So.*')]);
    const chat = await openChatPage({ thread });
    deepEqual(await articles(chat), ['You: *Why?*', 'Rubber Duck: So.']);
    deepEqual(await chat.page.getByRole('article', { name: 'You' }).getByRole('listitem').allInnerTexts(), ['src/a.ts:3-9\n18 bytes · as text']);
  });

  it('says who will answer, and begins a new thread', async () => {
    const chat = await openChatPage({ thread: answered('So.') });
    deepEqual(await chat.page.locator('.names > :not([hidden])').allInnerTexts(), ['Rubber Duck', 'gpt-5.2 · OpenAI']);
    await chat.page.getByRole('button', { name: 'New Thread' }).click();
    await eventually(() => chat.asked, [['newThread', undefined]]);
    await eventually(() => focused(chat), 'Message');
  });

  it('shows another thread when the host opens it', async () => {
    const chat = await openChatPage({ thread: answered('So.') });
    await chat.tell({ type: 'opened', thread: { ...sampleThread([samplePrompt('q', 'Else?'), sampleAnswer('b', 'q', 'No.')]), id: 'other' } });
    await eventually(() => articles(chat), ['You: Else?', 'Rubber Duck: No.']);
  });

  it('adds what is said, and leaves alone what was there', async () => {
    const chat = await openChatPage({ thread: answered('So.') });
    const first = await chat.page.getByRole('article').first().elementHandle();
    await chat.happens({ type: 'prompted', at: 1, message: samplePrompt('q', 'Else?', { parentId: 'answer' }) });
    await chat.happens({ type: 'answering', at: 2, message: sampleAnswer('b', 'q', '', { state: 'running' }) });
    await eventually(() => articles(chat), ['You: Why?', 'Rubber Duck: So.', 'You: Else?', 'Rubber Duck: ']);
    deepEqual(await first?.evaluate((element) => element.isConnected), true);
  });

  it('says what it is for while a thread is empty', async () => {
    const chat = await openChatPage();
    const welcome = chat.page.getByRole('region', { name: 'Welcome' });
    deepEqual([await welcome.isVisible(), await welcome.getByRole('button').count()], [true, 0]);
    await chat.tell({ type: 'opened', thread: answered('So.') });
    await eventually(() => welcome.isVisible(), false);
  });
});

describe('What stands in the way', () => {
  it('is a missing key: the welcome says so and offers to set one, once', async () => {
    const chat = await openChatPage({ status: { ...sampleStatus, failure: noKey } });
    deepEqual([await chat.page.getByText(noKey.message).count(), await chat.page.getByRole('button', { name: 'Set API Key…' }).count()], [1, 1]);
    await chat.page.getByRole('button', { name: 'Set API Key…' }).click();
    await eventually(() => chat.asked, [['act', { action: 'setKey' }]]);
  });

  it('is said above the composer in a thread, until the host takes it back', async () => {
    const chat = await openChatPage({ thread: answered('So.'), status: { ...sampleStatus, failure: noKey } });
    await chat.page.locator('.foot').getByRole('button', { name: 'Set API Key…' }).click();
    await eventually(() => chat.asked, [['act', { action: 'setKey' }]]);
    await chat.tell({ type: 'status', status: sampleStatus });
    await eventually(() => chat.page.getByText(noKey.message).count(), 0);
  });

  it('is one button only, also when a prompt was refused for the same reason', async () => {
    const chat = await openChatPage({ status: { ...sampleStatus, failure: noKey }, host: { send: () => Promise.reject(new FailureError(noKey)) } });
    await chat.page.getByRole('textbox', { name: 'Message' }).fill('Hello');
    await chat.page.keyboard.press('Enter');
    await chat.page.getByRole('alert').waitFor();
    await eventually(() => chat.page.getByRole('button', { name: 'Set API Key…' }).count(), 1);
    await chat.tell({ type: 'status', status: sampleStatus });
    await eventually(() => chat.page.getByRole('button', { name: 'Set API Key…' }).count(), 0);
  });
});

describe('The transcript', () => {
  it('opens at its end and stays there while an answer grows', async () => {
    const chat = await openChatPage({ thread: long });
    await eventually(() => fromEnd(chat), 0);
    await say(chat, '\n\nword'.repeat(50));
    await eventually(() => fromEnd(chat), 0);
    deepEqual(await chat.page.getByRole('button', { name: 'Jump to latest' }).isVisible(), false);
  });

  it('stays at its end also when it grows between two frames', async () => {
    const chat = await openChatPage({ thread: long });
    await log(chat).evaluate(async (element) => {
      for (let count = 0; count < 50; count += 1) {
        element.firstElementChild?.append(document.createElement('hr'), document.createElement('hr'), document.createElement('hr'));
        await new Promise((resolve) => { setTimeout(resolve); });
      }
    });
    await eventually(() => fromEnd(chat), 0);
  });

  it('leaves a reader alone who has gone up, and shows the way back', async () => {
    const chat = await openChatPage({ thread: long });
    await eventually(() => fromEnd(chat), 0);
    await log(chat).hover();
    await chat.page.mouse.wheel(0, -400);
    const jump = chat.page.getByRole('button', { name: 'Jump to latest' });
    await jump.waitFor();
    const place = await log(chat).evaluate((element) => element.scrollTop);
    await say(chat, '\n\nword'.repeat(50));
    await eventually(() => chat.page.locator('.markdown').last().locator('p').count(), 52);
    deepEqual(await log(chat).evaluate((element) => element.scrollTop), place);
    await jump.click();
    await eventually(async () => [await fromEnd(chat), await jump.isVisible()], [0, false]);
  });

  it('is where the reader was after a reload', async () => {
    const chat = await openChatPage({ thread: long });
    await eventually(() => fromEnd(chat), 0);
    await log(chat).evaluate((element) => { element.scrollTop = 300; });
    await eventually(() => chat.page.evaluate(() => sessionStorage.getItem('state')?.includes('"offset"')), true);
    await chat.page.reload();
    await eventually(() => log(chat).evaluate((element) => element.scrollTop), 300);
  });
});

describe('With the keyboard alone', () => {
  it('everything is reached, in the order in which it stands (case 112)', async () => {
    const thread = sampleThread([
      samplePrompt('p', 'Why?'),
      sampleAnswer('a1', 'p', 'No'),
      sampleAnswer('a2', 'p', 'See [this](https://example.com).\n\n```ts\na\n```', { state: 'interrupted' }),
    ]);
    const chat = await openChatPage({ thread, attachments: [sampleAttachment('one', 'src/a.ts', 3, 9)] });
    const walk: string[] = [];
    for (let step = 0; step < 24; step += 1) {
      await chat.page.keyboard.press('Tab');
      walk.push(await focused(chat));
    }
    deepEqual(walk, [
      'Rubber Duck', 'New Thread', 'Conversation', 'Edit', 'More', 'this', 'Apply', 'Insert at Cursor', 'Copy code', 'More for this code', 'a', 'Continue', 'Retry', 'Previous version', 'Copy answer', 'What was sent', 'More',
      'Open src/a.ts:3-9', 'Remove src/a.ts:3-9', 'Message', 'Attach…', 'Current editor: off', 'Show What Will Be Sent', 'Send',
    ]);
  });

  for (const theme of ['dark', 'light', 'highContrast'] as const) {
    it(`the focus can be seen in the ${theme} theme`, async () => {
      const chat = await openChatPage({ theme, thread: answered('So.') });
      const color = await chat.page.evaluate(() => {
        const probe = document.createElement('i');
        probe.style.color = 'var(--vscode-focusBorder)';
        document.body.append(probe);
        return getComputedStyle(probe).color;
      });
      const seen: string[] = [];
      for (let step = 0; step < 4; step += 1) {
        await chat.page.keyboard.press('Tab');
        seen.push(await chat.page.evaluate(() => {
          const element = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement ?? document.body;
          return getComputedStyle(element).outlineColor;
        }));
      }
      deepEqual(seen, Array.from({ length: 4 }, () => color));
    });
  }
});

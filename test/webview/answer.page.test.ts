import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Failure, FailureAction } from '../../src/shared/failure.ts';
import type { Answer } from '../../src/shared/message.ts';
import type { Thread } from '../../src/shared/thread.ts';
import type { Outcome } from '../../src/shared/threadEvents.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered, sampleAnswer, samplePrompt, sampleThread, sampleTime } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const running = (text = ''): Thread => answered(text, { state: 'running' });
const failure = (action: FailureAction, more: Partial<Failure> = {}): Failure =>
  ({ kind: 'serverError', message: 'It did not work.', action, ...more });
const rateLimited = failure('retry', { kind: 'rateLimited', message: 'Too many requests.', retryAfter: 30 });

/** What stands in the answer, line by line. */
const answerText = ({ page }: ChatPage): Promise<string> => page.getByRole('article', { name: 'Rubber Duck' }).last().innerText();
const buttons = ({ page }: ChatPage): Promise<number> => page.getByRole('article', { name: 'Rubber Duck' }).last().getByRole('button').count();
const status = ({ page }: ChatPage): Promise<string | null> => page.locator('.visually-hidden[role=status]').textContent();

async function say(chat: ChatPage, text: string): Promise<void> {
  await chat.happens({ type: 'text', messageId: 'answer', text });
}

async function settle(chat: ChatPage, outcome: Outcome): Promise<void> {
  await chat.happens({ type: 'settled', at: sampleTime, messageId: 'answer', outcome });
}

describe('An answer in the page', () => {
  it('grows word by word in its own article', async () => {
    const chat = await openChatPage({ thread: running() });
    for (const words of ['# Be', 'cause\n\nit ', '*is', '* so.']) await say(chat, words);
    await eventually(() => chat.page.locator('.markdown').innerHTML(), '<h1 dir="auto">Because</h1><p dir="auto">it <em>is</em> so.</p>');
  });

  it('keeps what a reader has selected while it grows', async () => {
    const chat = await openChatPage({ thread: running('one **two** three') });
    await chat.page.locator('.markdown strong').selectText();
    await say(chat, ' four\n\nfive\n\nsix');
    await eventually(() => chat.page.locator('.markdown p').count(), 3);
    deepEqual(await chat.page.evaluate(() => String(getSelection())), 'two');
  });

  it('ends with what it cost and who wrote it', async () => {
    const chat = await openChatPage({ thread: running('Because.') });
    await chat.happens({ type: 'noted', messageId: 'answer', note: { usage: { inputTokens: 1234, outputTokens: 56 } } });
    await settle(chat, { state: 'complete' });
    await eventually(() => answerText(chat), 'Rubber Duck\n\nBecause.\n\nCopy\n1,234 in, 56 out · 0.0 s · gpt-5.2');
  });

  it('says that it waits, and for how long, when no words come (case 6)', async () => {
    const chat = await openChatPage({ thread: answered('Before.') });
    await chat.page.clock.install();
    await chat.tell({ type: 'opened', thread: { ...running(), id: 'thread' } });
    const waiting = chat.page.locator('.waiting');
    const said: string[] = [await waiting.innerText()];
    for (const seconds of [4, 20]) {
      await chat.page.clock.fastForward(seconds * 1000);
      said.push(await waiting.innerText());
    }
    deepEqual(said.map((words) => words.replace(/\d+ s/, 'N s')), ['', 'Waiting for the first words…', 'Still waiting… N s']);
    await say(chat, 'Here');
    await eventually(() => waiting.innerText(), '');
  });

  it('is busy while it arrives, and screen readers are told how it ended', async () => {
    const chat = await openChatPage({ thread: running('So') });
    const article = chat.page.getByRole('article', { name: 'Rubber Duck' });
    deepEqual([await article.getAttribute('aria-busy'), await status(chat)], ['true', '']);
    await settle(chat, { state: 'interrupted', failure: failure('continue') });
    await eventually(async () => [await article.getAttribute('aria-busy'), await status(chat)], ['false', 'Answer interrupted']);
  });

  it('says that it was stopped', async () => {
    const chat = await openChatPage({ thread: answered('So', { state: 'stopped' }) });
    await eventually(() => answerText(chat), 'Rubber Duck\n\nSo\n\nStopped\n\nCopy\ngpt-5.2');
  });

  it('says how long a busy server asks to wait, and lets one retry at once', async () => {
    const thread = answered('', { state: 'failed', failure: rateLimited });
    const chat = await openChatPage({ thread: { ...thread, updatedAt: Date.now() } });
    deepEqual((await chat.page.locator('.notice-words').innerText()).replace(/\d+/, 'N'), 'Too many requests. Try again in N s.');
    await chat.page.getByRole('button', { name: 'Retry' }).click();
    await eventually(() => chat.asked, [['retry', { threadId: 'thread', messageId: 'answer' }]]);
  });

  it('does not count the seconds of a wait that is long over', async () => {
    const chat = await openChatPage({ thread: answered('', { state: 'failed', failure: rateLimited }) });
    deepEqual(await chat.page.locator('.notice-words').innerText(), 'Too many requests.');
  });

  it('is copied whole, in its own words', async () => {
    const chat = await openChatPage({ thread: answered('Use **this**:\n\n```\na\n```\n') });
    await chat.page.getByRole('button', { name: 'Copy answer' }).click();
    await eventually(() => chat.page.evaluate(() => navigator.clipboard.readText()), 'Use **this**:\n\n```\na\n```\n');
  });
});

describe('An answer that is not whole', () => {
  const ways: readonly (readonly [step: string, asked: readonly [string, unknown], answer: Partial<Answer>])[] = [
    ['Continue', ['resume', { threadId: 'thread', messageId: 'answer' }], { state: 'interrupted', failure: failure('continue') }],
    ['Retry', ['retry', { threadId: 'thread', messageId: 'answer' }], { state: 'interrupted', failure: failure('continue') }],
    ['Retry', ['retry', { threadId: 'thread', messageId: 'answer' }], { state: 'failed', failure: failure('retry') }],
    ['Continue', ['resume', { threadId: 'thread', messageId: 'answer' }], { state: 'incomplete', failure: failure('continue') }],
    ['Set API Key…', ['act', { action: 'setKey' }], { state: 'failed', failure: failure('setKey') }],
    ['Open Log', ['act', { action: 'openLog' }], { state: 'failed', failure: failure('openLog') }],
    ['Open Settings', ['act', { action: 'openSettings' }], { state: 'failed', failure: failure('openSettings') }],
    ['Choose Connection…', ['act', { action: 'chooseConnection' }], { state: 'failed', failure: failure('chooseConnection') }],
    ['Choose Model…', ['act', { action: 'chooseModel' }], { state: 'failed', failure: failure('chooseModel') }],
    ['New Thread', ['newThread', undefined], { state: 'failed', failure: failure('newThread') }],
  ];
  for (const [step, asked, answer] of ways) {
    it(`offers “${step}” when it is ${String(answer.state)} and that is a way out`, async () => {
      const chat = await openChatPage({ thread: answered('So', answer) });
      await chat.page.locator('.notice').getByRole('button', { name: step, exact: true }).click();
      await eventually(() => chat.asked, [asked]);
    });
  }

  it('offers no other steps than these', async () => {
    const chat = await openChatPage({ thread: answered('So', { state: 'failed', failure: failure('setKey') }) });
    deepEqual(await chat.page.locator('.notice').getByRole('button').count(), 1);
  });

  it('offers to go on only where the thread ends', async () => {
    const thread = sampleThread([
      samplePrompt('p1', 'Why?'),
      sampleAnswer('a1', 'p1', 'So', { state: 'interrupted', failure: failure('continue') }),
      samplePrompt('p2', 'Really?', { parentId: 'a1' }),
      sampleAnswer('a2', 'p2', 'Yes'),
    ]);
    const { page } = await openChatPage({ thread });
    const each = await page.getByRole('article', { name: 'Rubber Duck' }).all();
    deepEqual(await Promise.all(each.map((article) => article.getByRole('button', { name: /Continue|Retry/ }).count())), [0, 1]);
  });

  it('takes its steps back when it goes on', async () => {
    const chat = await openChatPage({ thread: answered('So', { state: 'interrupted', failure: failure('continue') }) });
    await chat.happens({ type: 'resumed', at: sampleTime, messageId: 'answer' });
    await say(chat, ' it is.');
    await eventually(async () => [await buttons(chat), (await answerText(chat)).trim()], [0, 'Rubber Duck\n\nSo it is.']);
  });
});

describe('The versions of an answer', () => {
  const thread = sampleThread([samplePrompt('p', 'Why?'), sampleAnswer('a1', 'p', 'First'), sampleAnswer('a2', 'p', 'Second')]);

  it('asks the host to show what was sent for it', async () => {
    const chat = await openChatPage({ thread: answered('So') });
    await chat.page.getByRole('button', { name: 'What was sent' }).click();
    await eventually(() => chat.asked, [['showSent', { threadId: 'thread', messageId: 'answer' }]]);
  });

  it('can be leafed through', async () => {
    const chat = await openChatPage({ thread });
    await chat.page.getByRole('button', { name: 'Previous version' }).click();
    await chat.happens({ type: 'selected', messageId: 'a1' });
    await chat.page.getByRole('button', { name: 'Next version' }).click();
    await eventually(() => chat.asked, [['select', { threadId: 'thread', messageId: 'a1' }], ['select', { threadId: 'thread', messageId: 'a2' }]]);
    await eventually(() => answerText(chat), 'Rubber Duck\n\nFirst\n\n1/2\nCopy\ngpt-5.2');
  });

  it('end at the first and the last one', async () => {
    const { page } = await openChatPage({ thread });
    deepEqual(await Promise.all(['Previous version', 'Next version'].map((name) => page.getByRole('button', { name }).isEnabled())), [true, false]);
  });

  it('keep the focus of someone who leafs by keyboard', async () => {
    const chat = await openChatPage({ thread });
    await chat.page.getByRole('button', { name: 'Previous version' }).focus();
    await chat.happens({ type: 'selected', messageId: 'a1' });
    await eventually(() => chat.page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Next version');
  });
});

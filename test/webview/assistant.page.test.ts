import { deepEqual } from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { sampleAnswer, samplePrompt, sampleStatus, sampleThread, sampleThreadId } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const message = ({ page }: ChatPage): Locator => page.getByRole('textbox', { name: 'Message' });
const offered = ({ page }: ChatPage): Promise<readonly string[]> => page.getByRole('option').locator('.mention-name').allTextContents();

describe('What an assistant brings into the page', () => {
  it('are its conversation starters, which are sent with a click', async () => {
    const chat = await openChatPage({ status: { ...sampleStatus, starters: ['Review the selected code.', 'Explain <b>this</b>.'] } });
    await chat.page.getByRole('group', { name: 'Conversation starters' }).getByRole('button', { name: 'Explain <b>this</b>.' }).click();
    await eventually(async () => chat.asked.filter(([method]) => method === 'send'), [['send', { text: 'Explain <b>this</b>.', attachmentIds: [] }]]);
  });

  it('is its name, which leads to the others', async () => {
    const chat = await openChatPage();
    await chat.page.getByRole('button', { name: 'Rubber Duck' }).click();
    await eventually(async () => chat.asked, [['act', { action: 'chooseAssistant' }]]);
  });

  it('are the steps of an answer, which unfold to what was done with what', async () => {
    const step = { id: 's', kind: 'code', title: 'Code interpreter', state: 'complete', input: 'print(3 * 1 + 11)', output: '14', startedAt: 1000, endedAt: 3500 } as const;
    const chat = await openChatPage({ thread: sampleThread([samplePrompt('p', 'Why?'), sampleAnswer('a', 'p', 'So.', { steps: [step] })]) });
    const shown = chat.page.getByRole('list', { name: 'Steps' });
    deepEqual(await shown.innerText(), 'Code interpreter\n2.5 s');
    await shown.getByText('Code interpreter').click();
    deepEqual(await shown.locator('pre').allInnerTexts(), ['print(3 * 1 + 11)', '14']);
  });

  it('keeps a step as the reader has it while it goes on: unfolded, with the focus, and no taller than a page', async () => {
    const step = { id: 's', kind: 'code', title: 'Code interpreter', state: 'running', input: 'print(1)' } as const;
    const chat = await openChatPage({ thread: sampleThread([samplePrompt('p', 'Why?'), sampleAnswer('a', 'p', '', { state: 'running', steps: [step] })]) });
    await chat.page.locator('.step summary').focus();
    await chat.page.keyboard.press('Enter');
    await chat.happens({ type: 'stepped', messageId: 'a', step: { ...step, output: 'line\n'.repeat(5000) } });
    await chat.happens({ type: 'stepped', messageId: 'a', step: { ...step, state: 'complete' } });
    const output = chat.page.locator('.step pre').last();
    deepEqual([await output.isVisible(), await chat.page.evaluate(() => document.activeElement?.tagName), ((await output.boundingBox())?.height ?? 0) < 320], [true, 'SUMMARY', true]);
  });

  it('is a function that waits for its result, which the user gives in VS Code', async () => {
    const step = { id: 'call_1', kind: 'function', title: 'get_weather', state: 'waiting', input: '{"city":"Oslo"}' } as const;
    const chat = await openChatPage({ thread: sampleThread([samplePrompt('p', 'Rain?'), sampleAnswer('a', 'p', '', { state: 'running', steps: [step], status: 'requires_action' })]) });
    await chat.page.getByText('Waiting for the result of a function…').waitFor();
    await chat.page.getByRole('button', { name: 'Give the Result…' }).click();
    await eventually(async () => chat.asked, [['answerCall', { messageId: 'a', stepId: 'call_1' }]]);
    await chat.happens({ type: 'stepped', messageId: 'a', step: { ...step, state: 'complete', output: 'Rain' } });
    deepEqual([await chat.page.locator('.step pre').allInnerTexts(), await chat.page.getByRole('button', { name: 'Give the Result…' }).count()], [['{"city":"Oslo"}', 'Rain'], 0]);
  });

  it('is the offer to ask without a parameter that the model refused', async () => {
    const failure = { kind: 'parameterRefused', message: 'gpt-5.2 does not take temperature as this assistant sets it.', action: 'dropParameter', parameter: 'temperature' } as const;
    const chat = await openChatPage({ thread: sampleThread([samplePrompt('p', 'Why?'), sampleAnswer('a', 'p', '', { state: 'failed', failure })]) });
    await chat.page.getByRole('button', { name: 'Ask Without It' }).click();
    await eventually(async () => chat.asked, [['retryWithout', { threadId: sampleThreadId, messageId: 'a' }]]);
  });
});

describe('An @name in the composer', () => {
  const assistants = [
    { id: 'duck', name: 'Rubber Duck' }, { id: 'tutor', name: 'Math Tutor', description: 'Solves equations' }, { id: 'reviewer', name: 'Code Reviewer', description: '<b>Bold</b>' },
  ];
  const open = (): Promise<ChatPage> => openChatPage({ host: { hello: async () => ({ attachments: [], currentEditor: { following: 'off' }, status: sampleStatus, assistants }) } });

  it('is proposed as it is typed, and put in by Enter without sending', async () => {
    const chat = await open();
    await message(chat).pressSequentially('@');
    await eventually(() => offered(chat), ['Rubber Duck', 'Math Tutor', 'Code Reviewer']);
    await message(chat).pressSequentially('tu');
    await eventually(() => offered(chat), ['Math Tutor']);
    await message(chat).press('Enter');
    await eventually(async () => [await message(chat).inputValue(), await offered(chat), chat.asked], ['@Math Tutor ', [], []]);
  });

  it('is chosen by the arrows, and screen readers are told which it is', async () => {
    const chat = await open();
    await message(chat).pressSequentially('@');
    await message(chat).press('ArrowDown');
    await message(chat).press('ArrowDown');
    const id = await message(chat).getAttribute('aria-activedescendant');
    deepEqual(await chat.page.locator(`#${String(id)}`).getAttribute('aria-selected'), 'true');
    await message(chat).press('Tab');
    deepEqual(await message(chat).inputValue(), '@Code Reviewer ');
  });

  it('is put before what is written already, by a click', async () => {
    const chat = await open();
    await message(chat).fill('what is 2+2?');
    await message(chat).press('Home');
    await message(chat).pressSequentially('@ma');
    await chat.page.getByRole('option', { name: /Math Tutor/ }).click();
    deepEqual(await message(chat).inputValue(), '@Math Tutor what is 2+2?');
  });

  it('is let alone by Escape, and in the middle of a text', async () => {
    const chat = await open();
    await message(chat).pressSequentially('@ma');
    await message(chat).press('Escape');
    await eventually(() => offered(chat), []);
    await message(chat).fill('mail me @');
    await eventually(() => offered(chat), []);
    await message(chat).press('Enter');
    await eventually(() => chat.asked, [['send', { text: 'mail me @', attachmentIds: [] }]]);
  });
});

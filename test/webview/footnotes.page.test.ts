import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Citation } from '../../src/shared/answerParts.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered, sampleTime } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const citations: readonly Citation[] = [
  { number: 1, name: 'docs/tea.md', path: 'docs/tea.md', hash: 'h', startLine: 3, endLine: 9, quote: 'Boil the water.' },
  { number: 4, name: 'cup.ts', path: 'cup.ts', hash: 'h', startLine: 7, endLine: 7 },
  { name: 'guide.md', fileId: 'file-1', quote: 'It is so.' },
];
const sources = ({ page }: ChatPage): Promise<string[]> => page.getByRole('list', { name: 'Sources' }).getByRole('listitem').allInnerTexts();

describe('The sources of an answer', () => {
  it('stand under it once it has ended, with their lines', async () => {
    const chat = await openChatPage({ thread: answered('So [1] and [4].', { state: 'running' }) });
    await chat.happens({ type: 'noted', messageId: 'answer', note: { citations } });
    deepEqual(await sources(chat), []);
    await chat.happens({ type: 'settled', at: sampleTime, messageId: 'answer', outcome: { state: 'complete' } });
    await eventually(() => sources(chat), ['[1] docs/tea.md:3-9', '[4] cup.ts:7', 'guide.md']);
  });

  it('are opened by their place in the answer, and quote it in their tooltips', async () => {
    const chat = await openChatPage({ thread: answered('So [1] and [4].', { citations }) });
    const button = chat.page.getByRole('button', { name: 'Open [1] docs/tea.md:3-9' });
    deepEqual(await button.getAttribute('title'), 'Boil the water.');
    await button.click();
    await chat.page.getByRole('button', { name: 'Open [4] cup.ts:7' }).click();
    await eventually(() => chat.asked, [0, 1].map((index) => ['openCitation', { threadId: 'thread', messageId: 'answer', index }] as const));
  });

  it('cannot be pressed where the file is at the server alone', async () => {
    const chat = await openChatPage({ thread: answered('So.', { citations }) });
    deepEqual(await chat.page.getByRole('list', { name: 'Sources' }).getByRole('button').count(), 2);
  });

  it('say why when one cannot be opened', async () => {
    const failure = { kind: 'notFound', message: 'docs/tea.md is not in this workspace.', action: 'retry' } as const;
    const chat = await openChatPage({ thread: answered('So.', { citations }), host: { openCitation: () => Promise.reject(new FailureError(failure)) } });
    await chat.page.getByRole('button', { name: 'Open [1] docs/tea.md:3-9' }).click();
    await chat.page.getByText('docs/tea.md is not in this workspace.').waitFor();
  });

  it('are none where nothing is cited', async () => {
    const chat = await openChatPage({ thread: answered('So.') });
    deepEqual(await chat.page.getByRole('list', { name: 'Sources' }).count(), 0);
  });
});

import type { Locator, Page } from 'playwright-core';
import type { Following } from '../../src/core/currentEditor.ts';
import type { Output, Step } from '../../src/shared/answerParts.ts';
import type { Thread } from '../../src/shared/thread.ts';
import type { FoundFiles, PromptOffer } from '../../src/shared/composerOffers.ts';
import type { Status } from '../../src/shared/status.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { barChart } from '../server/barChart.ts';
import { openChatPage, type ChatPage, type ChatStage } from './chatPage.ts';
import { answered, sampleAnswer, sampleAttachment, samplePrompt, sampleStatus, sampleThread, sampleTime } from './chatSamples.ts';

/** How a state of the panel is opened: in which theme, and how wide. */
type Look = Pick<ChatStage, 'theme' | 'width' | 'height'>;

const noKey: Status = { ...sampleStatus, failure: { kind: 'noKey', message: 'There is no key for https://api.openai.com yet.', action: 'setKey' }, starters: ['Explain this project', 'Write a test for the file in front of me'] };

const richText = `## What happens

A *cache* keeps what was used **last**, see \`src/cache.ts\` and [the paper](https://example.com/paper).[^1]

1. Look it up
2. Put it first
   - [x] in place
   - [ ] with a limit

> It forgets what was used least.

| Planet | Moons | Year, in days of the Earth |
| --- | ---: | :---: |
| Mars | 2 | 687 |
| Jupiter | 95 | 4333 |

$$\\sum_{k=1}^{n} k = \\frac{n(n+1)}{2}$$

\`\`\`ts
// Forgets the oldest entry.
export class Cache<Value> {
  readonly #entries = new Map<string, Value>();
  get(key: string): Value | undefined { return this.#entries.get(key) ?? undefined; }
}
\`\`\`

\`\`\`sh
npm test
\`\`\`

[^1]: A note at the foot.
`;

const steps: readonly Step[] = [
  { id: 's1', kind: 'search', title: 'Searched the knowledge', state: 'complete', startedAt: sampleTime, endedAt: sampleTime + 400 },
  { id: 's2', kind: 'code', title: 'Code interpreter', state: 'failed', input: 'print(1 / 0)', output: 'ZeroDivisionError', startedAt: sampleTime, endedAt: sampleTime + 900 },
  { id: 's3', kind: 'function', title: 'get_weather', state: 'waiting', input: '{"city": "Oslo"}' },
];

const outputs: readonly Output[] = [
  { id: 'chart', name: 'chart.png', mediaType: 'image/png', state: 'kept', bytes: 2345, hash: 'ab'.repeat(32) },
  { id: 'table', name: 'squares.csv', mediaType: 'text/csv', state: 'kept', bytes: 6, hash: 'cd'.repeat(32) },
  { id: 'lost', name: 'gone.csv', mediaType: 'text/csv', state: 'lost', why: 'The server has deleted it.' },
];

const rich = answered(richText, {
  steps, outputs, endedAt: sampleTime + 4000, usage: { inputTokens: 1200, outputTokens: 340, cachedTokens: 800 },
  citations: [{ number: 1, name: 'docs/tea.md', path: 'docs/tea.md', startLine: 3, endLine: 9, quote: 'Green tea' }, { number: 2, name: 'prices.pdf' }],
});

const versions = sampleThread([
  samplePrompt('p1', 'Why?', { attachments: [sampleAttachment('a', 'src/a/rather/long/path/to/a/file.ts', 3, 90)] }), sampleAnswer('a1', 'p1', 'So.'),
  samplePrompt('p2', 'Why, exactly?'), sampleAnswer('a2', 'p2', 'Because.'), sampleAnswer('a3', 'p2', 'Just so.'),
]);

const image = { ...sampleAttachment('image', 'screenshot of the window.png', 1, 1), text: '', media: { mediaType: 'image/png', bytes: 2345, hash: 'ab'.repeat(32) } } as const;
const front: Following = { following: 'on', attachment: { ...sampleAttachment('front', 'src/a.ts', 3, 9), tokens: 5 } };
const found: FoundFiles = { found: [{ id: 'f1', name: 'cache.ts', folder: 'src', kind: 'file', nameMarks: [0, 1], folderMarks: [] }] };
const offers: readonly PromptOffer[] = [{ id: 'file:///review', name: 'review', description: 'Review some code', hint: 'what' }];

/** The box where the user writes. */
export const message = ({ page }: { readonly page: Page }): Locator => page.getByRole('textbox', { name: 'Message', exact: true });

function longThread(): Thread {
  const turns = Array.from({ length: 60 }, (_, index) => [
    samplePrompt(`p${String(index)}`, `Question ${String(index)}`, index === 0 ? {} : { parentId: `a${String(index - 1)}` }),
    sampleAnswer(`a${String(index)}`, `p${String(index)}`, `Answer ${String(index)}, in a few words that make up a line or two of text.`),
  ]);
  return sampleThread(turns.flat(), { earlier: { before: 40, absent: 40 } });
}

/** Every state that the panel can be in, by its name: each opens a page that is in it. */
export const panelStates: Readonly<Record<string, (look: Look) => Promise<ChatPage>>> = {
  'empty': (look) => openChatPage({ ...look, status: { ...sampleStatus, starters: ['Explain this project', 'Write a test for the file in front of me'] } }),
  'without a key': (look) => openChatPage({ ...look, status: noKey }),
  'streaming': async (look) => {
    const chat = await openChatPage({ ...look, thread: answered('A first word\n\n```ts\nconst a = 1;\n', { state: 'running' }) });
    await message(chat).fill('And then?');
    return chat;
  },
  'waiting, and with messages that are not sent any more': (look) => {
    const { messages } = versions;
    const last = messages.at(-1)?.id ?? '';
    return openChatPage({ ...look, thread: sampleThread([...messages, samplePrompt('now', 'And now?', { parentId: last }), sampleAnswer('soon', 'now', '', { state: 'running' })], { trimmed: { messageId: last, length: 4 } }) });
  },
  'finished, with all that an answer can hold': async (look) => {
    const chat = await openChatPage({ ...look, thread: rich, host: { readImage: () => Promise.resolve({ data: Buffer.from(barChart([1, 4, 9])).toString('base64') }) } });
    await chat.page.locator('details').first().evaluate((details) => { if (details instanceof HTMLDetailsElement) details.open = true; });
    return chat;
  },
  'failed': (look) => openChatPage({ ...look, thread: answered('', { state: 'failed', failure: { kind: 'rateLimited', message: 'OpenAI has had too many requests for now.', action: 'retry', others: ['chooseConnection'], retryAfter: 20 } }) }),
  'interrupted': (look) => openChatPage({ ...look, thread: answered('It began well', { state: 'interrupted' }) }),
  'refused': async (look) => {
    const refusal = new FailureError({ kind: 'contextTooLong', message: 'This does not fit.', action: 'dropLargest', others: ['trimOldest', 'summarise', 'sendAnyway'] });
    const chat = await openChatPage({ ...look, thread: answered('So.'), host: { send: () => Promise.reject(refusal) } });
    await message(chat).fill('All of this');
    await message(chat).press('Enter');
    await chat.page.getByRole('alert').getByText('This does not fit.').waitFor();
    return chat;
  },
  'with a queue': async (look) => {
    const chat = await openChatPage({ ...look, thread: answered('So', { state: 'running' }) });
    await chat.tell({ type: 'queue', queue: { prompts: [{ id: 'a', text: 'First of all', attachments: 0 }, { id: 'b', text: 'Then this', attachments: 2 }], waits: 'The answer was stopped, so what is queued waits.' } });
    return chat;
  },
  'editing in place': async (look) => {
    const chat = await openChatPage({ ...look, thread: versions });
    const prompt = chat.page.getByRole('article', { name: 'You' }).last();
    await prompt.hover();
    await prompt.getByRole('button', { name: 'Edit' }).click();
    return chat;
  },
  'with the find bar': async (look) => {
    const chat = await openChatPage({ ...look, thread: versions });
    await chat.page.keyboard.press('Control+f');
    await chat.page.keyboard.type('so');
    return chat;
  },
  'offering assistants': async (look) => {
    const chat = await openChatPage({ ...look, thread: versions });
    await chat.tell({ type: 'assistants', assistants: [{ id: 'duck', name: 'Rubber Duck', description: 'Asks back' }, { id: 'tea', name: 'Tea Master', description: '' }] });
    await message(chat).pressSequentially('@');
    await chat.page.getByRole('option').first().waitFor();
    return chat;
  },
  'offering files': async (look) => {
    const chat = await openChatPage({ ...look, thread: versions, host: { findFiles: () => Promise.resolve(found) } });
    await message(chat).pressSequentially('#ca');
    await chat.page.getByRole('option').first().waitFor();
    return chat;
  },
  'offering commands': async (look) => {
    const chat = await openChatPage({ ...look, thread: versions, host: { listPrompts: () => Promise.resolve(offers) } });
    await message(chat).pressSequentially('/');
    await chat.page.getByRole('option').first().waitFor();
    return chat;
  },
  'with the menu of an answer': async (look) => {
    const chat = await openChatPage({ ...look, thread: versions });
    await chat.page.getByRole('article').last().getByRole('button', { name: 'More' }).click();
    return chat;
  },
  'with the menu of a block of code': async (look) => {
    const chat = await openChatPage({ ...look, thread: rich });
    await chat.page.getByRole('button', { name: 'More for this code' }).first().click();
    return chat;
  },
  'with its keys': async (look) => {
    const chat = await openChatPage({ ...look, thread: versions });
    await chat.page.getByRole('log').focus();
    await chat.page.keyboard.press('?');
    await chat.page.getByRole('dialog').waitFor();
    return chat;
  },
  'with chips and images': async (look) => {
    const attachments = [sampleAttachment('a', 'src/a/rather/long/path/to/a/file/in/the/workspace.ts', 3, 90), image];
    const chat = await openChatPage({ ...look, attachments, currentEditor: front, status: { ...sampleStatus, takes: ['document'] } });
    await chat.tell({ type: 'meter', meter: { tokens: 118_000, window: 128_000 } });
    return chat;
  },
  'with a long thread': async (look) => {
    const chat = await openChatPage({ ...look, thread: longThread() });
    await chat.page.getByRole('log').evaluate((log) => { log.scrollTop = 900; });
    await chat.drawn();
    return chat;
  },
};

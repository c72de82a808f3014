import { deepEqual } from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { HostApi } from '../../src/shared/protocol.ts';
import { openChatPage, type ChatPage, type ChatStage } from '../support/chatPage.ts';
import { answered, sampleTime } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const text = 'See `src/tea.ts:12`, src/cup.ts#L3-L5 and Node.js, not `src/milk.ts` or [src/tea.ts](https://example.com); `Pot.fill` pours, `rm` does not.\n\n```ts\nsrc/tea.ts\n```\n';

/** A host that knows two files, and what it was asked to find. */
function knowing(): { readonly stage: ChatStage; readonly names: string[][] } {
  const names: string[][] = [];
  const findPlaces: HostApi['findPlaces'] = (ask) => {
    names.push([...ask.names]);
    return Promise.resolve({ ids: ask.names.map((name) => (/tea|cup/.test(name) ? `id of ${name}` : null)) });
  };
  return { stage: { thread: answered(text), host: { findPlaces } }, names };
}

const links = ({ page }: ChatPage): Promise<string[]> => page.locator('.file-link').allInnerTexts();

describe('What an answer names in the workspace', () => {
  it('is asked for at once, each name once, and becomes a link where there is such a file', async () => {
    const { stage, names } = knowing();
    const chat = await openChatPage(stage);
    await eventually(() => links(chat), ['src/tea.ts:12', 'src/cup.ts#L3-L5']);
    deepEqual(names, [['src/tea.ts:12', 'src/milk.ts', 'Pot.fill', 'src/cup.ts#L3-L5', 'Node.js']]);
    deepEqual(await chat.page.locator('.markdown p').textContent(), 'See src/tea.ts:12, src/cup.ts#L3-L5 and Node.js, not src/milk.ts or src/tea.ts; Pot.fill pours, rm does not.');
  });

  it('opens by the id that the host gave, with the mouse and with the keys', async () => {
    const chat = await openChatPage(knowing().stage);
    await chat.page.getByRole('link', { name: 'src/cup.ts#L3-L5' }).click();
    await chat.page.getByRole('link', { name: 'src/tea.ts:12' }).press('Enter');
    await eventually(() => chat.asked, [['openPlace', { id: 'id of src/cup.ts#L3-L5' }], ['openPlace', { id: 'id of src/tea.ts:12' }]]);
  });

  it('is looked for among the symbols on a click alone', async () => {
    const chat = await openChatPage(knowing().stage);
    await chat.page.locator('.symbol-link').click();
    await eventually(() => chat.asked, [['openSymbol', { threadId: 'thread', messageId: 'answer', name: 'Pot.fill' }]]);
    deepEqual(await chat.page.locator('.symbol-link').count(), 1);
  });

  it('is asked for when the answer has come to its end, and again when it has gone on', async () => {
    const { stage, names } = knowing();
    const chat = await openChatPage({ ...stage, thread: answered('In src/tea', { state: 'running' }) });
    await chat.happens({ type: 'text', messageId: 'answer', text: '.ts' });
    deepEqual(names, []);
    await chat.happens({ type: 'settled', at: sampleTime, messageId: 'answer', outcome: { state: 'interrupted' } });
    await eventually(() => links(chat), ['src/tea.ts']);
    await chat.happens({ type: 'resumed', at: sampleTime, messageId: 'answer' });
    await chat.happens({ type: 'text', messageId: 'answer', text: ' and src/cup.ts' });
    await eventually(() => links(chat), []);
    await chat.happens({ type: 'settled', at: sampleTime, messageId: 'answer', outcome: { state: 'complete' } });
    await eventually(() => links(chat), ['src/tea.ts', 'src/cup.ts']);
    deepEqual(await chat.page.locator('.markdown').innerText(), 'In src/tea.ts and src/cup.ts');
  });
});

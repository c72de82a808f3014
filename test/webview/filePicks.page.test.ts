import { deepEqual } from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { chipOf } from '../../src/shared/chip.ts';
import type { FoundFile, FoundFiles } from '../../src/shared/composerOffers.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { openChatPage, type ChatPage } from '../support/chatPage.ts';
import { answered, sampleAttachment } from '../support/chatSamples.ts';
import { eventually } from '../support/eventually.ts';

const files: readonly FoundFile[] = [
  { id: 'one', kind: 'file', name: 'chat.ts', folder: 'src/core', nameMarks: [0, 1], folderMarks: [] },
  { id: 'two', kind: 'folder', name: 'charts', folder: 'src', nameMarks: [0], folderMarks: [0, 2] },
  { id: 'three', kind: 'file', name: '<b>\u202Etxt.exe', folder: '', nameMarks: [], folderMarks: [] },
];

const message = ({ page }: ChatPage): Locator => page.getByRole('textbox', { name: 'Message' });
const list = ({ page }: ChatPage): Locator => page.getByRole('listbox', { name: 'Files and folders' });
const offered = (chat: ChatPage): Promise<readonly string[]> => list(chat).getByRole('option').allInnerTexts();
const note = ({ page }: ChatPage): Promise<string> => page.locator('.mention-note:visible').innerText();

interface Stage {
  readonly chat: ChatPage;
  readonly queries: readonly string[];
}

/** A host that answers each query with those of the sample files that begin with it, or as it is told. */
async function open(find: (query: string) => Promise<FoundFiles> = async (query) => ({ found: files.filter(({ name }) => name.startsWith(query)) })): Promise<Stage> {
  const queries: string[] = [];
  const findFiles = ({ query }: { readonly query: string }): Promise<FoundFiles> => {
    queries.push(query);
    return find(query);
  };
  return { chat: await openChatPage({ thread: answered('So'), host: { findFiles } }), queries };
}

describe('A # in the composer', () => {
  it('offers files and folders, with where they lie, and narrows them letter by letter', async () => {
    const { chat, queries } = await open();
    await message(chat).pressSequentially('Look at #');
    await eventually(() => offered(chat), ['chat.ts\nsrc/core', 'charts\nsrc', '<b>⟦U+202E⟧txt.exe']);
    await message(chat).pressSequentially('chat');
    await eventually(() => offered(chat), ['chat.ts\nsrc/core']);
    deepEqual(queries, ['', 'c', 'ch', 'cha', 'chat']);
  });

  it('emphasises the letters that were found, and tells folders from files', async () => {
    const { chat } = await open();
    await message(chat).pressSequentially('#');
    await eventually(() => list(chat).locator('b').allInnerTexts(), ['ch', 'c', 's', 'c']);
    const kinds = await Promise.all([0, 1, 2].map((row) => list(chat).locator('.codicon').nth(row).getAttribute('class')));
    deepEqual(kinds, ['codicon codicon-file', 'codicon codicon-folder', 'codicon codicon-file']);
  });

  it('attaches the chosen one under its id and takes what was typed out of the text', async () => {
    const { chat } = await open();
    await message(chat).fill('Compare  with that');
    await message(chat).evaluate((area: HTMLTextAreaElement) => { area.setSelectionRange(8, 8); });
    await message(chat).pressSequentially('#ch');
    await eventually(async () => (await offered(chat)).length, 2);
    await message(chat).press('ArrowDown');
    await message(chat).press('Enter');
    await eventually(async () => [chat.asked, await message(chat).inputValue(), await offered(chat)], [[['attachFound', { id: 'two' }]], 'Compare with that', []]);
    await chat.tell({ type: 'attachments', attachments: [chipOf(sampleAttachment('a', 'src/charts/', 1, 2))] });
    deepEqual(await chat.page.getByRole('list', { name: 'Attachments' }).getByRole('listitem').allInnerTexts(), ['src/charts/:1-2\n18 bytes · as text']);
  });

  it('takes a click, too', async () => {
    const { chat } = await open();
    await message(chat).pressSequentially('#');
    await list(chat).getByRole('option', { name: /chat\.ts/ }).click();
    await eventually(async () => [chat.asked, await message(chat).inputValue()], [[['attachFound', { id: 'one' }]], '']);
  });

  it('tells screen readers which one is meant', async () => {
    const { chat } = await open();
    await message(chat).pressSequentially('#');
    await eventually(async () => (await offered(chat)).length, 3);
    await message(chat).press('ArrowUp');
    const id = await message(chat).getAttribute('aria-activedescendant');
    deepEqual([await chat.page.locator(`#${String(id)}`).getAttribute('aria-selected'), await message(chat).getAttribute('aria-controls') === await list(chat).getAttribute('id')], ['true', true]);
  });

  it('is let alone within a word, before white space and after Escape', async () => {
    const { chat, queries } = await open();
    await message(chat).pressSequentially('C# and ');
    deepEqual([queries, await offered(chat)], [[], []]);
    await message(chat).pressSequentially('#');
    await eventually(async () => (await offered(chat)).length, 3);
    await message(chat).press('Escape');
    await eventually(() => offered(chat), []);
    await message(chat).pressSequentially(' ');
    await message(chat).press('Enter');
    await eventually(() => chat.asked, [['send', { threadId: 'thread', text: 'C# and # ', attachmentIds: [] }]]);
  });

  it('takes the best match of what was typed when Enter is faster than the host', async () => {
    const answer = Promise.withResolvers<FoundFiles>();
    const { chat } = await open(() => answer.promise);
    await message(chat).pressSequentially('#');
    await message(chat).press('Enter');
    await eventually(() => note(chat), 'Looking for files…');
    answer.resolve({ found: files });
    await eventually(async () => [chat.asked, await message(chat).inputValue()], [[['attachFound', { id: 'one' }]], '']);
  });

  it('is sent with Enter where only digits follow it, as in the number of an issue; Tab and the arrow keys take the file', async () => {
    const { chat } = await open(async () => ({ found: files }));
    await message(chat).pressSequentially('fix #12');
    await eventually(async () => (await offered(chat)).length, 3);
    await message(chat).press('Enter');
    await eventually(async () => [chat.asked, await offered(chat)], [[['send', { threadId: 'thread', text: 'fix #12', attachmentIds: [] }]], []]);
    await eventually(() => message(chat).inputValue(), '');
    await message(chat).pressSequentially('#12');
    await eventually(async () => (await offered(chat)).length, 3);
    await message(chat).press('ArrowDown');
    await message(chat).press('Enter');
    await eventually(async () => [chat.asked.at(-1), await message(chat).inputValue()], [['attachFound', { id: 'two' }], '']);
  });

  it('shows nothing of an answer that comes too late', async () => {
    const slow = Promise.withResolvers<FoundFiles>();
    const { chat } = await open(async (query) => (query === '' ? slow.promise : { found: files.slice(1, 2) }));
    await message(chat).pressSequentially('#c');
    await eventually(() => offered(chat), ['charts\nsrc']);
    slow.resolve({ found: files });
    await chat.drawn();
    deepEqual(await offered(chat), ['charts\nsrc']);
  });

  it('says what it cannot find, and what the host says', async () => {
    const { chat } = await open(async (query) => (query === 'cc' ? Promise.reject(new FailureError({ kind: 'internal', message: 'The folder is gone.', action: 'openLog' })) : { found: [], ...(query === '' ? { note: 'Only 200,000 files are found here.' } : {}) }));
    await message(chat).pressSequentially('#');
    await eventually(() => note(chat), 'Only 200,000 files are found here.');
    await message(chat).pressSequentially('c');
    await eventually(() => note(chat), 'No file or folder has these letters.');
    await message(chat).pressSequentially('c');
    await eventually(() => note(chat), 'The folder is gone.');
    deepEqual(await chat.page.getByRole('alert').count(), 0);
  });

  it('says why a file could not be attached', async () => {
    const refusal = new FailureError({ kind: 'notFound', message: 'This file is no longer on offer. Type # to find it again.', action: 'openLog' });
    const chat = await openChatPage({ host: { findFiles: async () => ({ found: files }), attachFound: () => Promise.reject(refusal) } });
    await message(chat).pressSequentially('#');
    await list(chat).getByRole('option').first().click();
    await chat.page.getByText('This file is no longer on offer. Type # to find it again.').first().waitFor();
  });
});

import assert from 'node:assert/strict';
import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { useVscode } from '../support/useVscode.ts';
import { letters } from '../core/plantedSecrets.ts';

const key = ['gh', 'p_', letters(36)].join('');
const assistant = '---\nname: Librarian\nmodel: offline-large\nknowledge:\n  - docs/**\n---\nYou know the house rules.\n';

describe('What an assistant knows', () => {
  const vscode = useVscode({
    workspaceFiles: {
      '.assistants/librarian.assistant.md': assistant,
      '.gitignore': 'drafts/\n',
      'docs/drafts/cocoa.md': '# Cocoa\n\nCocoa is stirred.\n',
      'docs/tea.md': '# Tea\n\nGreen tea is steeped for two minutes at eighty degrees.\n',
      'docs/coffee.md': '# Coffee\n\nCoffee is ground just before it is brewed.\n',
      'docs/keys.md': `Token ${key}\n`,
      'docs/.env': `TOKEN=${key}\n`,
    },
    settings: { 'files.autoSave': 'off' },
  });
  const row = (name: string | RegExp): Locator => vscode().page.getByRole('tree', { name: 'Assistants' }).getByRole('treeitem').filter({ hasText: name });
  const choose = (name: string, item: string): Promise<void> => vscode().choose(row(name).first(), item);
  const ask = async (words: string): Promise<void> => {
    const { chat } = vscode();
    await chat.getByRole('textbox', { name: 'Message' }).fill(words);
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
  };
  const answered = async (word: RegExp): Promise<void> => {
    const { chat } = vscode();
    await chat.getByRole('article', { name: /^Librarian/ }).last().getByText(word).first().waitFor();
    await chat.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  };
  const bodies = (path: string): readonly unknown[] => vscode().offline.requests.filter((request) => request.method === 'POST' && request.path === path).map(({ body }) => body);
  const notice = (words: RegExp): Locator => vscode().page.locator('.notification-toast').getByText(words).last();
  /** Waits until lines are selected in the editor, down to this one. */
  const selectedTo = (line: number): Promise<void> => vscode().page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${String(line)}, Col \\d+ \\(\\d+ selected\\)`) }).waitFor();
  /** Answers the question about the file that holds a secret. */
  const leaveOut = async (): Promise<void> => {
    const dialog = vscode().page.getByRole('dialog');
    await dialog.getByText(/keys\.md/).first().waitFor();
    await dialog.getByRole('button', { name: 'Leave It Out' }).click();
  };
  /** How many files the vector store holds. */
  const held = async (): Promise<number> => {
    const { offline } = vscode();
    const [store = ''] = (await (await fetch(`${offline.url}/vector_stores`)).text()).match(/vs_\w+/) ?? [];
    return (await (await fetch(`${offline.url}/vector_stores/${store}/files`)).text()).match(/"vector_store\.file"/g)?.length ?? 0;
  };
  /** All that the server was told, as one text. */
  const heard = (): string => JSON.stringify(vscode().offline.requests.map(({ body }) => body));

  before(async () => {
    symlinkSync('.env', join(vscode().workspace, 'docs/setup.md'));
    await vscode().openChat();
    await choose('Librarian', 'Start Chat');
    await vscode().chat.getByPlaceholder(/^Ask Librarian/).waitFor();
  });

  it('is searched on this machine, and cited; a footnote opens the file at the passage', async () => {
    const { chat, page, offline } = vscode();
    await ask('say Two minutes [1]. How long is green tea steeped?');
    await answered(/^Two minutes/);
    assert.match(JSON.stringify(bodies('/v1/responses').at(-1)), /docs\/tea\.md:1-4/);
    assert.equal(offline.requests.some(({ path }) => path === '/v1/files'), false);
    await chat.getByRole('button', { name: /tea\.md/ }).first().click();
    await page.getByRole('tab', { name: /tea\.md/ }).waitFor();
  });

  it('holds no file whose name says that it holds secrets, and nothing of a secret leaves unasked', async () => {
    const { page } = vscode();
    await ask('say Hm. What is the token?');
    await page.getByRole('dialog').getByText(/keys\.md/).first().waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Send With Placeholders' }).click();
    await answered(/^Hm\./);
    await eventually(() => /‹secret 1: GitHub token›/.test(heard()), true);
    assert.equal(heard().includes(key), false);
  });

  it('is brought to the server at the user’s word, and the server searches there from then on', async () => {
    const { page } = vscode();
    await choose('Librarian', 'Sync Knowledge');
    await page.getByRole('dialog').getByText('Upload the 3 files that Librarian knows').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click();
    await leaveOut();
    await page.locator('.notification-toast').getByText(/can search 2 files of Librarian\./).waitFor();
    await ask('say There. And coffee?');
    await answered(/^There\./);
    assert.match(JSON.stringify(bodies('/v1/responses').at(-1)), /"vector_store_ids":\["vs_/);
    assert.equal(heard().includes(key), false);
  });

  it('stands below the assistant, each file with what became of it there', async () => {
    await row('Librarian').first().locator('.monaco-tl-twistie').click();
    await row(/tea\.md.*ready/).waitFor();
    await row(/keys\.md.*held back/).waitFor();
  });

  it('is cited as the server found it; a footnote opens the file with the cited lines selected', async () => {
    const { chat } = vscode();
    await ask('How long is green tea steeped?');
    await answered(/two minutes/);
    await chat.getByRole('article', { name: /^Librarian/ }).last().getByRole('button', { name: 'Open docs/tea.md' }).click();
    await selectedTo(3);
  });

  it('is offered to be synced again once a file has changed, and a footnote says that it has', async () => {
    const { chat, page } = vscode();
    await row(/tea\.md/).click();
    await page.locator('.view-line', { hasText: 'Green tea' }).click();
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('New\n');
    await page.keyboard.press('Control+S');
    await notice(/^A file that Librarian knows is not at its server as it is now\.$/).waitFor();
    await chat.getByRole('article', { name: /^Librarian/ }).last().getByRole('button', { name: 'Open docs/tea.md' }).click();
    await selectedTo(4);
    await notice(/^docs\/tea\.md has changed since it was cited\. What is selected is where the cited words stand now\.$/).waitFor();
  });

  it('takes out at the server what has gone here, says that the upload stays, and asks nothing that was asked before', async () => {
    const { page, workspace } = vscode();
    rmSync(join(workspace, 'docs/coffee.md'));
    await page.locator('.notification-toast', { hasText: 'is not at its server as it is now' }).getByRole('button', { name: 'Sync Knowledge' }).click();
    await notice(/^Offline server can search 1 file of Librarian\. 2 files were taken out; their uploads stay there until you delete them in the view Files\. Not docs\/keys\.md: /).waitFor();
    await eventually(held, 1);
  });

  it('is not waiting for anything after a sync was stopped, and a reload changes none of that', async () => {
    const { offline, openChat, page, workspace, reload } = vscode();
    offline.set({ ingestion: 'held' });
    writeFileSync(join(workspace, 'docs/milk.md'), '# Milk\n\nMilk is poured last.\n');
    await notice(/^A file that Librarian knows is not at its server as it is now\.$/).waitFor();
    await page.locator('.notification-toast', { hasText: 'is not at its server as it is now' }).getByRole('button', { name: 'Sync Knowledge' }).click();
    await eventually(held, 2);
    await page.locator('.notification-toast', { hasText: 'Bringing the files of Librarian' }).getByRole('button', { name: 'Cancel' }).click();
    await notice(/^The sync of Librarian was stopped: 2 of 4 files are at Offline server\. Sync again to go on from there\.$/).waitFor();
    await row(/milk\.md.*in progress/).waitFor();
    offline.set({ ingestion: 'asRead' });
    await reload();
    await openChat();
    await row('Librarian').first().locator('.monaco-tl-twistie').click();
    await row(/keys\.md.*held back/).waitFor();
    await row(/milk\.md.*ready/).waitFor();
  });
});

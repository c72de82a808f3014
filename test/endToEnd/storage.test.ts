import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { clientFor } from '../server/testClient.ts';
import { eventually } from '../support/eventually.ts';
import { useVscode } from '../support/useVscode.ts';

const librarian = '---\nname: Librarian\nmodel: offline-large\nknowledge:\n  - docs/**\n---\nYou know the house rules.\n';
const marks = (assistant: string, workspace: string): Record<string, string> => ({ made_by: 'workspace-assistants', assistant, workspace });

describe('What is stored at servers', () => {
  /** What knowledge of the open workspace is marked with. */
  let here = '';
  const vscode = useVscode({ workspaceFiles: { '.assistants/librarian.assistant.md': librarian, 'docs/tea.md': '# Tea\n\nGreen tea is steeped for two minutes.\n' } });
  const picker = (): Locator => vscode().page.locator('.quick-input-widget');
  const row = (name: string | RegExp): Locator => picker().getByRole('checkbox', { name }).or(picker().getByRole('option', { name })).first();
  const notice = (words: RegExp): Locator => vscode().page.locator('.notification-toast').getByText(words);
  const question = (): Locator => vscode().page.getByRole('dialog');
  const assistantRow = (): Locator => vscode().page.getByRole('tree', { name: 'Assistants' }).getByRole('treeitem').filter({ hasText: 'Librarian' }).first();
  const tick = (name: string | RegExp): Promise<void> => row(name).click();
  const stores = async (): Promise<readonly string[]> => (await clientFor(vscode().offline.url).vectorStores.list({ limit: 100 })).data.map(({ name }) => name);
  const answered = async (words: RegExp): Promise<void> => {
    await vscode().chat.getByRole('article', { name: /^Librarian/ }).last().getByText(words).first().waitFor();
    await vscode().chat.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  };
  const sync = async (): Promise<void> => {
    const { offline } = vscode();
    const isThere = offline.requests.some(({ path, method }) => method === 'POST' && path === '/v1/files');
    await vscode().choose(assistantRow(), 'Sync Knowledge');
    if (!isThere) await question().getByRole('button', { name: 'Upload' }).click();
    await notice(/can search 1 file of Librarian\./).first().waitFor();
    await vscode().command('Notifications: Clear All Notifications');
  };
  const show = async (): Promise<void> => {
    await vscode().command('Assistants: Show What Is Stored at Servers…');
    await picker().getByText(/^Stored at Servers: /).waitFor();
  };

  before(async () => {
    const { chat, page, offline } = vscode();
    await vscode().openChat();
    await vscode().choose(assistantRow(), 'Start Chat');
    await chat.getByPlaceholder(/^Ask Librarian/).waitFor();
    await chat.getByRole('textbox', { name: 'Message' }).fill('say Two minutes. How long is tea steeped?');
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    await answered(/^Two minutes\./);
    await sync();
    const client = clientFor(offline.url);
    const { metadata } = await client.vectorStores.list().then(({ data: [first] }) => first ?? assert.fail());
    here = metadata?.['workspace'] ?? assert.fail();
    await client.vectorStores.create({ name: 'Gone', metadata: marks('workspace/gone', here) });
    await client.vectorStores.create({ name: 'Coffee', metadata: marks('workspace/barista', 'coffee') });
    await client.containers.create({ name: 'auto' });
    await page.keyboard.press('Escape');
  });

  it('is listed, each with its size, its age and whose it is; what nothing needs is told apart from what is used', async () => {
    await show();
    await row(/tea\.md.*\d+ bytes · made .* · never expires · Offline server.*File · From docs\/tea\.md · used by vector store “Librarian”/).waitFor();
    await row(/Librarian.*Vector Store.*Knowledge of the assistant “Librarian”/).waitFor();
    await row(/Gone.*Nothing known here needs it · Knowledge of the assistant “workspace\/gone”/).waitFor();
    await row(/Coffee.*Knowledge of the assistant “workspace\/barista”, of another workspace: coffee/).waitFor();
    await row(/say Two minutes.*made .*Conversation · Of the thread “say Two minutes/).waitFor();
    await row(/auto.*made .* · expires .*Container · Where the code of answers runs/).waitFor();
    assert.equal(await picker().getByText('Nothing known here needs it').count(), 1);
  });

  it('is deleted as picked, once the user has seen what that comes to; a click elsewhere loses nothing', async () => {
    await tick(/Gone/);
    await tick(/say Two minutes/);
    await vscode().page.locator('.part.editor').click();
    await picker().getByText('2 Selected').waitFor();
    await picker().getByRole('button', { name: 'OK' }).click();
    await question().getByText('Delete for good: 2 entries?').waitFor();
    await question().getByText(/Vector Store “Gone” · 0 bytes · Offline server · Nothing known here needs it/).waitFor();
    await question().getByRole('button', { name: 'Delete' }).click();
    await notice(/^Deleted 2 of 2\.$/).waitFor();
    assert.deepEqual(await stores(), ['Coffee', 'Librarian']);
  });

  it('is what is left, the next time; going back to searching on this machine shows the way there', async () => {
    const { page } = vscode();
    await vscode().choose(assistantRow(), 'Search Knowledge on This Machine');
    await notice(/^The files of Librarian are searched on this machine from now on\. What was uploaded stays at Offline server until you delete it there\.$/).waitFor();
    await page.getByRole('button', { name: 'Show What Is Stored There…' }).click();
    await row(/Coffee/).waitFor();
    assert.equal(await picker().getByText(/Gone|say Two minutes/).count(), 0);
    await page.keyboard.press('Escape');
  });

  it('is shown in a document before much of it is deleted; what fails is told, and the rest is deleted', async () => {
    const { page, offline } = vscode();
    const client = clientFor(offline.url);
    for (let number = 1; number <= 12; number += 1) await client.vectorStores.create({ name: `Old ${String(number)}`, metadata: marks('workspace/gone', here) });
    await show();
    await picker().locator('input').first().fill('Old');
    await picker().getByRole('checkbox', { name: 'Toggle all checkboxes' }).click();
    await picker().getByText('12 Selected').waitFor();
    await picker().getByRole('button', { name: 'OK' }).click();
    await page.getByRole('tab', { name: /What Would Be Deleted/ }).waitFor();
    await row(/Back to the List/).click();
    await picker().getByText('12 Selected').waitFor();
    await picker().getByRole('button', { name: 'OK' }).click();
    offline.plan({ fault: 'status', status: 403, method: 'DELETE', path: '/v1/vector_stores/*' });
    await row(/Delete for Good/).click();
    await notice(/^Deleted 11 of 12\. Not “Old \d+”: /).waitFor();
    assert.equal((await stores()).length, 3);
  });

  it('is gone from the view Files once it is deleted, and knowledge of which nothing is stored any more is searched on this machine', async () => {
    const { page, chat } = vscode();
    await vscode().command('View: Close All Editors');
    await page.getByRole('button', { name: 'Files Section' }).click();
    const files = page.getByRole('tree', { name: 'Files' }).getByRole('treeitem');
    await files.filter({ hasText: 'Offline server' }).click();
    await files.filter({ hasText: 'tea.md' }).waitFor();
    await sync();
    await show();
    await tick(/Librarian.*Vector Store/);
    await tick(/tea\.md.*File/);
    await picker().getByRole('button', { name: 'OK' }).click();
    await question().getByRole('button', { name: 'Delete' }).click();
    await eventually(async () => (await stores()).includes('Librarian'), false);
    await files.filter({ hasText: 'tea.md' }).waitFor({ state: 'hidden' });
    await chat.getByRole('textbox', { name: 'Message' }).fill('say Still two. And green tea?');
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    await answered(/^Still two\./);
    assert.match(JSON.stringify(vscode().offline.requests.findLast(({ path }) => path === '/v1/responses')?.body), /docs\/tea\.md:1-/);
  });
});

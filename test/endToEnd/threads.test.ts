import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { newThread } from '../support/newThread.ts';
import { nameFile } from '../support/fileDialog.ts';
import { saidAndAnswered } from '../support/saidAndAnswered.ts';
import { useVscode } from '../support/useVscode.ts';

describe('The list of threads', () => {
  // A window of its own: in the list of the shared one there are the threads of all.
  const vscode = useVscode({ wordDelay: 10, openFiles: ['src/brewing.ts'] });
  const row = (title: string): Locator => vscode().page.getByRole('treeitem', { name: title });

  before(async () => {
    await vscode().openChat();
    await newThread(vscode());
    await saidAndAnswered(vscode(), 'one');
    await newThread(vscode());
    await saidAndAnswered(vscode(), 'two');
    await vscode().command('Assistants: Focus on Threads View');
    await row('say two').waitFor();
  });

  it('has the newest first, and opens one', async () => {
    const { page, chat } = vscode();
    assert.deepEqual((await page.getByRole('treeitem', { name: /^say (?:one|two)/ }).allInnerTexts()).map((words) => words.slice(0, 'say two'.length)), ['say two', 'say one']);
    await row('say one').click();
    await chat.getByRole('article', { name: /^Assistant/ }).getByText('one').waitFor();
  });

  it('renames a thread', async () => {
    const { page } = vscode();
    await row('say one').click();
    await row('say one').hover();
    await row('say one').getByRole('button', { name: 'Rename Thread…' }).click();
    await page.locator('.quick-input-widget input').fill('My first thread');
    await page.keyboard.press('Enter');
    await row('My first thread').waitFor();
  });

  it('lists by days, keeps pinned threads on top, and archived ones out of sight until they are wanted', async () => {
    const { page, choose, command } = vscode();
    const names = async (): Promise<readonly string[]> => (await page.getByRole('treeitem', { name: /^(?:Pinned|Today|Archived|My first thread|say two)/ }).allInnerTexts()).map((words) => words.split(/[\n\d·]|Assistant/)[0]?.trim() ?? '');
    await choose(row('My first thread'), 'Pin Thread');
    await eventually(names, ['Pinned', 'My first thread', 'Today', 'say two']);
    await choose(row('My first thread'), 'Archive Thread');
    await eventually(names, ['Today', 'say two']);
    await command('Assistants: Show Archived Threads');
    await eventually(names, ['Today', 'say two', 'Archived']);
    await row('Archived').click();
    await choose(row('My first thread'), 'Take Thread out of the Archive');
    await eventually(names, ['Pinned', 'My first thread', 'Today', 'say two']);
    await choose(row('My first thread'), 'Unpin Thread');
    await command('Assistants: Hide Archived Threads');
    await eventually(names, ['Today', 'say two', 'My first thread']);
  });

  it('finds what was said, and opens it there', async () => {
    const { page, chat, command } = vscode();
    const picker = page.locator('.quick-input-widget');
    await command('Assistants: Search Threads…');
    await picker.locator('input').fill('ay on');
    await eventually(async () => (await picker.getByRole('option').allInnerTexts()).map((words) => [words.includes('My first thread'), words.includes('say one')]), [[true, true]]);
    await picker.locator('input').press('Enter');
    await chat.locator(':focus').getByText('say one').waitFor();
  });

  it('deletes a thread and has it back', async () => {
    const { page, chat } = vscode();
    await row('say two').click();
    await chat.getByRole('article', { name: /^Assistant/ }).getByText('two').waitFor();
    await row('say two').hover();
    await row('say two').getByRole('button', { name: 'Delete Thread' }).click();
    await row('say two').waitFor({ state: 'detached' });
    await chat.getByRole('article').first().waitFor({ state: 'detached' });
    await page.getByRole('dialog', { name: /Deleted “say two”/ }).getByRole('button', { name: 'Undo' }).click();
    await row('say two').waitFor();
    await chat.getByRole('article', { name: /^Assistant/ }).getByText('two').waitFor();
  });

  it('has a thread back out of the trash', async () => {
    const { page, command } = vscode();
    await row('My first thread').hover();
    await row('My first thread').getByRole('button', { name: 'Delete Thread' }).click();
    await row('My first thread').waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await command('Assistants: Restore Deleted Threads…');
    await page.locator('.quick-input-widget').getByRole('checkbox', { name: /^My first thread, deleted/ }).click();
    await page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await row('My first thread').waitFor();
  });

  it('deletes a thread for good, at the server too', async () => {
    const { page, offline } = vscode();
    await row('say two').hover();
    await row('say two').getByRole('button', { name: 'Delete Thread' }).click();
    await page.getByRole('button', { name: 'Delete for Good' }).click();
    await row('say two').waitFor({ state: 'detached' });
    const deleted = (): unknown => offline.requests.filter(({ method }) => method === 'DELETE').map(({ path: at, status }) => [at.replace(/conv_.*/, 'conv_…'), status]);
    await eventually(deleted, [['/v1/conversations/conv_…', 200]]);
  });
});

describe('Threads of all kinds', () => {
  const vscode = useVscode({ wordDelay: 10, settings: { 'assistants.threads.titles': true, 'files.simpleDialog.enable': true } });
  const row = (title: string): Locator => vscode().page.getByRole('treeitem', { name: title });
  const dialog = (): Locator => vscode().page.locator('.quick-input-widget');
  before(async () => {
    await vscode().openChat();
    await vscode().command('Assistants: Focus on Threads View');
  });

  it('get a title from the model after the first answer, in a request of its own of which the server keeps nothing', async () => {
    const { offline } = vscode();
    await saidAndAnswered(vscode(), 'oolong and darjeeling');
    await row('About say oolong and darjeeling').waitFor();
    const asked = offline.requests.filter(({ path: at }) => at === '/v1/responses').map(({ body }) => JSON.stringify(body));
    assert.deepEqual(asked.map((body) => [/Give our conversation a title/.test(body), body.includes('"store":false')]), [[false, false], [true, true]]);
  });

  it('are marked while they run, and as unread when they end while another is shown', async () => {
    const { chat } = vscode();
    await chat.getByRole('button', { name: 'New Thread' }).first().click();
    await chat.getByRole('textbox', { name: 'Message' }).fill('count to 400');
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    await row('count to 400').filter({ hasText: 'answering…' }).waitFor();
    await row('oolong').click();
    await row('count to 400').filter({ hasText: 'unread' }).waitFor();
    await row('count to 400').click();
    await row('count to 400').filter({ hasText: 'unread' }).waitFor({ state: 'detached' });
  });

  it('are temporary if that is wanted: the server is told to keep nothing, and a reload ends them', async () => {
    const { chat, command, offline, reload, openChat } = vscode();
    await command('Assistants: New Temporary Thread');
    await chat.getByText('Temporary: not stored, and gone when VS Code closes.').waitFor();
    const before = offline.requests.length;
    await saidAndAnswered(vscode(), 'something private');
    await row('say something private').filter({ hasText: 'temporary' }).waitFor();
    assert.deepEqual(offline.requests.slice(before).filter(({ method }) => method === 'POST').map(({ path: at, body }) => [at, JSON.stringify(body).includes('"store":false')]), [['/v1/responses', true]]);
    await reload();
    await openChat();
    await row('oolong').waitFor();
    assert.equal(await row('say something private').count(), 0);
  });

  it('go into a file and come back out of it', async () => {
    const { page, choose, command, workspace } = vscode();
    const file = path.join(workspace, 'tea.json');
    // There is one if this is tried again.
    rmSync(file, { force: true });
    await choose(row('oolong'), 'Export Thread…');
    await dialog().getByRole('option', { name: /As JSON/ }).click();
    await nameFile(page, file);
    await dialog().getByRole('button', { name: /OK|Save/ }).click();
    await page.getByText('Exported “About say oolong and darjeeling”.').first().waitFor();
    await command('Assistants: Import Threads…');
    await nameFile(page, file);
    await dialog().getByRole('option', { name: path.basename(file) }).waitFor();
    await dialog().getByRole('button', { name: /OK|Import/ }).click();
    await page.getByText('Imported “About say oolong and darjeeling”.').first().waitFor();
    await eventually(() => row('oolong').count(), 2);
  });
});

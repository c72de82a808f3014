import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { saidAndAnswered } from '../support/saidAndAnswered.ts';
import { useVscode } from '../support/useVscode.ts';

describe('The list of threads', () => {
  const vscode = useVscode();
  const row = (title: string): Locator => vscode().page.getByRole('treeitem', { name: title });

  before(async () => {
    await vscode().openChat();
    await vscode().chat.getByRole('button', { name: 'New Thread' }).first().click();
    await saidAndAnswered(vscode(), 'one');
    await vscode().chat.getByRole('button', { name: 'New Thread' }).first().click();
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

  it('deletes a thread and has it back', async () => {
    const { page, chat } = vscode();
    await row('say two').click();
    await chat.getByRole('article', { name: /^Assistant/ }).getByText('two').waitFor();
    await row('say two').hover();
    await row('say two').getByRole('button', { name: 'Delete Thread' }).click();
    await row('say two').waitFor({ state: 'detached' });
    await chat.getByRole('article').first().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await row('say two').waitFor();
    await chat.getByRole('article', { name: /^Assistant/ }).getByText('two').waitFor();
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

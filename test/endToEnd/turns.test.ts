import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { newThread } from '../support/newThread.ts';
import { saidAndAnswered } from '../support/saidAndAnswered.ts';
import { useVscode } from '../support/useVscode.ts';

describe('The turns of a thread', () => {
  const vscode = useVscode({ wordDelay: 10, settings: { 'assistants.background': true } });
  const prompts = (): Locator => vscode().chat.getByRole('article', { name: 'You' });
  const answers = (): Locator => vscode().chat.getByRole('article', { name: /^Assistant/ });
  const choose = async (message: Locator, name: string): Promise<void> => {
    await message.hover();
    await message.getByRole('button', { name: 'More' }).click();
    await vscode().chat.getByRole('menuitem', { name, exact: true }).click();
  };
  const words = async (): Promise<readonly string[]> => [...(await prompts().locator('.prompt-words').allInnerTexts()), ...(await answers().locator('.markdown').allInnerTexts())];

  before(() => vscode().openChat());

  beforeEach(async () => {
    vscode().offline.reset();
    await newThread(vscode());
  });

  it('are edited and sent again, and both versions stay', async () => {
    await saidAndAnswered(vscode(), 'tea');
    await prompts().hover();
    await prompts().getByRole('button', { name: 'Edit' }).click();
    await prompts().getByRole('textbox', { name: 'Edit message' }).fill('say coffee');
    await prompts().getByRole('textbox', { name: 'Edit message' }).press('Enter');
    await eventually(words, ['say coffee', 'coffee']);
    await prompts().getByRole('button', { name: 'Previous version' }).click();
    await eventually(words, ['say tea', 'tea']);
  });

  it('are answered again, by another model too, and versions are compared in an editor', async () => {
    const { page } = vscode();
    await saidAndAnswered(vscode(), 'tea');
    await choose(answers(), 'Ask Another Model…');
    await page.locator('.quick-input-widget').getByRole('option', { name: 'offline-small' }).click();
    await answers().getByText('2/2').waitFor();
    await answers().getByText('offline-small').waitFor();
    await choose(answers(), 'Compare Versions');
    await page.getByRole('tab', { name: 'Version 1 ↔ Version 2' }).waitFor();
  });

  it('are forked into a thread of their own', async () => {
    const { page, command } = vscode();
    await saidAndAnswered(vscode(), 'tea');
    await saidAndAnswered(vscode(), 'coffee');
    await choose(answers().first(), 'Fork Thread from Here');
    await eventually(words, ['say tea', 'tea']);
    await command('Assistants: Focus on Threads View');
    await page.getByRole('treeitem', { name: 'say tea (fork)' }).waitFor();
  });

  it('are forked at a prompt, which is then in the composer of what was said before it', async () => {
    const { chat } = vscode();
    await saidAndAnswered(vscode(), 'tea');
    await saidAndAnswered(vscode(), 'coffee');
    await choose(prompts().last(), 'Fork Thread before Here');
    await eventually(words, ['say tea', 'tea']);
    await eventually(() => chat.getByRole('textbox', { name: 'Message' }).inputValue(), 'say coffee');
    await chat.getByRole('textbox', { name: 'Message' }).fill('');
  });

  it('are deleted once the user has said so, and brought back', async () => {
    const { page } = vscode();
    await saidAndAnswered(vscode(), 'tea');
    await saidAndAnswered(vscode(), 'coffee');
    await choose(prompts().last(), 'Delete…');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await eventually(words, ['say tea', 'tea']);
    await page.getByRole('button', { name: 'Undo' }).click();
    await eventually(words, ['say tea', 'say coffee', 'tea', 'coffee']);
  });

  it('end in the whole answer although the window reloads while it arrives (case 63)', async () => {
    const { chat, offline, reload, openChat } = vscode();
    await chat.getByRole('textbox', { name: 'Message' }).fill('slow');
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    await answers().getByText('word3').waitFor();
    await reload();
    await openChat();
    await answers().getByText('word100').waitFor();
    await answers().getByRole('button', { name: 'Copy answer' }).waitFor();
    assert.deepEqual(await answers().locator('.markdown').innerText(), Array.from({ length: 100 }, (_, index) => `word${String(index + 1)}`).join(' '));
    const asked = offline.requests.map(({ method, path }) => `${method} ${path.replace(/resp_\w+/, '…')}`).filter((request) => request.includes('/v1/responses'));
    assert.deepEqual(asked, ['POST /v1/responses', 'GET /v1/responses/…']);
  });
});

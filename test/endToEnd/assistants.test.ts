import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { useVscode } from '../support/useVscode.ts';

const tutor = `---
name: Math Tutor
description: Solves equations step by step
starters:
  - say The answer is four
---

You are a personal math tutor.
`;

describe('Assistants of one’s own', () => {
  const vscode = useVscode({ workspaceFiles: { '.assistants/tutor.assistant.md': tutor, '.assistants/broken.assistant.md': '---\nname: [\n---\n', 'README.md': '# Here\n' } });

  const row = (name: string): Locator => vscode().page.getByRole('treeitem').filter({ hasText: name });
  const answer = (): Locator => vscode().chat.getByRole('article', { name: /^(?:Assistant|Math Tutor)/ }).last();
  const message = (): Locator => vscode().chat.getByRole('textbox', { name: 'Message' });

  before(async () => {
    await vscode().openChat();
  });

  it('are listed beside the chat, and a broken file wears a warning', async () => {
    await row('Math Tutor').waitFor();
    await row('broken').waitFor();
    assert.equal(await row('broken').locator('.codicon-warning').count(), 1);
  });

  it('open as files do from other views: as a preview, with the keyboard still in the view', async () => {
    const { page } = vscode();
    await row('Math Tutor').click();
    await page.getByRole('tab', { name: /\.assistant\.md, preview/ }).waitFor();
    await eventually(() => page.getByRole('tree', { name: 'Assistants' }).evaluate((tree) => tree.contains(document.activeElement)), true);
  });

  it('begin a chat with their starters, and answer with their instructions', async () => {
    const { chat, offline } = vscode();
    await row('Math Tutor').hover();
    await row('Math Tutor').getByRole('button', { name: 'Start Chat' }).click();
    await chat.getByRole('button', { name: 'say The answer is four' }).click();
    await answer().getByText('The answer is four').waitFor();
    const body = offline.requests.findLast(({ path }) => path === '/v1/responses')?.body;
    assert.match(JSON.stringify(body), /You are a personal math tutor\./);
  });

  it('answer one prompt of another’s thread by their @name', async () => {
    const { chat } = vscode();
    await chat.getByRole('button', { name: 'New Thread' }).click();
    await message().fill('say plain');
    await message().press('Enter');
    await chat.getByRole('article', { name: /^Assistant/ }).getByText('plain').waitFor();
    await chat.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
    await message().fill('@math tutor say mathematical');
    await message().press('Enter');
    await chat.getByRole('article', { name: /^Math Tutor/ }).getByText('mathematical').first().waitFor();
  });

  it('are made from a template, opened as a file, and deleted with undo', async () => {
    const { command, page } = vscode();
    await command('Assistants: New Assistant…');
    await page.getByRole('option', { name: /Code Reviewer/ }).click();
    await page.locator('.quick-input-widget').getByText(/Its name/).waitFor();
    await page.locator('.quick-input-widget input').press('Enter');
    await page.getByRole('option', { name: /Personal/ }).click();
    await page.getByRole('tab', { name: /code-reviewer\.assistant\.md/ }).waitFor();
    await row('Code Reviewer').hover();
    await row('Code Reviewer').getByRole('button', { name: 'Delete Assistant' }).click();
    await row('Code Reviewer').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).click();
    await row('Code Reviewer').waitFor();
  });

  it('are chosen from the name above the chat', async () => {
    const { chat, page } = vscode();
    await chat.getByRole('button', { name: 'New Thread' }).click();
    await chat.getByRole('button', { name: 'Assistant', exact: true }).click();
    await page.getByRole('option', { name: /Math Tutor/ }).click();
    await chat.getByPlaceholder(/^Ask Math Tutor/).waitFor();
  });

  it('are refused in a sentence that leads to the file, when it cannot be understood', async () => {
    const { chat, page, offline } = vscode();
    await row('broken').hover();
    await row('broken').getByRole('button', { name: 'Start Chat' }).click();
    await chat.getByPlaceholder(/^Ask broken/).waitFor();
    const before = offline.requests.length;
    await message().fill('precious words');
    await message().press('Enter');
    await chat.getByText(/broken\.assistant\.md cannot be understood/).first().waitFor();
    await eventually(async () => [await message().inputValue(), offline.requests.length], ['precious words', before]);
    await chat.getByRole('button', { name: 'Open Assistant' }).first().click();
    await page.getByRole('tab', { name: /broken\.assistant\.md/ }).waitFor();
  });
});

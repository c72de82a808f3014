import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { newThread } from '../support/newThread.ts';
import { saidAndAnswered } from '../support/saidAndAnswered.ts';
import { useVscode } from '../support/useVscode.ts';

describe('A slash in the composer', () => {
  const vscode = useVscode();
  const message = (): Locator => vscode().chat.getByRole('textbox', { name: 'Message' });
  const offer = (name: string): Locator => vscode().chat.getByRole('option', { name });
  const type = async (text: string): Promise<void> => {
    await message().fill('');
    await message().pressSequentially(text);
  };

  before(() => vscode().openChat());

  beforeEach(async () => {
    vscode().offline.reset();
    await newThread(vscode());
  });

  it('puts a prompt file of the workspace into the composer, from where it is sent', async () => {
    const { chat, workspace } = vscode();
    const folder = path.join(workspace, '.github', 'prompts');
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, 'repeat.prompt.md'), '---\ndescription: Says it again\n---\nsay ${input:what}');
    await type('/rep');
    await offer('/repeat').click();
    await eventually(() => message().inputValue(), 'say [what]');
    await message().pressSequentially('tea');
    await message().press('Enter');
    await chat.getByRole('article', { name: /^Assistant/ }).getByText('tea', { exact: true }).waitFor();
  });

  it('makes a prompt file of the user’s own, which works as it is made', async () => {
    const { page } = vscode();
    await type('/promp');
    await offer('/prompt').click();
    await page.locator('.quick-input-widget input').fill('Explain This');
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: /Personal/ }).click();
    await page.getByRole('tab', { name: 'explain-this.prompt.md' }).waitFor();
    await page.locator('.view-line', { hasText: 'Type /explain-this in the chat to use this prompt.' }).waitFor();
    await type('/explain-t');
    await offer('/explain-this').click();
    await eventually(() => message().inputValue(), 'Explain [what to explain] to [for whom]. Begin with one sentence that says it all, then give an example.');
    await message().fill('');
  });

  it('exports the thread on show', async () => {
    const { page, workspace } = vscode();
    await saidAndAnswered(vscode(), 'tea for export');
    await type('/exp');
    await offer('/export').click();
    await page.getByRole('option', { name: /As Markdown/ }).click();
    const file = path.join(workspace, 'say tea for export.md');
    await eventually(() => page.locator('.quick-input-widget input').inputValue(), file);
    await page.locator('.quick-input-widget').getByRole('button', { name: /OK|Save/ }).click();
    await page.getByText('Exported “say tea for export”.').first().waitFor();
    assert.match(await readFile(file, 'utf8'), /tea for export/);
  });

  it('exports nothing where nothing was said yet, and says so', async () => {
    await type('/exp');
    await offer('/export').click();
    await vscode().page.getByText('This thread has not begun yet.').first().waitFor();
  });
});

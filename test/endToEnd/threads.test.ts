import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { startOfflineServer } from '../server/offlineServer.ts';
import { eventually } from '../support/eventually.ts';
import { useVscode } from '../support/useVscode.ts';
import { offlineSettings } from '../support/userSettings.ts';
import { openVscode, type VscodeWindow } from '../support/vscodeWindow.ts';

async function say({ chat }: Pick<VscodeWindow, 'chat'>, words: string): Promise<void> {
  await chat.getByRole('textbox', { name: 'Message' }).fill(`say ${words}`);
  await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
  await chat.getByRole('article', { name: /^Assistant/ }).getByText(words).waitFor();
  await chat.getByRole('button', { name: 'Copy answer' }).last().waitFor();
}

describe('The list of threads', () => {
  const vscode = useVscode();
  const row = (title: string): Locator => vscode().page.getByRole('treeitem', { name: title });

  before(async () => {
    await vscode().openChat();
    await say(vscode(), 'one');
    await vscode().chat.getByRole('button', { name: 'New Thread' }).first().click();
    await say(vscode(), 'two');
    await vscode().command('Assistants: Focus on Threads View');
    await row('say two').waitFor();
  });

  it('has the newest first, and opens one', async () => {
    const { page, chat } = vscode();
    assert.deepEqual((await page.getByRole('treeitem', { name: /^say/ }).allInnerTexts()).map((words) => words.slice(0, 'say two'.length)), ['say two', 'say one']);
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

describe('VS Code, closed and opened again', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'again-'));
  after(() => {
    rmSync(home, { recursive: true, force: true });
  });

  it('shows the last thread, with the answer that was arriving marked as broken off', async () => {
    const offline = await startOfflineServer();
    const settings = offlineSettings(offline.url);
    const before = await openVscode({ home, settings });
    await before.openChat();
    await say(before, 'remember me');
    await before.chat.getByRole('textbox', { name: 'Message' }).fill('slow');
    await before.chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    await before.chat.getByText(/word3/).waitFor();
    await before.close();

    const again = await openVscode({ home, settings });
    try {
      await again.openChat();
      await again.chat.getByRole('article', { name: /^Assistant/ }).getByText('remember me').waitFor();
      await again.chat.getByText(/VS Code was closed while this answer was arriving\./).waitFor();
      await again.chat.getByText(/word1 word2 word3/).waitFor();
      await again.chat.getByRole('button', { name: 'Continue' }).waitFor();
    } finally {
      await again.close();
      await offline.close();
    }
  });
});

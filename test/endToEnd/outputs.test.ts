import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { nameFile } from '../support/fileDialog.ts';
import { useVscode } from '../support/useVscode.ts';

const coder = '---\nname: Coder\nmodel: offline-large\ntools:\n  - code_interpreter\n---\nYou write and run code.\n';

describe('What code makes for an answer', () => {
  const vscode = useVscode({ workspaceFiles: { '.assistants/coder.assistant.md': coder }, settings: { 'files.simpleDialog.enable': true } });
  const answer = (number: number): Locator => vscode().chat.getByRole('article', { name: /^Coder/ }).nth(number);
  const lines = async (number: number): Promise<readonly string[]> => (await answer(number).locator('.output:visible').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' ').replace(/cfile_\w+/, 'cfile_…').trim());
  const image = (): Promise<readonly number[]> => answer(0).locator('.output-image img').evaluateAll((all) => all.map((each) => (each instanceof HTMLImageElement ? each.naturalWidth : 0)));
  const editor = (): Locator => vscode().page.locator('.editor-group-container.active .view-lines');
  const ask = async (text: string): Promise<void> => {
    const message = vscode().chat.getByRole('textbox', { name: 'Message' });
    await message.fill(text);
    await message.press('Enter');
    await vscode().chat.getByText(text).last().waitFor();
    await vscode().chat.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  };

  before(async () => {
    await vscode().openChat();
    const row = vscode().page.getByRole('treeitem').filter({ hasText: 'Coder' });
    await row.hover();
    await row.getByRole('button', { name: 'Start Chat' }).click();
    await vscode().chat.getByPlaceholder(/^Ask Coder/).waitFor();
  });

  it('is shown where it is an image, once', async () => {
    await ask('draw 1 4 9');
    await eventually(image, [104]);
    await eventually(async () => (await lines(0)).map((line) => line.replace(/ \d+ bytes| [\d.]+ KB/, '')), ['cfile_….png Open Save…']);
  });

  it('is opened by the link of the answer that leads to it, as plain text that cannot be changed', async () => {
    await ask('make file tables/squares.csv 1 4 9');
    await answer(1).getByRole('link', { name: 'tables/squares.csv' }).click();
    await vscode().page.getByRole('tab', { name: /^squares\.csv/ }).waitFor();
    await eventually(async () => (await editor().innerText()).split(/\s+/).filter((word) => word !== ''), ['1', '4', '9']);
    assert.deepEqual(await lines(1), ['squares.csv 6 bytes Open Save…']);
  });

  it('is saved where the user says', async () => {
    const { page, workspace } = vscode();
    const file = path.join(workspace, 'saved.csv');
    await answer(1).getByRole('button', { name: 'Save squares.csv…' }).click();
    await nameFile(page, file);
    await page.locator('.quick-input-widget').getByRole('button', { name: /OK|Save/ }).click();
    await eventually(() => (existsSync(file) ? readFileSync(file, 'utf8') : ''), '1\n4\n9\n');
  });

  it('is asked for again where it could not be fetched', async () => {
    vscode().offline.plan({ fault: 'status', status: 403, path: '/v1/containers/*/files/*/content', message: 'Not now.' });
    await ask('make file cubes.csv 1 8 27');
    await eventually(async () => (await lines(2)).map((line) => line.startsWith('cubes.csv') && line.endsWith('Try Again')), [true]);
    await answer(2).getByRole('button', { name: 'Ask for cubes.csv again' }).click();
    await eventually(() => lines(2), ['cubes.csv 7 bytes Open Save…']);
  });

  it('is still there after a reload', async () => {
    const { chat, openChat, page, reload } = vscode();
    await reload();
    await openChat();
    await chat.getByText('draw 1 4 9').scrollIntoViewIfNeeded();
    await eventually(image, [104]);
    await answer(2).getByRole('link', { name: 'cubes.csv' }).click();
    await page.getByRole('tab', { name: /^cubes\.csv/ }).waitFor();
    await eventually(async () => (await editor().innerText()).split(/\s+/).filter((word) => word !== ''), ['1', '8', '27']);
  });
});

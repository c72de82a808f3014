import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { useVscode } from '../support/useVscode.ts';

describe('What to attach, picked from a list', () => {
  const vscode = useVscode({
    workspaceFiles: { 'a/pot.ts': 'export const a = 1;\n', 'b/pots.ts': 'export const b = 1;\n', 'z/pot.ts': 'export const z = 1;\n', 'z/other.ts': 'export const other = 1;\n' },
    openFiles: ['z/pot.ts', 'z/other.ts'],
    settings: { 'files.autoSave': 'off' },
  });
  const widget = (): Locator => vscode().page.locator('.quick-input-widget');
  const input = (): Locator => widget().locator('input').first();
  const option = (name: RegExp): Locator => widget().getByRole('option', { name }).first();
  /** The files of the list, with their folders. */
  const files = async (): Promise<readonly string[]> => {
    const rows = await widget().getByRole('option').evaluateAll((options) => options.map((each) => each.getAttribute('aria-label') ?? ''));
    return rows.flatMap((row) => /\w+\.ts(?:, ?| )?\w*|Browse…/.exec(row)?.[0] ?? []);
  };
  const open = async (): Promise<void> => {
    await vscode().chat.getByRole('button', { name: 'Attach…' }).click();
    await option(/Selection of the Terminal/).waitFor();
  };
  const chips = (): Promise<readonly string[]> => vscode().chat.locator('.composer-chips .chip-name').allInnerTexts();

  before(() => vscode().openChat());

  it('has open files first, also where another name comes before theirs, and the way to other files last', async () => {
    await open();
    await input().fill('pot');
    await eventually(files, ['pot.ts, z', 'pot.ts, a', 'pots.ts, b', 'Browse…']);
    await vscode().screenshot('attach picker');
    await vscode().page.keyboard.press('Enter');
    await eventually(chips, ['z/pot.ts']);
  });

  it('takes what was typed at its word, also where Enter comes before the list', async () => {
    await open();
    await input().pressSequentially('pots');
    await vscode().page.keyboard.press('Enter');
    await eventually(chips, ['z/pot.ts', 'b/pots.ts']);
  });

  it('has what is in front of the user where a word of it begins so', async () => {
    await open();
    await input().fill('sel');
    await option(/Symbol/).waitFor({ state: 'detached' });
    await option(/Selection of the Terminal/).waitFor();
  });

  it('has what is not saved as a file yet', async () => {
    const { page, command } = vscode();
    await command('File: New Untitled Text File');
    await page.getByRole('tab', { name: /Untitled-1/ }).waitFor();
    await page.keyboard.type('only a thought');
    await open();
    await input().fill('untitled');
    await option(/Untitled-1/).click();
    await eventually(chips, ['z/pot.ts', 'b/pots.ts', 'Untitled-1']);
  });

  it('takes files from anywhere, picked in VS Code’s own dialog', async () => {
    const far = path.join(mkdtempSync(path.join(tmpdir(), 'far-')), 'far.txt');
    writeFileSync(far, 'from afar\n');
    await open();
    await option(/Browse…/).click();
    await widget().getByRole('button', { name: 'Attach' }).waitFor();
    await input().fill(far);
    await option(/far\.txt/).click();
    await eventually(async () => (await chips()).at(-1), far);
    const { chat, offline } = vscode();
    await chat.getByRole('textbox', { name: 'Message' }).fill('say all');
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    await chat.getByRole('article', { name: /^Assistant/ }).last().getByText('all', { exact: true }).waitFor();
    const body = JSON.stringify(offline.requests.findLast((request) => request.path === '/v1/responses')?.body);
    assert.deepEqual(['export const z = 1;', 'only a thought', 'from afar'].map((words) => body.includes(words)), [true, true, true]);
  });
});

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { letters } from '../core/plantedSecrets.ts';
import { eventually } from '../support/eventually.ts';
import { heardWords } from '../support/heardWords.ts';
import { useVscode } from '../support/useVscode.ts';

const token = ['gh', 'p_', letters(36)].join('');
const placeholder = '‹secret 1: GitHub token›';
const file = (words: string, ...comments: readonly string[]): string => ['export function token(): string {', ...comments.map((comment) => `  // ${comment}`), `  return '${words}';`, '}', ''].join('\n');

describe('A secret that was sent with a placeholder', () => {
  const vscode = useVscode({ workspaceFiles: { 'src/token.ts': file(token) }, openFiles: ['src/token.ts'], settings: { 'files.autoSave': 'off' } });
  const message = (): Locator => vscode().chat.getByRole('textbox', { name: 'Message' });
  const dialog = (): Locator => vscode().page.locator('.monaco-dialog-box');
  const proposed = (): Locator => vscode().page.getByRole('tab', { name: /proposed change/ });
  const right = (words: string): Locator => vscode().page.locator('.editor.modified .view-line', { hasText: words });
  const place = (): string => path.join(vscode().workspace, 'src/token.ts');
  const onDisk = (): string => readFileSync(place(), 'utf8');
  const answered = async (): Promise<Locator> => {
    const answer = vscode().chat.getByRole('article', { name: /^Assistant/ }).last();
    await answer.getByRole('button', { name: 'Copy answer' }).waitFor();
    return answer;
  };
  /** Lets the model write the file with this comment, and the placeholder that it was told. */
  const say = async (...comments: readonly string[]): Promise<void> => {
    const { chat } = vscode();
    const answers = await chat.getByRole('article', { name: /^Assistant/ }).count();
    await message().fill(`say So:\n\`\`\`ts src/token.ts\n${file(placeholder, ...comments)}\`\`\``);
    await message().press('Enter');
    await chat.getByRole('article', { name: /^Assistant/ }).nth(answers).waitFor();
    await answered();
  };
  const apply = async (): Promise<void> => {
    const answer = await answered();
    const more = answer.getByRole('button', { name: 'More for this code' }).first();
    await more.scrollIntoViewIfNeeded();
    const button = answer.getByRole('button', { name: 'Apply', exact: true }).first();
    if (await button.isVisible()) await button.click();
    else {
      await more.click();
      await vscode().chat.getByRole('menuitem', { name: 'Apply', exact: true }).click();
    }
  };
  const accept = async (): Promise<void> => {
    const { page } = vscode();
    await page.getByRole('button', { name: 'Accept Change' }).click();
    await proposed().waitFor({ state: 'detached' });
    await page.locator('.view-line', { hasText: token }).waitFor();
    await page.keyboard.press('Control+s');
  };

  before(async () => {
    await vscode().openChat();
  });

  it('is in its place again where the answer’s code is applied', async () => {
    const { chat, command, offline } = vscode();
    await command('Assistants: Attach Visible Code');
    await chat.locator('.composer .chip').first().waitFor();
    await message().fill('say yes');
    await message().press('Enter');
    await dialog().getByRole('button', { name: 'Send With Placeholders', exact: true }).click();
    await answered();
    await say('kept');
    await apply();
    await right('// kept').waitFor();
    await right(token).waitFor();
    await accept();
    await eventually(onDisk, file(token, 'kept'));
    assert.deepEqual([heardWords(offline).includes(token), heardWords(offline).includes(placeholder)], [false, true]);
  });

  it('is in its place again although the window was reloaded, for it stands in the file', async () => {
    const { reload, openChat } = vscode();
    await say('kept', 'longer');
    await reload();
    await openChat();
    await apply();
    await right('// longer').waitFor();
    await right(token).waitFor();
    await accept();
    await eventually(onDisk, file(token, 'kept', 'longer'));
  });

  it('is not replaced by its placeholder unasked where it is not known any more', async () => {
    const { page } = vscode();
    await say('kept', 'longest');
    writeFileSync(place(), file(token, 'kept').replaceAll("'", '"'));
    await page.locator('.view-line', { hasText: `return "${token}"` }).waitFor();
    await vscode().reload();
    await vscode().openChat();
    await proposed().waitFor({ state: 'detached' });
    await apply();
    await dialog().getByText('This code holds placeholders for secrets which are no longer known here').waitFor();
    await dialog().getByText(placeholder).waitFor();
    await vscode().screenshot('lost placeholders');
    await dialog().getByRole('button', { name: 'Cancel', exact: true }).click();
    assert.equal(await proposed().count(), 0);
    await apply();
    await dialog().getByRole('button', { name: 'Go On', exact: true }).click();
    await right(placeholder).waitFor();
    await page.getByRole('button', { name: 'Reject Change' }).click();
    await proposed().waitFor({ state: 'detached' });
    assert.equal(onDisk(), file(token, 'kept').replaceAll("'", '"'));
  });
});

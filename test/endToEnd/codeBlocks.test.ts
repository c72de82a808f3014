import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { newThread } from '../support/newThread.ts';
import { useVscode } from '../support/useVscode.ts';

const pot = 'export function fill(cups: number): string {\n  return `${cups} cups`;\n}\n\nexport function pour(): string {\n  return "tea";\n}\n';

/** What an editor shows. */
async function words(editor: Locator): Promise<string> {
  return (await editor.locator('.view-line').allInnerTexts()).join('\n').replaceAll('\u00A0', ' ');
}

describe('Code in an answer', () => {
  const vscode = useVscode({
    workspaceFiles: { 'src/pot.ts': pot, 'src/notes.txt': 'first\nsecond\nthird\n', '.vscode/tasks.json': '{}\n' },
    openFiles: ['src/pot.ts'],
    settings: { 'files.autoSave': 'off', 'terminal.integrated.shellIntegration.enabled': false },
  });
  /** Lets the model say this, and waits until it has. */
  const say = async (text: string): Promise<Locator> => {
    const { chat } = vscode();
    await newThread(vscode());
    await chat.getByRole('textbox', { name: 'Message' }).fill(`say ${text}`);
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    const answer = chat.getByRole('article', { name: /^Assistant/ }).last();
    await answer.getByRole('button', { name: 'Copy answer' }).waitFor();
    return answer;
  };
  /** Presses what stands in the bar of the first block, or in its menu. */
  const press = async (answer: Locator, name: string): Promise<void> => {
    await answer.getByRole('button', { name: 'More for this code' }).first().scrollIntoViewIfNeeded();
    const button = answer.getByRole('button', { name, exact: true }).first();
    if (await button.isVisible()) await button.click();
    else {
      await answer.getByRole('button', { name: 'More for this code' }).first().click();
      await vscode().chat.getByRole('menuitem', { name, exact: true }).click();
    }
  };
  const onDisk = (name: string): string => readFileSync(path.join(vscode().workspace, name), 'utf8');
  const editor = (): Locator => vscode().page.locator('.editor-instance .monaco-editor').last();
  const tab = (name: string | RegExp): Locator => vscode().page.getByRole('tab', { name });
  const save = async (): Promise<void> => {
    await vscode().page.keyboard.press('Control+s');
  };

  before(async () => {
    await vscode().openChat();
  });

  it('is inserted at the cursor, and nothing is saved', async () => {
    const { page } = vscode();
    await page.locator('.view-line', { hasText: 'export function fill' }).click();
    await page.keyboard.press('Control+Home');
    await press(await say('Here:\n```ts\nconst kettle = 1;\n```'), 'Insert at Cursor');
    await page.locator('.view-line', { hasText: 'const kettle = 1;export function fill' }).waitFor();
    assert.equal(onDisk('src/pot.ts'), pot);
    await page.keyboard.press('Control+z');
    await page.locator('.view-line', { hasText: /^export\sfunction\sfill/ }).waitFor();
  });

  it('becomes a new file of its language', async () => {
    const { page, command } = vscode();
    await press(await say('Here:\n```py\nprint("tea")\n```'), 'New File');
    await tab(/Untitled/).waitFor();
    await page.locator('.view-line', { hasText: 'print("tea")' }).waitFor();
    await page.locator('.statusbar-item', { hasText: 'Python' }).waitFor();
    await command('View: Revert and Close Editor');
  });

  it('is shown as a change of the file that it names, which is unchanged when the user rejects it', async () => {
    const { page } = vscode();
    await press(await say('So:\n```ts src/pot.ts\nexport function pour(): string {\n  return "coffee";\n}\n```'), 'Apply');
    await tab(/proposed change/).waitFor();
    await page.locator('.editor.modified .view-line', { hasText: 'coffee' }).waitFor();
    await page.locator('.editor.modified .view-line', { hasText: 'export function fill' }).waitFor();
    await vscode().screenshot('proposed change');
    await page.getByRole('button', { name: 'Reject Change' }).click();
    await tab(/proposed change/).waitFor({ state: 'detached' });
    assert.equal(onDisk('src/pot.ts'), pot);
    assert.equal(await page.locator('.view-line', { hasText: 'coffee' }).count(), 0);
  });

  it('is in the file when the user has accepted and saved it, without what they took back', async () => {
    const { page } = vscode();
    await press(await say('So:\n```ts\n// src/pot.ts\n// ...\nexport function pour(): string {\n  // hot\n  return "coffee";\n}\n```'), 'Apply');
    const right = page.locator('.editor.modified');
    await right.locator('.view-line', { hasText: 'coffee' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' // best');
    await page.getByRole('button', { name: 'Accept Change' }).click();
    await tab(/proposed change/).waitFor({ state: 'detached' });
    await page.locator('.view-line', { hasText: 'return "coffee"; // best' }).waitFor();
    assert.equal(onDisk('src/pot.ts'), pot);
    await save();
    await eventually(() => onDisk('src/pot.ts'), pot.replace('  return "tea";', '  // hot\n  return "coffee"; // best'));
  });

  it('is not put where it does not belong: the user says where', async () => {
    const { page } = vscode();
    await press(await say('So:\n```txt src/notes.txt\nnowhere\nto be found\n```'), 'Apply');
    await page.locator('.notification-toast').getByText(/^Where this code belongs in src\/notes\.txt was not found/).waitFor();
    await page.locator('.notification-toast').getByRole('button', { name: 'Replace the Whole File…' }).click();
    await tab(/notes\.txt \(proposed change\)/).waitFor();
    await page.getByRole('button', { name: 'Reject Change' }).click();
    await tab(/proposed change/).waitFor({ state: 'detached' });
  });

  it('goes into a file that VS Code obeys on the user’s word alone', async () => {
    const { page } = vscode();
    await press(await say('So:\n```json .vscode/tasks.json\n{ "tasks": [] }\n```'), 'Apply');
    await page.locator('.notification-toast').getByRole('button', { name: 'Replace the Whole File…' }).click();
    await page.getByRole('button', { name: 'Accept Change' }).click();
    await page.getByRole('dialog').getByText('VS Code obeys what stands in this file, and may run it.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Reject Change' }).click();
    await tab(/proposed change/).waitFor({ state: 'detached' });
    assert.equal(onDisk('.vscode/tasks.json'), '{}\n');
  });

  it('is put into the terminal and not run (case 109)', async () => {
    const { page, command, workspace } = vscode();
    const made = path.join(workspace, 'made-by-answer');
    await press(await say('So:\n```sh\ntouch made-by-answer\n```'), 'Put into Terminal');
    await page.locator('.terminal-wrapper.active .xterm-screen').waitFor();
    await page.waitForTimeout(1500);
    assert.equal(existsSync(made), false);
    await page.keyboard.press('Enter');
    while (!existsSync(made)) await page.waitForTimeout(100);
    await command('View: Hide Panel');
  });

  it('is put into the terminal one command at a time', async () => {
    const { page } = vscode();
    await press(await say('So:\n```sh\ntouch one\ntouch two\n```'), 'Put into Terminal');
    await page.getByRole('option', { name: 'touch two' }).waitFor();
    await page.keyboard.press('Escape');
    assert.throws(() => onDisk('one'), /ENOENT/);
  });

  it('names files that open at their lines', async () => {
    const { page, chat } = vscode();
    await say('See `src/notes.txt:2` and src/gone.txt.');
    await chat.getByRole('link', { name: 'src/notes.txt:2' }).click();
    await page.locator('.statusbar-item', { hasText: /^Ln 2/ }).waitFor();
    assert.equal(await words(editor()), 'first\nsecond\nthird\n');
    assert.equal(await chat.locator('.file-link').count(), 1);
  });

  it('has the colours of the user’s theme, and of the next one when they change it', async () => {
    const { chat, page, command } = vscode();
    const choose = async (theme: string): Promise<void> => {
      await command('Preferences: Color Theme');
      await page.locator('.quick-input-widget input').fill(theme);
      await page.getByRole('option', { name: theme }).first().click();
    };
    const color = (): Promise<string> => chat.locator('body').evaluate((body) => body.style.getPropertyValue('--code-string').toLowerCase());
    await choose('Solarized Dark');
    await eventually(color, '#2aa198');
    await choose('Red');
    await eventually(color, '#cd8d8dff');
  });

  it('is opened with all around it as a document', async () => {
    const { page } = vscode();
    const answer = await say('# So\n```sh\nls\n```');
    await answer.getByRole('button', { name: 'More', exact: true }).click();
    await answer.getByRole('menuitem', { name: 'Open as Document' }).click();
    await page.locator('.statusbar-item', { hasText: 'Markdown' }).waitFor();
    await eventually(() => words(editor()), '# So\n```sh\nls\n```');
  });
});

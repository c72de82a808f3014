import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import * as v from 'valibot';
import { eventually } from '../support/eventually.ts';
import { useVscode } from '../support/useVscode.ts';

const code = 'export function twice(x: number): number {\n  return 2 * x;\n}\n';
const thrice = 'export const thrice = 3;\n';
const changed = code.replace(';', '; // really');
const notebook = JSON.stringify({ cells: [{ cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: ['print(1 + 1)'] }], metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 });
/** A file, or a piece of one, as a prompt has it. */
const fenced = (name: string, language: string, text: string): string => `\n\n${name}\n\`\`\`${language}\n${text.replace(/\n$/, '')}\n\`\`\``;
const sent = v.object({ input: v.array(v.object({ content: v.string() })) });

describe('What goes with a message', () => {
  const vscode = useVscode({
    workspaceFiles: { 'src/twice.ts': code, 'src/thrice.ts': thrice, 'notes/empty.txt': '', 'README.md': '# Here\n', 'sums.ipynb': notebook, 'faulty.assistant.md': '---\ntemprature: 1\n---\nx\n' },
    openFiles: ['src/twice.ts'],
    settings: { 'files.autoSave': 'off' },
  });
  /** Of the next message: those before it have chips of their own. */
  const chip = (name: string): Locator => vscode().chat.locator('.composer-chips').getByRole('button', { name: `Open ${name}` });
  const notice = (words: RegExp): Locator => vscode().page.locator('.notification-toast').getByText(words);
  const pick = async (label: string): Promise<void> => {
    await vscode().chat.getByRole('button', { name: 'Attach…' }).click();
    await vscode().page.getByRole('option', { name: label }).first().click();
  };
  const showExplorer = async (): Promise<void> => {
    const icon = vscode().page.getByRole('tab', { name: /^Explorer/ });
    if ((await icon.getAttribute('aria-selected')) !== 'true') await icon.click();
  };
  const attachFromExplorer = async (name: RegExp): Promise<void> => {
    await showExplorer();
    await vscode().choose(vscode().page.getByRole('treeitem', { name }).first(), 'Attach to Chat');
  };
  /** Sends what is attached, with a word, and answers what the server received last. */
  const send = async (word: string): Promise<string> => {
    const { chat } = vscode();
    await chat.getByRole('textbox', { name: 'Message' }).fill(`say ${word}`);
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    return received(word);
  };
  const received = async (word: string): Promise<string> => {
    const { chat, offline } = vscode();
    await chat.getByRole('article', { name: /^Assistant/ }).last().getByText(word, { exact: true }).waitFor();
    await chat.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
    const body = offline.requests.findLast((request) => request.path === '/v1/responses')?.body;
    return v.parse(sent, body).input.at(-1)?.content ?? '';
  };

  before(async () => {
    const { workspace, openChat } = vscode();
    execFileSync('git', ['init', '-q'], { cwd: workspace });
    execFileSync('git', ['add', '.'], { cwd: workspace });
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-qm', 'All'], { cwd: workspace });
    await openChat();
  });

  it('is a file that is picked by its name, whole, with its size and tokens', async () => {
    const { chat } = vscode();
    await pick('twice.ts');
    await chip('src/twice.ts').waitFor();
    await chat.getByText(`${String(code.length)} bytes · ~17 tokens`).waitFor();
    assert.equal(await send('file'), `say file${fenced('src/twice.ts', 'typescript', code)}`);
  });

  it('opens what it stands for', async () => {
    const { chat, page } = vscode();
    await chat.getByRole('article').first().getByRole('button', { name: 'Open src/twice.ts' }).click();
    await page.getByRole('tab', { name: /twice\.ts/ }).waitFor();
  });

  it('is each file of a folder, and of several that are selected in the Explorer', async () => {
    await attachFromExplorer(/^src/);
    await chip('src/thrice.ts').waitFor();
    await chip('src/twice.ts').waitFor();
    assert.equal(await send('folder'), `say folder${fenced('src/thrice.ts', 'typescript', thrice)}${fenced('src/twice.ts', 'typescript', code)}`);
  });

  it('is what stands in the editor, saved or not, and the chip says so (case 121)', async () => {
    const { page, chat } = vscode();
    await page.locator('.view-line', { hasText: 'return 2' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' // really');
    await page.locator('.tab.dirty').waitFor();
    await vscode().command('Assistants: Attach Visible Code');
    await chip('src/twice.ts:1-3').waitFor();
    await chat.getByText(/^not saved · /).waitFor();
    assert.equal(await send('visible'), `say visible${fenced('src/twice.ts:1-3', 'typescript', changed)}`);
    await page.locator('.view-line', { hasText: 'return 2' }).click();
    await page.keyboard.press('Control+S');
  });

  it('is the changes of the working tree with what is new in it, then those that are staged', async () => {
    const { workspace, command } = vscode();
    const diff = (...words: readonly string[]): string => execFileSync('git', ['diff', ...words], { cwd: workspace, encoding: 'utf8' });
    writeFileSync(path.join(workspace, 'fresh.txt'), 'fresh\n');
    await command('Git: Refresh');
    await command('Assistants: Attach Changes of the Working Tree');
    await chip('Changes of the working tree').waitFor();
    const fresh = 'diff --git a/fresh.txt b/fresh.txt\nnew file mode 100644\n--- /dev/null\n+++ b/fresh.txt\n@@ -0,0 +1 @@\n+fresh\n';
    assert.equal(await send('changed'), `say changed${fenced('Changes of the working tree', 'diff', diff() + fresh)}`);
    execFileSync('git', ['add', '.'], { cwd: workspace });
    await command('Git: Refresh');
    await command('Assistants: Attach Staged Changes');
    await chip('Staged changes').waitFor();
    assert.equal(await send('staged'), `say staged${fenced('Staged changes', 'diff', diff('--staged'))}`);
  });

  it('is the problems of the file in front of the user', async () => {
    const { page, command } = vscode();
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input').fill('faulty');
    await page.getByRole('option', { name: /faulty/ }).first().click();
    await page.locator('.squiggly-info, .squiggly-error, .squiggly-warning, .squiggly-hint').first().waitFor({ state: 'attached' });
    await command('Assistants: Attach Problems of the File');
    await chip('Problems of faulty.assistant.md').waitFor();
    assert.equal(await send('problems'), `say problems${fenced('Problems of faulty.assistant.md', '', 'faulty.assistant.md:2:1 information: “temprature” is not known. Did you mean “temperature”? (Assistants)')}`);
  });

  it('is a symbol with the whole of its code', async () => {
    const { page, command } = vscode();
    await page.getByRole('tab', { name: /twice\.ts/ }).click();
    await command('Assistants: Attach Symbol…');
    await page.getByRole('option', { name: /twice/ }).first().click();
    await chip('src/twice.ts:1-3').waitFor();
    assert.equal(await send('symbol'), `say symbol${fenced('src/twice.ts:1-3', 'typescript', changed)}`);
  });

  it('is the selection of a terminal, and the clipboard is as it was', async () => {
    const { page, command } = vscode();
    await command('Terminal: Create New Terminal');
    await page.locator('.terminal-wrapper.active .xterm-screen').waitFor();
    await page.keyboard.type('echo $((6 * 7))pieces\n');
    await page.waitForTimeout(1000);
    await command('Terminal: Select All');
    await command('Assistants: Attach Selection of the Terminal');
    const found = vscode().chat.getByRole('list', { name: 'Attachments' }).last().getByRole('button', { name: /^Open Terminal “/ });
    await found.waitFor();
    assert.match(await send('terminal'), /^say terminal\n\nTerminal “[^\n”]*”\n```\n(?:[^`\n]*\n)*42pieces\n(?:[^`\n]*\n)*```$/);
    await command('View: Hide Panel');
  });

  it('is the selected cells of a notebook (case 127)', async () => {
    const { page, command } = vscode();
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input').fill('sums');
    await page.getByRole('option', { name: /sums/ }).first().click();
    await page.locator('.notebookOverlay .monaco-list-row').first().click();
    await page.keyboard.press('Escape');
    await command('Assistants: Attach Selected Notebook Cells');
    await chip('sums.ipynb, cell 1').waitFor();
    assert.equal(await send('cell'), 'say cell\n\nsums.ipynb, cell 1\n```python\nprint(1 + 1)\n```');
  });

  it('is the cell that the user is in, as the current editor, and stays with it when it is pinned', async () => {
    const { chat, page } = vscode();
    const press = (state: string): Promise<void> => chat.getByRole('button', { name: `Current editor: ${state}` }).click();
    await press('off');
    await chip('sums.ipynb, cell 1').waitFor();
    await press('on');
    await page.getByRole('tab', { name: /twice\.ts/ }).click();
    await chat.getByText(/^pinned · /).waitFor();
    assert.equal(await send('pinned'), 'say pinned\n\nsums.ipynb, cell 1\n```python\nprint(1 + 1)\n```');
    await press('pinned');
    await page.getByRole('tab', { name: /sums\.ipynb/ }).click();
    await page.locator('.notebookOverlay .monaco-list-row').first().click();
    await page.keyboard.press('Escape');
  });

  it('is asked about where a cell says something else by now, and so is a cell of a notebook that was closed', async () => {
    const { page, command, chat, workspace } = vscode();
    const change = async (words: string): Promise<void> => {
      await page.locator('.notebookOverlay .cell-editor-container .view-line').first().click();
      await page.keyboard.press('Control+End');
      await page.keyboard.type(words);
    };
    const sendNew = async (word: string): Promise<string> => {
      await chat.getByRole('textbox', { name: 'Message' }).fill(`say ${word}`);
      await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
      await page.locator('.monaco-dialog-box').getByText('sums.ipynb, cell 1 changed since you attached it.').waitFor();
      await page.locator('.monaco-dialog-box').getByRole('button', { name: 'Send the New Text' }).click();
      return received(word);
    };
    await command('Assistants: Attach Selected Notebook Cells');
    await chip('sums.ipynb, cell 1').waitFor();
    await change(' # two');
    assert.equal(await sendNew('open'), 'say open\n\nsums.ipynb, cell 1\n```python\nprint(1 + 1) # two\n```');
    await command('Assistants: Attach Selected Notebook Cells');
    await chip('sums.ipynb, cell 1').waitFor();
    await change('!');
    await page.keyboard.press('Control+S');
    await eventually(() => readFileSync(path.join(workspace, 'sums.ipynb'), 'utf8').includes('two!'), true);
    await command('View: Close Editor');
    assert.equal(await sendNew('closed'), 'say closed\n\nsums.ipynb, cell 1\n```python\nprint(1 + 1) # two!\n```');
  });

  it('is the file of an editor tab, and each that is selected in the Explorer', async () => {
    const { page, command } = vscode();
    await command('Go to File');
    await page.locator('.quick-input-widget input').fill('twice.ts');
    await page.getByRole('option', { name: /twice/ }).first().click();
    await vscode().choose(page.getByRole('tab', { name: /twice\.ts/ }), 'Attach to Chat');
    await chip('src/twice.ts').waitFor();
    await showExplorer();
    await page.getByRole('treeitem', { name: /^thrice\.ts/ }).click();
    await page.getByRole('treeitem', { name: /^README\.md/ }).click({ modifiers: ['Control'] });
    await attachFromExplorer(/^README\.md/);
    await chip('README.md').waitFor();
    await chip('src/thrice.ts').waitFor();
    const texts: Readonly<Record<string, string>> = { 'README.md': fenced('README.md', 'markdown', '# Here\n'), 'src/thrice.ts': fenced('src/thrice.ts', 'typescript', thrice), 'src/twice.ts': fenced('src/twice.ts', 'typescript', changed) };
    const names = await vscode().chat.getByRole('list', { name: 'Attachments' }).last().locator('.chip-name').allInnerTexts();
    assert.deepEqual(names.toSorted(), Object.keys(texts));
    assert.equal(await send('three'), `say three${names.map((name) => texts[name]).join('')}`);
  });

  it('is a file that is found by some letters after #', async () => {
    const { chat } = vscode();
    const area = chat.getByRole('textbox', { name: 'Message' });
    await area.fill('');
    await area.pressSequentially('#thri');
    await chat.getByRole('option', { name: /thrice\.ts/ }).waitFor();
    await area.press('Enter');
    await chip('src/thrice.ts').waitFor();
    assert.equal(await send('found'), `say found${fenced('src/thrice.ts', 'typescript', thrice)}`);
  });

  it('is nothing of what cannot be sent as text: a sentence says why, and the message can be sent', async () => {
    const { workspace } = vscode();
    const odd = path.join(workspace, 'odd');
    mkdirSync(odd);
    writeFileSync(path.join(odd, 'binary.dat'), Buffer.from([0, 1, 2, 0, 255, 0]));
    writeFileSync(path.join(odd, 'shift-jis.txt'), Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x0a]));
    writeFileSync(path.join(odd, 'utf16.txt'), Buffer.from('\uFEFFGrüße\n', 'utf16le'));
    symlinkSync('nowhere', path.join(odd, 'dangling.txt'));
    await attachFromExplorer(/^odd/);
    await notice(/things were not attached: .*binary\.dat is not a text file/).waitFor();
    await chip('odd/utf16.txt').waitFor();
    assert.equal(await send('odd'), 'say odd\n\nodd/utf16.txt\n```plaintext\nGrüße\n```');
    await attachFromExplorer(/^notes/);
    await notice(/^Not attached: notes\/empty\.txt is empty\.$/).waitFor();
    await eventually(() => vscode().chat.getByRole('list', { name: 'Attachments' }).last().getByRole('button', { name: /^Remove/ }).count(), 0);
  });
});

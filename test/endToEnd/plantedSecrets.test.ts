import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { plantedSecrets } from '../core/plantedSecrets.ts';
import { zipOf } from '../support/archives.ts';
import { heardWords } from '../support/heardWords.ts';
import { useVscode } from '../support/useVscode.ts';

const planted = plantedSecrets.map(([, secret, line = (words: string): string => `KEY: ${words}`]) => line(secret)).join('\n');
/** Those that can be a name in the head of an assistant's file, which VS Code then says it does not know. */
const names = plantedSecrets.filter(([, secret, line]) => line === undefined && /^[\w-]+$/.test(secret)).map(([, secret]) => secret);
/** What must not arrive: each secret, and each line of one that has several. */
const pieces = plantedSecrets.flatMap(([, secret]) => secret.split('\n')).filter((line) => !line.startsWith('-----'));
const code = `export function keys(): void {\n  /*\n${planted}\n  */\n}\n`;
const notebook = JSON.stringify({ cells: [{ cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: [planted] }], metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 });
const recipe = `# Kumquat\n\n${planted.replaceAll(/\n(?=KEY: )/g, '\nThe kumquat has\n')}\n`;

describe('Secrets that lie in what goes along', () => {
  const vscode = useVscode({
    workspaceFiles: {
      'src/keys.ts': code, 'src/plain.ts': 'export const one = 1;\n', 'folder/keys.txt': planted, 'folder/other.txt': planted.toUpperCase(), 'changed.txt': 'one\n',
      'keys.ipynb': notebook, 'faulty.assistant.md': `---\n${names.map((name) => `${name}: 1`).join('\n')}\n---\nx\n`,
      'docs/recipe.md': recipe, '.assistants/cook.assistant.md': '---\nname: Cook\nmodel: offline-large\nknowledge:\n  - docs/**\n---\nYou know the recipes.\n',
    },
    openFiles: ['src/keys.ts'],
    settings: { 'files.autoSave': 'off' },
  });
  const area = (): Locator => vscode().chat.getByRole('textbox', { name: 'Message' });
  const chips = (): Locator => vscode().chat.locator('.composer .chip');
  const dialog = (): Locator => vscode().page.locator('.monaco-dialog-box');
  const sent = (): number => vscode().offline.requests.filter(({ method }) => method === 'POST').length;
  /** What of the secrets has arrived at the server. */
  const arrived = (): readonly string[] => {
    const heard = heardWords(vscode().offline);
    return pieces.filter((piece) => heard.includes(piece));
  };
  const answer = async (button: string): Promise<void> => {
    await dialog().getByRole('button', { name: button, exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
  };
  const answered = async (word: string): Promise<void> => {
    await vscode().chat.getByRole('article').last().getByText(new RegExp(`^${word}`)).first().waitFor();
    await vscode().chat.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  };
  const pick = async (label: string): Promise<void> => {
    await vscode().chat.getByRole('button', { name: 'Attach…' }).click();
    await vscode().page.locator('.quick-input-widget input').fill(label);
    await vscode().page.getByRole('option', { name: label }).first().click();
  };
  const open = async (name: string): Promise<void> => {
    await vscode().page.keyboard.press('Control+P');
    await vscode().page.locator('.quick-input-widget input').fill(name);
    await vscode().page.getByRole('option', { name }).first().click();
    await vscode().page.getByRole('tab', { name, selected: true }).waitFor();
  };
  const inExplorer = async (name: RegExp): Promise<Locator> => {
    const icon = vscode().page.getByRole('tab', { name: /^Explorer/ });
    if ((await icon.getAttribute('aria-selected')) !== 'true') await icon.click();
    return vscode().page.getByRole('treeitem', { name }).first();
  };
  const bring = async (how: 'drop' | 'paste', texts: Readonly<Record<string, string>>, files: Readonly<Record<string, string>> = {}): Promise<void> => {
    await area().evaluate((element, { type, given, all }) => {
      const data = new DataTransfer();
      for (const [name, text] of Object.entries(given)) data.setData(name, text);
      for (const [name, text] of Object.entries(all)) data.items.add(new File([text], name));
      const common = { bubbles: true, cancelable: true };
      element.dispatchEvent(type === 'paste' ? new ClipboardEvent('paste', { ...common, clipboardData: data }) : new DragEvent('drop', { ...common, dataTransfer: data }));
    }, { type: how, given: texts, all: files });
  };
  /** What is attached brings the focus into the composer, at some moment: what was written just then may have gone elsewhere. */
  const write = async (text: string): Promise<void> => {
    while ((await area().inputValue()) !== text) await area().fill(text);
  };
  const newThread = async (): Promise<void> => {
    await vscode().command('Assistants: New Thread');
    await vscode().chat.locator('textarea:focus').waitFor();
  };
  /** Attaches in a thread of its own: nothing is sent before the user has answered, and then nothing of the secrets. */
  const isHeldBack = async (name: RegExp, attach: () => Promise<void>): Promise<void> => {
    await newThread();
    await attach();
    await chips().first().waitFor();
    await write('say understood');
    await area().press('Enter');
    await dialog().getByText(name).first().waitFor();
    const before = sent();
    await answer('Cancel');
    await vscode().chat.getByText('Nothing was sent.').waitFor();
    await area().press('Enter');
    await dialog().getByText(name).first().waitFor();
    assert.equal(sent(), before);
    await answer('Send With Placeholders');
    await answered('understood');
    assert.deepEqual([sent() > before, arrived()], [true, []]);
  };

  before(async () => {
    const { workspace, openChat } = vscode();
    execFileSync('git', ['init', '-q'], { cwd: workspace });
    execFileSync('git', ['add', '.'], { cwd: workspace });
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', 'commit', '-qm', 'All'], { cwd: workspace });
    writeFileSync(path.join(workspace, 'changed.txt'), `${planted}\n`);
    await openChat();
  });

  it('stay, out of the editor: selected, visible, a symbol, a tab, the current file', async () => {
    const { page, chat, command, choose } = vscode();
    await isHeldBack(/^src\/keys\.ts may hold a secret/, async () => {
      await page.locator('.editor-instance .view-line').first().click();
      await page.keyboard.press('Control+A');
      await command('Send Selection to Assistant');
    });
    await isHeldBack(/^src\/keys\.ts may hold a secret/, () => command('Assistants: Attach Visible Code'));
    await isHeldBack(/^src\/keys\.ts may hold a secret/, async () => {
      await command('Assistants: Attach Symbol…');
      await page.getByRole('option', { name: /keys/ }).first().click();
    });
    await isHeldBack(/^src\/keys\.ts may hold a secret/, () => choose(page.getByRole('tab', { name: 'keys.ts' }), 'Attach to Chat'));
    await isHeldBack(/^src\/keys\.ts may hold a secret/, () => chat.getByRole('button', { name: 'Current editor: off' }).click());
    await chat.getByRole('button', { name: 'Current editor: on' }).click();
    await chat.getByRole('button', { name: 'Current editor: pinned' }).click();
  });

  it('stay, out of files and folders: the Explorer, the picker, “#” (case 117)', async () => {
    const { page, chat, choose, openChat } = vscode();
    await isHeldBack(/^2 things seem to hold secrets/, async () => {
      await (await inExplorer(/^src/)).click();
      await (await inExplorer(/^changed\.txt/)).click({ modifiers: ['Control'] });
      await choose(await inExplorer(/^changed\.txt/), 'Attach to Chat');
    });
    await isHeldBack(/^(?:folder\/keys\.txt|2 things) seems? to hold/, async () => choose(await inExplorer(/^folder/), 'Attach to Chat'));
    await openChat();
    await isHeldBack(/^folder\/keys\.txt may hold a secret/, () => pick('keys.txt'));
    await isHeldBack(/^folder\/keys\.txt may hold a secret/, async () => {
      await area().pressSequentially('#keys.txt');
      await chat.getByRole('option', { name: /keys\.txt/ }).first().click();
    });
    await page.keyboard.press('Escape');
  });

  it('stay, packed in an archive: the user is told which file it is', async () => {
    const { workspace, choose, offline } = vscode();
    writeFileSync(path.join(workspace, 'packed.zip'), zipOf({ 'README.md': 'Read this.', 'src/keys.ts': code }));
    await newThread();
    await choose(await inExplorer(/^packed\.zip/), 'Attach to Chat');
    await chips().first().waitFor();
    await vscode().openChat();
    await write('say understood');
    await area().press('Enter');
    await dialog().getByText('packed.zip › src/keys.ts may hold a secret.').waitFor();
    await vscode().screenshot('packed secret');
    await answer('Leave It Out');
    await answered('understood');
    assert.equal(offline.requests.some(({ method, path: asked }) => method === 'POST' && asked === '/v1/files'), false);
  });

  it('stay, dropped, pasted and typed', async () => {
    const { page, workspace } = vscode();
    const address = `vscode-remote://${new URL(page.url()).host}${path.join(workspace, 'folder/keys.txt')}`;
    await isHeldBack(/^folder\/keys\.txt may hold a secret/, () => bring('drop', { 'application/vnd.code.uri-list': address }));
    await isHeldBack(/^dropped\.txt may hold a secret/, () => bring('drop', {}, { 'dropped.txt': planted }));
    await isHeldBack(/^pasted\.txt may hold a secret/, () => bring('paste', {}, { 'pasted.txt': planted }));
    await newThread();
    await area().fill(`say understood\n${planted}`);
    await area().press('Enter');
    await dialog().getByText(/^Your message may hold a secret/).waitFor();
    await answer('Send With Placeholders');
    await answered('understood');
    assert.deepEqual(arrived(), []);
  });

  it('stay, out of Git, problems, notebooks and terminals', async () => {
    const { page, command, workspace } = vscode();
    await command('Git: Refresh');
    await isHeldBack(/^Changes of the working tree: changed\.txt may hold a secret/, () => command('Assistants: Attach Changes of the Working Tree'));
    execFileSync('git', ['add', '.'], { cwd: workspace });
    await command('Git: Refresh');
    await isHeldBack(/^Staged changes: changed\.txt may hold a secret/, () => command('Assistants: Attach Staged Changes'));
    await open('faulty.assistant.md');
    await page.locator('.squiggly-info, .squiggly-error, .squiggly-warning, .squiggly-hint').first().waitFor({ state: 'attached' });
    await isHeldBack(/^Problems of faulty\.assistant\.md may hold a secret/, () => command('Assistants: Attach Problems of the File'));
    await open('keys.ipynb');
    await page.locator('.notebookOverlay .monaco-list-row').first().click();
    await page.keyboard.press('Escape');
    await isHeldBack(/^keys\.ipynb, cell 1 may hold a secret/, () => command('Assistants: Attach Selected Notebook Cells'));
    await command('Terminal: Create New Terminal');
    await page.locator('.terminal-wrapper.active .xterm-screen').waitFor();
    await page.keyboard.type('cat folder/keys.txt\n');
    await page.waitForTimeout(1500);
    await command('Terminal: Select All');
    await isHeldBack(/^Terminal “.*” may hold a secret/, () => command('Assistants: Attach Selection of the Terminal'));
    await command('View: Hide Panel');
  });

  it('stay, out of what an assistant knows, searched here and brought to a server', async () => {
    const { page, chat, command, choose, offline } = vscode();
    const row = page.getByRole('tree', { name: 'Assistants' }).getByRole('treeitem').filter({ hasText: 'Cook' }).first();
    const before = sent();
    await choose(row, 'Start Chat');
    await chat.getByPlaceholder(/^Ask Cook/).waitFor();
    await write('say understood, kumquat key');
    await area().press('Enter');
    await dialog().getByText(/docs\/recipe\.md/).first().waitFor();
    assert.equal(sent(), before);
    await answer('Send With Placeholders');
    await answered('understood');
    assert.deepEqual([heardWords(offline).includes('The kumquat has'), arrived()], [true, []]);
    await choose(row, 'Sync Knowledge');
    await answer('Upload');
    await dialog().getByText(/^docs\/recipe\.md may hold a secret/).waitFor();
    assert.equal(offline.requests.some(({ path: place }) => place === '/v1/files'), false);
    await answer('Send With Placeholders');
    await page.locator('.notification-toast').getByText(/can search 1 file of Cook\./).waitFor();
    assert.deepEqual([offline.requests.some(({ path: place }) => place === '/v1/files'), arrived()], [true, []]);
    await command('Notifications: Clear All Notifications');
  });

  it('leave as they are, or what holds them stays behind, when the user says so', async () => {
    const { offline, workspace } = vscode();
    await newThread();
    await pick('plain.ts');
    await pick('keys.txt');
    await chips().filter({ hasText: 'keys.txt' }).waitFor();
    await write('say without');
    await area().press('Enter');
    await answer('Leave It Out');
    await answered('without');
    assert.deepEqual([arrived(), heardWords(offline).includes('say without\n\nsrc/plain.ts\n')], [[], true]);
    await pick('keys.txt');
    await chips().filter({ hasText: 'keys.txt' }).waitFor();
    await write('say exactly');
    await area().press('Enter');
    await answer('Send As It Is');
    await answered('exactly');
    assert.equal(heardWords(offline).includes(readFileSync(path.join(workspace, 'folder/keys.txt'), 'utf8')), true);
  });
});

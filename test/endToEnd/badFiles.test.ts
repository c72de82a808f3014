import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { heardWords } from '../support/heardWords.ts';
import { useVscode } from '../support/useVscode.ts';

const quoted = 'line\nbreak "and quotes".txt';

/** Files that cannot be attached, and what is said of each. */
const refused = {
  'empty.txt': 'empty.txt is empty.',
  'large.bin': 'large.bin has 536.9 MB; at most 20 MB can be attached.',
  'nowhere.txt': 'nowhere.txt is a link that leads nowhere.',
  'pipe.txt': 'pipe.txt is a pipe or a device; only files can be attached.',
  'program.bin': 'program.bin is not a text file.',
  'shift-jis.txt': 'shift-jis.txt cannot be read as utf8: open it, choose “Reopen with Encoding”, and attach it again.',
} as const;

describe('Files that are not what they seem', () => {
  const vscode = useVscode({
    workspaceFiles: {
      'README.md': '# Here\n', 'docs/tea.md': 'Green tea is steeped for two minutes.\n', '.gitignore': 'built/\n*.tmp\n', 'src/one.ts': 'export const one = 1;\n', 'src/built/two.js': 'two\n', 'src/local.bak': 'three\n',
      '.assistants/librarian.assistant.md': '---\nname: Librarian\nmodel: offline-large\nknowledge:\n  - docs/**\n---\nYou know the house rules.\n',
    },
    settings: { 'files.autoSave': 'off' },
  });
  let outside = '';
  const area = (): Locator => vscode().chat.getByRole('textbox', { name: 'Message' });
  const chips = (): Promise<readonly (string | null)[]> => vscode().chat.locator('.composer .chip button[aria-label^="Open "]').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')));
  const dialog = (): Locator => vscode().page.locator('.monaco-dialog-box');
  const notice = (sentence: string): Locator => vscode().page.locator('.notification-toast').getByText(sentence, { exact: true });
  const place = (name: string): string => path.join(vscode().workspace, name);
  const write = (name: string, content: string | Uint8Array): void => {
    mkdirSync(path.dirname(place(name)), { recursive: true });
    writeFileSync(place(name), content);
  };
  /** Lays the files that are refused into a folder. */
  const writeRefused = (folder: string): void => {
    write(`${folder}/shift-jis.txt`, Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x0a]));
    write(`${folder}/program.bin`, Buffer.from([0, 1, 2, 3, 0, 0, 0, 0xff]));
    write(`${folder}/empty.txt`, '');
    write(`${folder}/large.bin`, '');
    truncateSync(place(`${folder}/large.bin`), 512 * 1024 * 1024 + 1);
    symlinkSync('nowhere', place(`${folder}/nowhere.txt`));
    execFileSync('mkfifo', [place(`${folder}/pipe.txt`)]);
  };
  const attachFromExplorer = async (name: RegExp): Promise<void> => {
    const icon = vscode().page.getByRole('tab', { name: /^Explorer/ });
    if ((await icon.getAttribute('aria-selected')) !== 'true') await icon.click();
    await vscode().choose(vscode().page.getByRole('treeitem', { name }).first(), 'Attach to Chat');
  };
  const answered = async (word: string): Promise<void> => {
    await vscode().chat.getByRole('article').last().getByText(new RegExp(`^${word}`)).first().waitFor();
    await vscode().chat.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  };
  const enter = async (word: string): Promise<void> => {
    await vscode().openChat();
    await area().fill(`say ${word}`);
    await area().press('Enter');
  };
  const send = async (word: string): Promise<void> => {
    await enter(word);
    await answered(word);
  };
  const clearNotices = (): Promise<void> => vscode().command('Notifications: Clear All Notifications');
  const uploadFile = async (name: string): Promise<void> => {
    await vscode().command('Assistants: Upload Files…');
    await vscode().page.getByRole('option', { name }).first().click();
  };

  before(async () => {
    outside = mkdtempSync(path.join(tmpdir(), 'outside-'));
    mkdirSync(path.join(outside, 'folder'));
    writeFileSync(path.join(outside, 'private.txt'), 'not yours\n');
    writeFileSync(path.join(outside, 'folder/private.txt'), 'not yours either\n');
    await vscode().openChat();
  });

  after(() => { rmSync(outside, { recursive: true, force: true }); });

  it('are refused, each with its reason, and the message goes without them: empty, too large, a link to nowhere, a pipe, no text, another encoding (cases 116, 122, 124)', async function () {
    this.timeout(240_000);
    writeRefused('.');
    for (const [name, sentence] of Object.entries(refused)) {
      await attachFromExplorer(new RegExp(`^${name.replaceAll('.', String.raw`\.`)}`));
      await notice(`Not attached: ${sentence}`).waitFor();
      assert.deepEqual(await chips(), []);
      await clearNotices();
      await send(`without ${name}`);
    }
    for (const name of Object.keys(refused)) rmSync(place(name));
  });

  it('are named one by one where a folder holds many of them, and what can be read is sent: UTF-16, a name with a line break and quotes (cases 124, 125)', async () => {
    const { page, offline } = vscode();
    writeRefused('odd');
    write('odd/utf16.txt', Buffer.from('\uFEFFGrüße\n', 'utf16le'));
    write(`odd/${quoted}`, 'odd name\n');
    await attachFromExplorer(/^odd/);
    await notice('6 things were not attached: odd/empty.txt is empty. odd/large.bin has 536.9 MB; at most 20 MB can be attached. And 4 more.').waitFor();
    await vscode().chat.getByRole('button', { name: 'Open odd/utf16.txt' }).waitFor();
    assert.deepEqual(await chips(), ['Open odd/line break "and quotes".txt', 'Open odd/utf16.txt']);
    await page.locator('.notification-toast').getByRole('button', { name: 'Show All' }).click();
    await page.getByRole('tab', { name: /^Not Attached\.txt/ }).waitFor();
    const lines = async (): Promise<readonly string[]> => (await page.locator('.editor-group-container.active .view-line').allInnerTexts()).map((line) => line.replaceAll('\u00A0', ' ')).filter((line) => line !== '').toSorted();
    await eventually(lines, Object.values(refused).map((sentence) => `odd/${sentence}`).toSorted());
    await send('odd');
    const heard = heardWords(offline);
    assert.deepEqual(['odd name', 'Grüße', '\u0093', '\uFFFD'].map((words) => heard.includes(words)), [true, true, false, false]);
  });

  it('are said to be gone when they were deleted between pick and send (case 120)', async () => {
    write('gone.txt', 'soon gone\n');
    await attachFromExplorer(/^gone\.txt/);
    await vscode().chat.getByRole('button', { name: 'Open gone.txt' }).waitFor();
    rmSync(place('gone.txt'));
    await enter('gone');
    await dialog().getByText('gone.txt cannot be read any more.', { exact: true }).waitFor();
    await dialog().getByRole('button', { name: 'Send As Attached' }).click();
    await answered('gone');
  });

  it('are no way out of the workspace: links in a folder are asked about by where they lead (case 113)', async () => {
    const { offline } = vscode();
    await clearNotices();
    write('linked/own.txt', 'mine\n');
    symlinkSync(path.join(outside, 'private.txt'), place('linked/file.txt'));
    symlinkSync(path.join(outside, 'folder'), place('linked/folder'));
    await attachFromExplorer(/^linked/);
    await dialog().getByText('Attach a file from outside this workspace?', { exact: true }).waitFor();
    await dialog().getByText(path.join(outside, 'private.txt')).waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    assert.deepEqual(await chips(), []);
    await attachFromExplorer(/^linked/);
    await dialog().getByRole('button', { name: 'Leave Out What Lies Outside' }).click();
    await notice('Not attached: linked/folder is a link to a folder: pick that folder itself.').waitFor();
    await vscode().chat.getByRole('button', { name: 'Open linked/own.txt' }).waitFor();
    await send('inside');
    assert.deepEqual([await chips(), heardWords(offline).includes('mine'), heardWords(offline).includes('not yours')], [[], true, false]);
  });

  it('are left out of a folder where git ignores them, by whichever file (case 119)', async () => {
    write('.git/info/exclude', '*.bak\n');
    await attachFromExplorer(/^src/);
    await vscode().chat.getByRole('button', { name: 'Open src/one.ts' }).waitFor();
    assert.deepEqual(await chips(), ['Open src/one.ts']);
    rmSync(place('.git'), { recursive: true });
    await send('unignored');
  });

  it('are not read by the hundred thousand: the folder is named, and the message goes without it (case 126)', async function () {
    // Two hundred thousand files take their time.
    this.timeout(300_000);
    await clearNotices();
    const many = path.join(outside, 'many');
    execFileSync('sh', ['-c', 'for d in $(seq 200); do mkdir -p "$1/$d" && (cd "$1/$d" && seq 1000 | xargs touch); done', 'sh', many]);
    renameSync(many, place('many'));
    await attachFromExplorer(/^many/);
    await notice('Not attached: many holds more than 200 files, and none of them was taken: pick some of them.').waitFor();
    await send('without');
    renameSync(place('many'), many);
  });

  it('are looked for in a folder of very many entries no longer than that can be waited for, and that is said (case 126)', async () => {
    const { chat } = vscode();
    await clearNotices();
    const wide = path.join(outside, 'wide');
    execFileSync('sh', ['-c', 'mkdir -p "$1/a" "$1/b" && touch "$1/first.txt" "$1/b/last.txt" && echo here > "$1/first.txt" && cd "$1/a" && seq -f "%g.tmp" 21000 | xargs touch', 'sh', wide]);
    renameSync(wide, place('wide'));
    await attachFromExplorer(/^wide/);
    await notice('Not attached: wide holds more than 20000 files and folders, and the rest of them was not looked at: pick what is missing.').waitFor();
    await chat.getByRole('button', { name: 'Open wide/first.txt' }).waitFor();
    assert.deepEqual(await chips(), ['Open wide/first.txt']);
    await send('wide');
    renameSync(place('wide'), wide);
  });

  it('are not uploaded while they grow, nor when they are empty, and each is named', async () => {
    await clearNotices();
    write('nothing.txt', '');
    await uploadFile('nothing.txt');
    await notice('Not uploaded: “nothing.txt” is empty; there is nothing to upload.').waitFor();
    await clearNotices();
    await send('nothing');
    write('growing.log', Buffer.alloc(60_000_000, 'a line of a log\n'));
    const growing = setInterval(() => { appendFileSync(place('growing.log'), 'more\n'); }, 5);
    await uploadFile('growing.log');
    await notice('Not uploaded: “growing.log” changed while it was being read; choose it again to send it as it is now.').waitFor();
    clearInterval(growing);
    await send('grown');
  });

  it('are uploaded in parts above 512 MB, and taken up again where an upload was cut (cases 122, 123)', async function () {
    // Half a gigabyte goes through this process, too.
    this.timeout(600_000);
    const { offline } = vscode();
    await clearNotices();
    write('large.bin', '');
    truncateSync(place('large.bin'), 512 * 1024 * 1024 + 1);
    const parts = (): number => offline.requests.filter(({ path: at, status }) => at.endsWith('/parts') && status === 200).length;
    await uploadFile('large.bin');
    while (parts() < 4) await new Promise((resolve) => { setTimeout(resolve, 20); });
    offline.plan({ fault: 'lostAnswer', path: '/v1/uploads/*/parts', times: 6 });
    await notice(`Not uploaded: “large.bin”: The connection to ${new URL(offline.url).host} was lost. Choose it again within the hour: it goes on where it broke off.`).waitFor({ timeout: 120_000 });
    const before = parts();
    await clearNotices();
    await send('meanwhile');
    await uploadFile('large.bin');
    await notice('Uploaded 1 file to Offline server.').waitFor({ timeout: 240_000 });
    assert.ok(before >= 4 && before < 9);
    assert.equal(parts(), 9);
    await send('uploaded');
  });

  it('are not known to assistants, and said to be so with the reason, as is a failed ingestion', async () => {
    const { page, chat, offline, choose } = vscode();
    await clearNotices();
    const row = page.getByRole('tree', { name: 'Assistants' }).getByRole('treeitem').filter({ hasText: 'Librarian' }).first();
    await choose(row, 'Start Chat');
    await chat.getByPlaceholder(/^Ask Librarian/).waitFor();
    offline.set({ ingestion: 'failing' });
    await choose(row, 'Sync Knowledge');
    await dialog().getByRole('button', { name: 'Upload' }).click();
    await notice('Offline server can search no file of Librarian yet; they are searched on this machine. Not docs/tea.md: The server could not read it: An internal error occurred.').waitFor();
    offline.set({ ingestion: 'asRead' });
    await clearNotices();
    write('docs/shift-jis.md', Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x0a]));
    await choose(row, 'Sync Knowledge');
    await notice('Offline server can search 1 file of Librarian. Not docs/shift-jis.md: docs/shift-jis.md is not in the encoding that VS Code reads it in: save it as UTF-8, or set “files.encoding” for it.').waitFor();
    await area().fill('say knowing');
    await area().press('Enter');
    await answered('knowing');
  });

  it('are searched on this machine again once their vector store is gone, without what cannot be read', async () => {
    const { chat, offline } = vscode();
    await clearNotices();
    const stores = JSON.stringify(await (await fetch(`${offline.url}/vector_stores`)).json());
    const [store = ''] = stores.match(/vs_\w+/) ?? [];
    await fetch(`${offline.url}/vector_stores/${store}`, { method: 'DELETE' });
    // Once in the thread’s conversation, and once in the new one that is begun where a server says 404.
    offline.plan({ fault: 'status', status: 404, path: '/v1/responses', times: 2, message: `Vector store with id [${store}] not found.` });
    await area().fill('say again');
    await area().press('Enter');
    await chat.getByText('The files of Librarian are no longer at Offline server: with Retry they are searched on this machine; sync its knowledge to have them there again.', { exact: true }).first().waitFor();
    await chat.getByRole('button', { name: 'Retry' }).first().click();
    await answered('again');
    assert.ok(!heardWords({ requests: offline.requests.filter(({ path: at }) => at === '/v1/responses') }).includes('\uFFFD'));
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { heardWords } from '../support/heardWords.ts';
import { useVscode } from '../support/useVscode.ts';

const quoted = 'line\nbreak "and quotes".txt';

describe('Files that are not what they seem', () => {
  const vscode = useVscode({
    workspaceFiles: {
      'README.md': '# Here\n', 'docs/tea.md': 'Green tea is steeped for two minutes.\n', '.gitignore': 'built/\n', 'src/one.ts': 'export const one = 1;\n', 'src/built/two.js': 'two\n', 'src/local.bak': 'three\n',
      '.assistants/librarian.assistant.md': '---\nname: Librarian\nmodel: offline-large\nknowledge:\n  - docs/**\n---\nYou know the house rules.\n',
    },
    settings: { 'files.autoSave': 'off' },
  });
  let outside = '';
  const area = (): Locator => vscode().chat.getByRole('textbox', { name: 'Message' });
  const chips = (): Promise<readonly (string | null)[]> => vscode().chat.locator('.composer .chip button[aria-label^="Open "]').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('aria-label')));
  const dialog = (): Locator => vscode().page.locator('.monaco-dialog-box');
  const notice = (words: RegExp): Locator => vscode().page.locator('.notification-toast').getByText(words);
  const write = (name: string, content: string | Uint8Array): void => {
    mkdirSync(path.dirname(path.join(vscode().workspace, name)), { recursive: true });
    writeFileSync(path.join(vscode().workspace, name), content);
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
  const send = async (word: string): Promise<void> => {
    await vscode().openChat();
    await area().fill(`say ${word}`);
    await area().press('Enter');
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

  it('are named one by one, and what can be read is sent: empty, a pipe, a link to nowhere, other encodings, odd names (cases 116, 124)', async () => {
    const { workspace, offline } = vscode();
    write('odd/utf16.txt', Buffer.from('\uFEFFGrüße\n', 'utf16le'));
    write('odd/shift-jis.txt', Buffer.from([0x93, 0xfa, 0x96, 0x7b, 0x8c, 0xea, 0x0a]));
    write('odd/empty.txt', '');
    write(`odd/${quoted}`, 'odd name\n');
    symlinkSync('nowhere', path.join(workspace, 'odd/nowhere.txt'));
    execFileSync('mkfifo', [path.join(workspace, 'odd/pipe.txt')]);
    await attachFromExplorer(/^odd/);
    await notice(/^\d things were not attached: odd\/empty\.txt is empty\./).waitFor();
    await vscode().chat.getByRole('button', { name: 'Open odd/utf16.txt' }).waitFor();
    assert.deepEqual(await chips(), ['Open odd/line break "and quotes".txt', 'Open odd/utf16.txt']);
    await send('odd');
    const heard = heardWords(offline);
    assert.deepEqual(['odd name', 'Grüße', '\u0093', '\uFFFD'].map((words) => heard.includes(words)), [true, true, false, false]);
  });

  it('are no way out of the workspace: links in a folder are asked about by where they lead (case 113)', async () => {
    const { workspace, offline } = vscode();
    await clearNotices();
    write('linked/own.txt', 'mine\n');
    symlinkSync(path.join(outside, 'private.txt'), path.join(workspace, 'linked/file.txt'));
    symlinkSync(path.join(outside, 'folder'), path.join(workspace, 'linked/folder'));
    await attachFromExplorer(/^linked/);
    await dialog().getByText('Attach a file from outside this workspace?').waitFor();
    await dialog().getByText(path.join(outside, 'private.txt')).waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    assert.deepEqual(await chips(), []);
    await attachFromExplorer(/^linked/);
    await dialog().getByRole('button', { name: 'Leave Out What Lies Outside' }).click();
    await notice(/^Not attached: linked\/folder is a link to a folder: pick that folder itself\.$/).waitFor();
    await vscode().chat.getByRole('button', { name: 'Open linked/own.txt' }).waitFor();
    await send('inside');
    assert.deepEqual([await chips(), heardWords(offline).includes('mine'), heardWords(offline).includes('not yours')], [[], true, false]);
  });

  it('are left out of a folder where git ignores them, by whichever file (case 119)', async () => {
    const { workspace } = vscode();
    write('.git/info/exclude', '*.bak\n');
    await attachFromExplorer(/^src/);
    await vscode().chat.getByRole('button', { name: 'Open src/one.ts' }).waitFor();
    assert.deepEqual(await chips(), ['Open src/one.ts']);
    rmSync(path.join(workspace, '.git'), { recursive: true });
    await send('unignored');
  });

  it('are not read by the hundred thousand: the folder is named, and the message goes without it (case 126)', async function () {
    // Two hundred thousand files take their time.
    this.timeout(300_000);
    const { workspace } = vscode();
    const many = path.join(outside, 'many');
    execFileSync('sh', ['-c', 'for d in $(seq 200); do mkdir -p "$1/$d" && (cd "$1/$d" && seq 1000 | xargs touch); done', 'sh', many]);
    renameSync(many, path.join(workspace, 'many'));
    await attachFromExplorer(/^many/);
    await notice(/^Not attached: many holds more than 200 files, and none of them was taken: pick some of them\.$/).waitFor();
    await send('without');
    renameSync(path.join(workspace, 'many'), many);
  });

  it('are not uploaded while they grow', async () => {
    const { workspace } = vscode();
    await clearNotices();
    write('growing.log', Buffer.alloc(60_000_000, 'a line of a log\n'));
    const growing = setInterval(() => { appendFileSync(path.join(workspace, 'growing.log'), 'more\n'); }, 5);
    await uploadFile('growing.log');
    await notice(/^Not uploaded: “growing\.log” changed while it was being read; choose it again to send it as it is now\.$/).waitFor();
    clearInterval(growing);
  });

  it('are uploaded in parts above 512 MB, and taken up again where an upload was cut (cases 122, 123)', async function () {
    // Half a gigabyte goes through this process, too.
    this.timeout(600_000);
    const { workspace, offline } = vscode();
    await clearNotices();
    write('large.bin', '');
    truncateSync(path.join(workspace, 'large.bin'), 512 * 1024 * 1024 + 1);
    const parts = (): number => offline.requests.filter(({ path: place, status }) => place.endsWith('/parts') && status === 200).length;
    await uploadFile('large.bin');
    while (parts() < 4) await new Promise((resolve) => { setTimeout(resolve, 20); });
    offline.plan({ fault: 'lostAnswer', path: '/v1/uploads/*/parts', times: 6 });
    await notice(/^Not uploaded: /).waitFor({ timeout: 120_000 });
    const before = parts();
    await clearNotices();
    await uploadFile('large.bin');
    await notice(/^Uploaded 1 file to Offline server\.$/).waitFor({ timeout: 240_000 });
    assert.ok(before >= 4 && before < 9);
    assert.equal(parts(), 9);
  });

  it('are searched on this machine again once their vector store is gone, and a failed ingestion is said of each', async () => {
    const { page, chat, offline, choose } = vscode();
    await clearNotices();
    const row = page.getByRole('tree', { name: 'Assistants' }).getByRole('treeitem').filter({ hasText: 'Librarian' }).first();
    await choose(row, 'Start Chat');
    await chat.getByPlaceholder(/^Ask Librarian/).waitFor();
    offline.set({ ingestion: 'failing' });
    await choose(row, 'Sync Knowledge');
    await dialog().getByRole('button', { name: 'Upload' }).click();
    await notice(/^Offline server can search no file of Librarian yet; they are searched on this machine\. Not docs\/tea\.md: /).waitFor();
    offline.set({ ingestion: 'asRead' });
    await clearNotices();
    await choose(row, 'Sync Knowledge');
    await notice(/^Offline server can search 1 file of Librarian\.$/).waitFor();
    const stores = JSON.stringify(await (await fetch(`${offline.url}/vector_stores`)).json());
    const [store = ''] = stores.match(/vs_\w+/) ?? [];
    await fetch(`${offline.url}/vector_stores/${store}`, { method: 'DELETE' });
    offline.plan({ fault: 'status', status: 404, path: '/v1/responses', message: `Vector store with id [${store}] not found.` });
    await area().fill('say again');
    await area().press('Enter');
    await chat.getByText('The files of Librarian are no longer at Offline server: with Retry they are searched on this machine; sync its knowledge to have them there again.').first().waitFor();
    await chat.getByRole('button', { name: 'Retry' }).first().click();
    await answered('again');
  });
});

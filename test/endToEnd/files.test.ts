import assert from 'node:assert/strict';
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { letters } from '../core/plantedSecrets.ts';
import { eventually } from '../support/eventually.ts';
import { heardWords } from '../support/heardWords.ts';
import { useVscode } from '../support/useVscode.ts';

const key = ['gh', 'p_', letters(36)].join('');

describe('Files at a server', () => {
  const vscode = useVscode({
    workspaceFiles: { 'notes.md': '# Notes\n', 'docs/a.md': 'a\n', 'docs/b.md': 'b\n', 'docs/c.txt': 'c\n', 'docs/empty.md': '', 'docs/.gitignore': 'drafts/\n', 'docs/drafts/ignored.md': 'not ready\n', 'links/plain.md': 'plain words\n', 'keys/.env': `TOKEN=${key}\n`, 'keys/one.md': `Token ${key}\n`, 'keys/two.md': `Token ${key}\n` },
    settingsFor: (baseUrl) => ({
      'assistants.connections': [{ id: 'own', name: 'Own server', baseUrl, api: 'assistants', auth: 'none', model: 'offline-large' }],
      'assistants.connection': 'own',
    }),
  });
  const view = (): Locator => vscode().page.getByRole('tree', { name: 'Files' });
  const row = (name: string): Locator => view().getByRole('treeitem').filter({ hasText: name });
  const notice = (words: RegExp): Locator => vscode().page.locator('.notification-toast').getByText(words);
  const question = (): Locator => vscode().page.locator('.monaco-dialog-box');
  const choose = (name: string, item: string): Promise<void> => vscode().choose(row(name), item);
  /** VS Code's own dialog takes no click while it looks at a folder. */
  const pickFolder = async (name: string): Promise<void> => {
    const { page } = vscode();
    await page.getByRole('option', { name }).first().click();
    const dialog = page.locator('.quick-input-widget');
    await eventually(async () => (await dialog.locator('input').first().inputValue()).endsWith(`/${name}/`), true);
    await eventually(async () => {
      await dialog.getByRole('button', { name: 'Choose' }).click({ timeout: 500 }).catch(() => undefined);
      return page.getByText(/^Which of its files/).isVisible();
    }, true);
  };
  const uploaded = (): readonly string[] => vscode().offline.requests.filter(({ method, path }) => method === 'POST' && path === '/v1/files').map(({ path }) => path);

  before(async () => {
    await vscode().openChat();
    await vscode().page.getByRole('button', { name: 'Files Section' }).click();
  });

  it('are listed once their connection is unfolded', async () => {
    await row('Own server').click();
    await row('No files yet').waitFor();
  });

  it('are uploaded, once: the same content is not sent twice', async () => {
    const { page } = vscode();
    await choose('Own server', 'Upload Files…');
    await page.getByRole('option', { name: /notes\.md/ }).click();
    await notice(/^Uploaded 1 file to Own server\.$/).waitFor();
    await row('notes.md').getByText(/^8 bytes · assistants · /).waitFor();
    await choose('Own server', 'Upload Files…');
    await page.getByRole('option', { name: /notes\.md/ }).click();
    await notice(/^1 file was there already\.$/).waitFor();
    assert.equal(uploaded().length, 1);
  });

  it('are those of a folder that a pattern names; what cannot be sent is named, and the others are sent', async () => {
    const { page } = vscode();
    await choose('Own server', 'Upload a Folder…');
    await pickFolder('docs');
    await page.locator('.quick-input-widget input').fill('**/*.md');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('Upload 3 files to Own server?').waitFor();
    await page.getByRole('dialog').getByText('What .gitignore or your settings leave out is not among them.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click();
    await notice(/^Uploaded 2 files to Own server\. Not uploaded: “empty\.md” is empty; there is nothing to upload\.$/).waitFor();
    await row('b.md').waitFor();
  });

  it('that may hold secrets are asked about before anything is sent, each by itself if the user wants', async () => {
    const { page, offline } = vscode();
    const uploadKeys = async (): Promise<void> => {
      await choose('Own server', 'Upload a Folder…');
      await pickFolder('keys');
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click();
      await question().getByText(/^3 things seem to hold secrets\. Send them to Own server\?/).waitFor();
    };
    const before = uploaded().length;
    await uploadKeys();
    await question().getByRole('button', { name: 'Cancel' }).click();
    await notice(/^Nothing was sent\.$/).waitFor();
    assert.equal(uploaded().length, before);
    await uploadKeys();
    await question().getByRole('button', { name: 'Decide One by One…' }).click();
    for (const [name, word] of [['keys/.env', 'Leave It Out'], ['keys/one.md', 'Send With Placeholders'], ['keys/two.md', 'Send As It Is']] as const) {
      await question().getByText(`${name} may hold a secret.`).waitFor();
      await question().getByRole('button', { name: word }).click();
    }
    await notice(/^Uploaded 2 files to Own server\.$/).waitFor();
    const heard = heardWords(offline);
    assert.deepEqual([heard.includes('one.md\nToken ‹secret 1: GitHub token›'), heard.includes(`two.md\nToken ${key}`), heard.includes('.env')], [true, true, false]);
  });

  it('show what is known of them, and who uses them', async () => {
    const { page } = vscode();
    await choose('notes.md', 'Show File Details');
    await page.getByRole('tab', { name: /^Preview File\.md/ }).waitFor();
  });

  it('that the server does not give back are said to be so', async () => {
    const { page } = vscode();
    await choose('notes.md', 'Download File…');
    await page.getByText('Download notes.md').waitFor();
    await page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await page.getByText(/notes\.md already exists/).waitFor();
    await page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    await notice(/Not allowed to download files of purpose: assistants/).waitFor();
  });

  it('are deleted once the user has seen what uses them', async () => {
    const { page } = vscode();
    await choose('notes.md', 'Delete File');
    await page.getByRole('dialog').getByText(/Nothing that is known here uses it\. Own server cannot bring it back\./).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await row('notes.md').waitFor({ state: 'hidden' });
  });

  it('are not those that links of a folder lead to elsewhere, and are asked about by the name that a link leads to', async () => {
    const { page, offline, workspace } = vscode();
    const elsewhere = join(mkdtempSync(join(tmpdir(), 'elsewhere-')), 'far.md');
    writeFileSync(elsewhere, 'far away\n');
    writeFileSync(join(workspace, 'links/.env'), 'MODE=quick\n');
    symlinkSync(elsewhere, join(workspace, 'links/far.md'));
    symlinkSync('.env', join(workspace, 'links/setup.md'));
    await choose('Own server', 'Upload a Folder…');
    await pickFolder('links');
    await page.locator('.quick-input-widget input').fill('*.md');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click();
    await question().getByText(/^links\/setup\.md may hold a secret/).waitFor();
    await question().getByRole('button', { name: 'Leave It Out' }).click();
    await notice(/^Uploaded 1 file to Own server\. Not uploaded: “far\.md” is a link to .*far\.md, which lies outside this workspace\.$/).waitFor();
    const heard = heardWords(offline);
    assert.deepEqual([heard.includes('far away'), heard.includes('MODE=quick'), heard.includes('plain words')], [false, false, true]);
  });
});

import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import * as v from 'valibot';
import { letters } from '../core/plantedSecrets.ts';
import { UploadedFile } from '../server/upload.ts';
import { eventually } from '../support/eventually.ts';
import { useVscode } from '../support/useVscode.ts';

const key = ['gh', 'p_', letters(36)].join('');
const table = 'tea,minutes\ngreen,2\n';
const long = `${'Tea is steeped, and then it is drunk.\n'.repeat(12_000)}token = ${key}\n`;
const upload = v.object({ purpose: v.string(), file: v.instance(UploadedFile) });
const asked = v.object({ tools: v.array(v.looseObject({ type: v.string() })) });

describe('A file on its way', () => {
  const vscode = useVscode({ workspaceFiles: { 'data/table.csv': table, 'logs/long.log': long, 'README.md': '# Here\n' }, settings: { 'files.autoSave': 'off' } });
  const chip = (name: string): Locator => vscode().chat.locator('.composer-chips').getByRole('listitem').filter({ hasText: name });
  const attach = async (label: string): Promise<void> => {
    await vscode().chat.getByRole('button', { name: 'Attach…' }).click();
    await vscode().page.getByRole('option', { name: label }).first().click();
  };
  const send = async (word: string): Promise<void> => {
    await vscode().chat.getByRole('textbox', { name: 'Message' }).fill(`say ${word}`);
    await vscode().chat.getByRole('textbox', { name: 'Message' }).press('Enter');
  };
  const answered = async (word: string): Promise<void> => {
    await vscode().chat.getByRole('article', { name: /^Assistant/ }).last().getByText(word, { exact: true }).waitFor();
    await vscode().chat.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });
  };
  const uploads = (): readonly (readonly [string, string])[] => vscode().offline.requests.filter(({ method, path }) => method === 'POST' && path === '/v1/files').map(({ body }) => {
    const { file } = v.parse(upload, body);
    return [file.filename, new TextDecoder().decode(file.content())] as const;
  });
  const tools = (): readonly string[] => v.parse(asked, vscode().offline.requests.findLast(({ path }) => path === '/v1/responses')?.body).tools.map(({ type }) => type);

  before(() => vscode().openChat());

  it('travels as its user says on its chip, after a reload, too: for code, with the very bytes', async () => {
    const { chat, page, openChat, reload } = vscode();
    await attach('table.csv');
    await chip('data/table.csv').getByRole('button', { name: /travels as text/ }).click();
    await page.getByRole('option', { name: /For Code/ }).click();
    await chip('data/table.csv').getByText('for code').waitFor();
    await reload();
    await openChat();
    await chip('data/table.csv').getByText('for code').waitFor();
    await send('counted');
    await answered('counted');
    assert.deepEqual([uploads(), tools()], [[['table.csv', table]], ['code_interpreter']]);
    await chat.getByText('Upload of data/table.csv').waitFor();
  });

  it('travels to be searched where it is too long for a prompt, without its secret', async () => {
    const { page, offline } = vscode();
    await attach('long.log');
    await chip('logs/long.log').getByText('to be searched').waitFor();
    await send('found');
    await page.getByRole('dialog').getByText(/logs\/long\.log: GitHub token in line 12001/).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Send With Placeholders' }).click();
    await answered('found');
    assert.deepEqual(uploads().slice(1).map(([name, text]) => [name, text === long.replace(key, '‹secret 1: GitHub token›')]), [['long.log.txt', true]]);
    assert.deepEqual([JSON.stringify(offline.requests).includes(key), tools()], [false, ['code_interpreter', 'file_search']]);
  });

  it('is deleted at the server with its thread, when that is deleted for good', async () => {
    const { chat, offline, page } = vscode();
    await chat.getByRole('textbox', { name: 'Message' }).fill('/delete');
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    await page.getByRole('button', { name: 'Delete for Good' }).click();
    const deleted = (): readonly string[] => offline.requests.filter(({ method }) => method === 'DELETE').map(({ path }) => path.split('/')[2] ?? '').toSorted();
    await eventually(deleted, ['conversations', 'files', 'files', 'vector_stores']);
  });
});

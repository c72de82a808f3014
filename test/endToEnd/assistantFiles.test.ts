import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { modelsOfEveryAge } from '../server/models.ts';
import { eventually } from '../support/eventually.ts';
import { useVscode } from '../support/useVscode.ts';

const faulty = `---
name: Reviewer
temprature: 0.2
temperature: 9
model: gpt-4o-mini
---

Review the code that you are given.
`;

describe('The file of an assistant', () => {
  const vscode = useVscode({
    workspaceFiles: { '.assistants/faulty.assistant.md': faulty, '.assistants/other.assistant.md': '---\nname: Reviewer\n---\n\nSpeak.\n', 'README.md': '# Here\n' },
    openFiles: ['.assistants/faulty.assistant.md'],
  });
  const editor = (): Locator => vscode().page.locator('.monaco-editor[role="code"]').first();
  const inEditor = (text: string): Locator => editor().locator('.view-line', { hasText: text });

  it('is marked where it is wrong', async () => {
    const { page } = vscode();
    await inEditor('temperature: 9').click();
    await page.keyboard.press('Control+Shift+M');
    const problems = page.locator('.markers-panel');
    await problems.getByText('“temprature” is not known. Did you mean “temperature”?').waitFor();
    await problems.getByText(/temperature must be .*2/i).first().waitFor();
    await problems.getByText(/Another assistant is called “Reviewer” too/).first().waitFor();
  });

  it('says how many tokens its instructions are', async () => {
    await editor().getByText(/about \d+ tokens of instructions/).waitFor();
  });

  it('is explained under the mouse', async () => {
    await inEditor('temperature: 9').getByText('temperature').first().hover();
    await vscode().page.getByText('How freely the model chooses its words').first().waitFor();
    await vscode().page.keyboard.press('Escape');
  });

  it('is completed with keys and with the models of the server', async () => {
    const { page } = vscode();
    await inEditor('temprature').click();
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.keyboard.type('star');
    const suggestions = page.locator('.suggest-widget');
    await suggestions.getByRole('option', { name: /^starters/ }).waitFor();
    await page.keyboard.press('Escape');
    for (let count = 0; count < 4; count += 1) await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
  });
});

describe('An assistant whose model retires', () => {
  const vscode = useVscode({ workspaceFiles: { '.assistants/tutor.assistant.md': '---\nname: Tutor\nmodel: offline-old\n---\n\nTeach.\n' } });
  const row = (): Locator => vscode().page.getByRole('treeitem').filter({ hasText: 'Tutor' });
  const retires = new Date(Date.now() + 20 * 86_400_000).toISOString().slice(0, 10);

  before(async () => {
    vscode().offline.set({ models: modelsOfEveryAge() });
    await vscode().openChat();
  });

  it('is asked about only once it has answered, and then wears a warning with the date', async () => {
    const { chat, offline } = vscode();
    await row().hover();
    assert.equal(offline.requests.length, 0);
    await row().getByRole('button', { name: 'Start Chat' }).click();
    await chat.getByPlaceholder(/^Ask Tutor/).waitFor();
    await chat.getByRole('textbox', { name: 'Message' }).fill('say hello');
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    await row().filter({ hasText: `model retires ${retires}` }).waitFor();
    assert.equal(await row().locator('.codicon-warning').count(), 1);
  });

  it('gets another model with one click, and answers by it on the next turn', async () => {
    const { chat, offline, workspace } = vscode();
    await row().hover();
    await row().getByRole('button', { name: 'Replace Retiring Model' }).click();
    await row().filter({ hasText: 'model retires' }).waitFor({ state: 'detached' });
    const file = await readFile(path.join(workspace, '.assistants', 'tutor.assistant.md'), 'utf8');
    const model = /^model: (?<name>.+)$/m.exec(file)?.groups?.['name'];
    assert.match(file, /^---\nname: Tutor\nmodel: offline-(?!retiring)\S+\n---\n\nTeach\.\n$/);
    await chat.getByRole('textbox', { name: 'Message' }).fill('say again');
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    await eventually(() => modelOf(offline.requests.findLast(({ path: asked }) => asked === '/v1/responses')?.body), model);
  });
});

describe('Assistants from elsewhere', () => {
  const vscode = useVscode({ workspaceFiles: { 'README.md': '# Here\n' } });

  before(async () => {
    await vscode().openChat();
  });

  it('are imported, with a report of what became of each field', async () => {
    const { command, page, workspace } = vscode();
    const file = path.join(workspace, 'tutor.json');
    await writeFile(file, JSON.stringify({ id: 'asst_1', object: 'assistant', name: 'Old Tutor', instructions: 'You teach.', model: 'gpt-4o', tools: [{ type: 'code_interpreter' }], created_at: 1 }));
    await command('Assistants: Import Assistants…');
    await page.getByRole('option', { name: /tutor\.json/ }).click();
    await page.getByRole('option', { name: /Workspace/ }).click();
    await page.getByRole('tab', { name: /Import\.md/ }).waitFor();
    await page.getByRole('treeitem').filter({ hasText: 'Old Tutor' }).waitFor();
    assert.match(await readFile(path.join(workspace, '.assistants', 'old-tutor.assistant.md'), 'utf8'), /name: Old Tutor\nmodel: gpt-4o\ntools:\n {2}- code_interpreter\n---\n\nYou teach\./);
  });

  it('are exported as JSON of the Assistants API', async () => {
    const { command, page, workspace } = vscode();
    await command('View: Close All Editors');
    const row = page.getByRole('treeitem').filter({ hasText: 'Old Tutor' });
    await vscode().choose(row, 'Export Assistant…');
    await page.getByRole('option', { name: /Assistants-API JSON/ }).click();
    await page.locator('.quick-input-widget').getByRole('button', { name: /OK|Save/ }).click();
    const exported = async (): Promise<unknown> => JSON.parse(await readFile(path.join(workspace, 'old-tutor.json'), 'utf8').catch(() => '{}'));
    await eventually(async () => {
      const object = await exported();
      return typeof object === 'object' && object !== null && 'name' in object ? object.name : undefined;
    }, 'Old Tutor');
  });
});

function modelOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'model' in body ? body.model : undefined;
}

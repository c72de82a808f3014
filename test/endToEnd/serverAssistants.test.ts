import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { emptyDefinition, type Definition } from '../../src/core/assistant.ts';
import type { ServerAssistants } from '../../src/core/serverAssistants.ts';
import { makeBackEnd } from '../../src/openai/engines.ts';
import { eventually } from '../support/eventually.ts';
import { letters } from '../core/plantedSecrets.ts';
import { heardWords } from '../support/heardWords.ts';
import { useVscode } from '../support/useVscode.ts';

describe('Assistants at a server', () => {
  const vscode = useVscode({
    workspaceFiles: { 'README.md': '# Here\n' },
    settingsFor: (baseUrl) => ({
      'assistants.connections': [{ id: 'own', name: 'Own server', baseUrl, api: 'assistants', auth: 'none', model: 'offline-large' }],
      'assistants.connection': 'own',
    }),
  });
  const server = (): ServerAssistants => {
    const { assistants } = makeBackEnd({ id: 'own', name: 'Own server', baseUrl: vscode().offline.url, api: 'assistants', auth: 'none', headers: {} }, async () => undefined);
    assert.ok(assistants !== undefined);
    return assistants;
  };
  const kept = async (): Promise<readonly Definition[]> => (await server().list(AbortSignal.timeout(10_000))).map(({ definition }) => definition);
  const row = (name: string): Locator => vscode().page.getByRole('treeitem').filter({ hasText: name });
  const message = (): Locator => vscode().chat.getByRole('textbox', { name: 'Message' });

  before(async () => {
    await server().create({ ...emptyDefinition, name: 'Math Tutor', model: 'offline-large', instructions: 'You are a personal math tutor.', tools: [{ type: 'code_interpreter' }] }, AbortSignal.timeout(10_000));
    await vscode().openChat();
  });

  it('are listed under their connection once it is unfolded, and not before', async () => {
    const before = vscode().offline.requests.length;
    await row('Own server').waitFor();
    assert.equal(vscode().offline.requests.length, before);
    await row('Own server').click();
    await row('Math Tutor').waitFor();
  });

  it('are edited as files, and saving changes them at the server', async () => {
    const { page } = vscode();
    await row('Math Tutor').click();
    await page.getByRole('tab', { name: /^Math Tutor\.assistant\.md/ }).waitFor();
    await page.locator('.view-line', { hasText: 'You are a personal math tutor.' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type(' Be patient.');
    await page.keyboard.press('Control+S');
    await eventually(async () => (await kept()).map(({ instructions }) => instructions), ['You are a personal math tutor. Be patient.']);
  });

  it('are told no secret unless the user wants it: a save that is held back stays unsaved', async () => {
    const { page, offline } = vscode();
    const key = ['gh', 'p_', letters(36)].join('');
    const question = page.locator('.monaco-dialog-box');
    await page.keyboard.type(` Use ${key}.`);
    await page.keyboard.press('Control+S');
    await question.getByText(/^The instructions of Math Tutor may hold a secret\. Send this to Own server\?/).waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText(/Nothing was sent\./).first().waitFor();
    await page.locator('.tab.dirty').waitFor();
    await page.keyboard.press('Control+S');
    await question.getByRole('button', { name: 'Send With Placeholders' }).click();
    await eventually(async () => (await kept()).map(({ instructions }) => instructions), ['You are a personal math tutor. Be patient. Use ‹secret 1: GitHub token›.']);
    assert.equal(heardWords(offline).includes(key), false);
  });

  it('are not changed by a file that cannot be understood, and nothing that was typed is lost', async () => {
    const { page } = vscode();
    await page.locator('.view-line', { hasText: 'name: Math Tutor' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type(': [');
    await page.keyboard.press('Control+S');
    await page.getByText(/It was not sent:/).first().waitFor();
    assert.equal(await page.locator('.view-line', { hasText: 'name: Math Tutor: [' }).count(), 1);
    await page.keyboard.press('Escape');
    await page.locator('.view-line', { hasText: 'name: Math Tutor: [' }).click();
    await page.keyboard.press('End');
    for (let count = 0; count < 3; count += 1) await page.keyboard.press('Backspace');
    await page.keyboard.press('Control+S');
  });

  it('answer in the panel, with what they did as steps', async () => {
    const { chat } = vscode();
    await row('Math Tutor').hover();
    await row('Math Tutor').getByRole('button', { name: 'Start Chat with It' }).click();
    await chat.getByPlaceholder(/^Ask Math Tutor/).waitFor();
    await message().fill('I need to solve the equation `3x + 11 = 14`. Can you help me?');
    await message().press('Enter');
    const answer = chat.getByRole('article', { name: /^Math Tutor/ });
    await answer.getByText('x = 1').first().waitFor();
    await answer.getByText('Code interpreter').waitFor();
  });

  it('are made and deleted from the view', async () => {
    const { page } = vscode();
    await row('Own server').hover();
    await row('Own server').getByRole('button', { name: 'New Assistant at This Server…' }).click();
    await page.getByRole('option', { name: /From scratch/ }).click();
    await page.locator('.quick-input-widget').getByText(/Its name/).waitFor();
    await page.locator('.quick-input-widget input').fill('Poet');
    await page.locator('.quick-input-widget input').press('Enter');
    await row('Poet').waitFor();
    await row('Poet').hover();
    await row('Poet').getByRole('button', { name: 'Delete at the Server…' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await row('Poet').waitFor({ state: 'detached' });
    await eventually(async () => (await kept()).map(({ name }) => name), ['Math Tutor']);
  });

  it('stay listed here, and their threads as they were, while the server answers 404 to everything', async () => {
    const { chat, offline, page } = vscode();
    offline.set({ assistants: false });
    await row('Own server').hover();
    await row('Own server').getByRole('button', { name: 'Refresh' }).click();
    await page.getByRole('treeitem').locator('.codicon-warning').first().waitFor();
    await row('Math Tutor').waitFor();
    await chat.getByRole('article', { name: /^Math Tutor/ }).getByText('x = 1').first().waitFor();
    await message().fill('precious words');
    await message().press('Enter');
    await chat.getByRole('article', { name: /^Math Tutor/ }).nth(1).getByRole('button', { name: /Retry|Open Settings|Choose Connection/ }).first().waitFor();
    await chat.getByText('precious words').waitFor();
  });
});

import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import * as v from 'valibot';
import { eventually } from '../support/eventually.ts';
import { useVscode } from '../support/useVscode.ts';

const tutor = `---
name: Math Tutor
tools:
  - code_interpreter
---

You are a personal math tutor. Write and run code to answer math questions.
`;

const support = `---
name: Support Bot
tools:
  - type: function
    name: lookUpOrder
    description: Finds an order by its number
    parameters:
      type: object
      properties:
        number:
          type: string
---

You answer customers of a tea shop.
`;

const run = v.object({ additional_instructions: v.optional(v.string()) });
const outputs = v.object({ tool_outputs: v.array(v.object({ output: v.string() })) });

describe('The scenarios of the guides, on a server of the Assistants API', () => {
  const vscode = useVscode({
    workspaceFiles: { '.assistants/tutor.assistant.md': tutor, '.assistants/support.assistant.md': support },
    settingsFor: (baseUrl) => ({
      'assistants.connections': [{ id: 'own', name: 'Own server', baseUrl, api: 'assistants', auth: 'none', model: 'offline-large' }],
      'assistants.connection': 'own',
    }),
  });
  const message = (): Locator => vscode().chat.getByRole('textbox', { name: 'Message' });
  const answer = (): Locator => vscode().chat.getByRole('article', { name: /^(?:Math Tutor|Support Bot)/ }).last();

  const ask = async (text: string): Promise<void> => {
    await message().fill(text);
    await message().press('Enter');
    await vscode().chat.getByText(text).last().waitFor();
  };
  const begin = async (name: string): Promise<void> => {
    const row = vscode().page.getByRole('treeitem').filter({ hasText: name });
    await row.hover();
    await row.getByRole('button', { name: 'Start Chat' }).click();
    await vscode().chat.getByPlaceholder(new RegExp(`^Ask ${name}`)).waitFor();
  };
  const settled = (): Promise<void> => vscode().chat.getByRole('button', { name: 'Stop' }).waitFor({ state: 'hidden' });

  before(async () => {
    await vscode().openChat();
  });

  it('a math tutor solves an equation by running code, which can be unfolded', async () => {
    const { chat } = vscode();
    await begin('Math Tutor');
    await ask('I need to solve the equation `3x + 11 = 14`. Can you help me?');
    await answer().getByText('x = 1').first().waitFor();
    await answer().getByText('Code interpreter').click();
    await eventually(async () => (await answer().locator('.steps pre').allTextContents()).length, 2);
    await settled();
    await chat.getByText(/\d+ in, \d+ out/).first().waitFor();
  });

  it('what is said for one thread addresses a premium user by name', async () => {
    const { page, command, offline } = vscode();
    await command('Assistants: Set Instructions for This Thread…');
    await page.locator('.quick-input-widget input').fill('Please address the user as Jane Doe. The user has a premium account.');
    await page.locator('.quick-input-widget input').press('Enter');
    await ask('I need to solve the equation `2x + 4 = 10`. Can you help me?');
    await answer().getByText(/Jane Doe/).first().waitFor();
    await answer().getByText('x = 3').first().waitFor();
    await settled();
    const body = offline.requests.findLast(({ path }) => path.endsWith('/runs'))?.body;
    assert.match(v.parse(run, body).additional_instructions ?? '', /premium account/);
  });

  it('a run that fails says what the server says', async () => {
    await ask('fail run');
    await answer().getByText(/Your account is not active/).waitFor();
    await settled();
  });

  it('a run that expires says so and can be asked for anew', async () => {
    await ask('expire');
    await answer().getByText(/expired/i).first().waitFor();
    await answer().getByRole('button', { name: 'Retry' }).first().waitFor();
    await settled();
  });

  it('a run that is cut off by its length offers to go on', async () => {
    await ask('run incomplete');
    await answer().getByRole('button', { name: 'Continue' }).waitFor();
    await settled();
  });

  it('a run that is stopped is cancelled at the server, and the thread can be gone on with', async () => {
    const { chat, offline } = vscode();
    await ask('slow');
    await answer().getByText('word3').waitFor();
    await chat.getByRole('button', { name: 'Stop' }).click();
    await eventually(() => offline.requests.some(({ path }) => path.endsWith('/cancel')), true);
    await settled();
    await ask('say Still here');
    await answer().getByText('Still here').waitFor();
    await settled();
  });

  it('a support bot has its function called: the user gives the result, and the run goes on with it', async () => {
    const { chat, page, offline } = vscode();
    await begin('Support Bot');
    await ask('call lookUpOrder {"number": "17"}');
    await chat.getByRole('button', { name: 'Give the Result…' }).first().waitFor();
    const option = page.getByRole('option', { name: /Give the Result/ });
    await option.click();
    await page.locator('.quick-input-widget input').fill('Shipped on Friday');
    await page.locator('.quick-input-widget input').press('Enter');
    await answer().getByText(/Shipped on Friday/).first().waitFor();
    await settled();
    const body = offline.requests.findLast(({ path }) => path.endsWith('/submit_tool_outputs'))?.body;
    assert.deepEqual(v.parse(outputs, body).tool_outputs.map(({ output }) => output), ['Shipped on Friday']);
  });
});

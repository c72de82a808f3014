import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { formsOf } from '../../src/core/secretForms.ts';
import { useVscode } from '../support/useVscode.ts';

const wrongKey = 'sk-test-this-is-the-wrong-key-000000';
const rightKey = 'sk-test-this-is-the-right-key-111111';

describe('A connection with a key', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'keys-'));
  const vscode = useVscode({
    home,
    settingsFor: (baseUrl) => ({ 'assistants.connections': [{ id: 'keyed', name: 'Keyed server', baseUrl, api: 'responses', auth: 'key' }], 'assistants.connection': 'keyed' }),
  });
  after(() => {
    rmSync(home, { recursive: true, force: true });
  });

  const input = (): Locator => vscode().page.locator('.quick-input-widget input');
  const enterKey = async (key: string): Promise<void> => {
    await input().waitFor();
    assert.equal(await input().getAttribute('type'), 'password');
    await input().fill(key);
    await input().press('Enter');
  };
  const message = (): Locator => vscode().chat.getByRole('textbox', { name: 'Message' });

  before(async () => {
    vscode().offline.set({ apiKey: rightKey });
    await vscode().openChat();
    await vscode().chat.locator('html').evaluate(() => {
      Reflect.set(globalThis, 'told', '');
      globalThis.addEventListener('message', ({ data }) => Reflect.set(globalThis, 'told', `${String(Reflect.get(globalThis, 'told'))}${JSON.stringify(data)}`));
    });
  });

  it('says that there is none yet, sends nothing, and keeps what was typed', async () => {
    const { chat, offline } = vscode();
    await chat.getByText(/There is no key for http:\/\/127\.0\.0\.1:\d+ yet\./).first().waitFor();
    await message().fill('say precious words');
    await message().press('Enter');
    await chat.getByText(/There is no key/).first().waitFor();
    assert.deepEqual([await message().inputValue(), offline.requests.length], ['say precious words', 0]);
  });

  it('refuses a key that cannot be one, and says where it goes wrong (case 46)', async () => {
    const { chat, page } = vscode();
    await chat.getByRole('button', { name: 'Set API Key…' }).first().click();
    await input().fill('sk-with-а-cyrillic-letter');
    await page.getByText('Character 9 does not belong in a key.').waitFor();
    await page.keyboard.press('Escape');
  });

  it('says that a key was refused, and answers the same prompt once the right one is there (case 36)', async () => {
    const { chat, page } = vscode();
    await chat.getByRole('button', { name: 'Set API Key…' }).first().click();
    await enterKey(wrongKey);
    await page.getByText(/^The key for http:\/\/127\.0\.0\.1:\d+ is kept/).first().waitFor();
    await message().press('Enter');
    const answer = chat.getByRole('article', { name: /^Assistant/ }).last();
    await answer.getByText(/The key was refused by http:\/\/127\.0\.0\.1/).waitFor();
    await answer.getByRole('button', { name: 'Set API Key…' }).click();
    await enterKey(rightKey);
    await answer.getByText('precious words').waitFor();
    assert.equal(await chat.getByRole('article', { name: /^You/ }).count(), 1);
  });

  it('is tested without a token being spent', async () => {
    const { command, page } = vscode();
    await command('Assistants: Test Connection');
    await page.getByText(/Keyed server can answer\. Models: 2 listed/).first().waitFor();
  });

  it('shows nothing of a key that a server sends back, in whatever form (case 37)', async () => {
    const { chat, offline } = vscode();
    const forms = [...formsOf(rightKey), rightKey.slice(3, 19), rightKey.slice(-9)];
    offline.plan({ fault: 'status', status: 403, message: `Refused: {key} ${forms.slice(0, 3).join(' ')}`, path: '/v1/responses' });
    offline.plan({ fault: 'status', status: 400, message: `Wrong: ${forms.slice(3).join(' ').slice(0, 200)}`, path: '/v1/responses' });
    for (const [prompt, sentence] of [['say one', /refused the request \(403\): Refused: \[removed\]/], ['say two', /refused the request \(400\): Wrong: \[removed\]/]] as const) {
      await message().fill(prompt);
      await message().press('Enter');
      await chat.getByText(sentence).first().waitFor();
    }
  });

  it('forgets the key when it is told to', async () => {
    const { command, chat } = vscode();
    await command('Assistants: Remove API Key');
    await message().fill('say something else');
    await message().press('Enter');
    await chat.getByText(/There is no key/).first().waitFor();
    assert.equal(await message().inputValue(), 'say something else');
  });

  it('has left no trace of a key on the disk, in the window, or in what its page was told, in any form (case 92)', async () => {
    const { chat, page } = vscode();
    const traces = [wrongKey, rightKey].flatMap((key) => [...formsOf(key), key.slice(8, 24), key.slice(-10)]);
    const holdsTrace = (text: string): boolean => traces.some((trace) => text.includes(trace));
    const told = await chat.locator('html').evaluate(() => String(Reflect.get(globalThis, 'told')));
    const kept = ['user', 'workspace'].flatMap((folder) => readdirSync(path.join(home, folder), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    const holding = kept.map((entry) => path.join(entry.parentPath, entry.name)).filter((file) => holdsTrace(readFileSync(file, 'latin1')));
    assert.ok(kept.length > 5 && told.includes('settled'));
    assert.deepEqual([holding, holdsTrace(await page.content()), holdsTrace(await chat.locator('html').innerHTML()), holdsTrace(told)], [[], false, false, false]);
  });
});

import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { newThread } from '../support/newThread.ts';
import { useVscode } from '../support/useVscode.ts';

const key = 'sk-test-planted-for-the-doctor-0123456789';

describe('At a glance', () => {
  const vscode = useVscode({
    wordDelay: 2500,
    settingsFor: (baseUrl) => ({
      'assistants.connections': [{ id: 'keyed', name: 'Keyed server', baseUrl, api: 'responses', auth: 'key' }],
      'assistants.connection': 'keyed',
      'assistants.prices': { 'offline-*': { input: 1000, output: 2000 } },
      'assistants.cap.thread': { tokens: 400 },
    }),
  });
  const message = (): Locator => vscode().chat.getByRole('textbox', { name: 'Message' });
  const answer = (): Locator => vscode().chat.getByRole('article', { name: /^Assistant/ }).last();
  const posts = (): number => vscode().offline.requests.filter(({ method }) => method === 'POST').length;
  const dialog = (): Locator => vscode().page.locator('.monaco-dialog-box');
  const long = `say ${'word '.repeat(600).trim()}`;
  const sentence = /^This thread has taken about \d+ tokens, and this message would add at least \d+ tokens: more than your cap of 400 tokens for a thread\.$/;

  before(async () => {
    const { chat, offline, openChat, page } = vscode();
    offline.set({ apiKey: key });
    await openChat();
    await chat.getByRole('button', { name: 'Set API Key…' }).first().click();
    await page.locator('.quick-input-widget input').fill(key);
    await page.keyboard.press('Enter');
    await page.getByText(/^The key for http:\/\/127\.0\.0\.1:\d+ is kept/).first().waitFor();
  });

  it('an answer says what it cost, and the header what the thread did', async () => {
    const { chat } = vscode();
    await message().fill('say yes');
    await message().press('Enter');
    await answer().getByText(/^\d+ in, \d+ out · ≈ \$0\.\d+ · .* · offline-large$/).waitFor();
    await chat.locator('.glance').getByText(/^\d+ tokens · ≈ \$0\.\d+$/).waitFor();
    assert.match(String(await answer().locator('.meta').getAttribute('title')), /^About \$0\.\d+, by the prices in your settings: \$1000 for a million tokens in, \$2000 out\./);
  });

  it('a cap stops before the call: nothing is sent, and what was written stays', async () => {
    const { chat } = vscode();
    const before = posts();
    await message().fill(long);
    await message().press('Enter');
    await dialog().getByText(sentence).waitFor();
    await dialog().getByRole('button', { name: 'Cancel' }).click();
    await chat.getByRole('alert').getByText(/^Nothing was sent\. This thread has taken about/).waitFor();
    assert.deepEqual([posts() - before, await message().inputValue(), await chat.getByRole('article', { name: /^You/ }).count()], [0, long, 1]);
  });

  it('opens the settings from there, with nothing sent', async () => {
    const { page } = vscode();
    const before = posts();
    await message().press('Enter');
    await dialog().getByRole('button', { name: 'Open Settings' }).click();
    const settings = page.locator('.settings-editor');
    await settings.getByText('The most that one day may cost', { exact: false }).first().waitFor();
    assert.equal(posts(), before);
    await page.keyboard.press('Escape');
    await settings.waitFor({ state: 'hidden' });
  });

  it('sends this one anyway on the user’s word', async () => {
    const { offline } = vscode();
    const before = posts();
    offline.plan({ fault: 'endEarly', path: '/v1/responses', after: 2 });
    await message().press('Enter');
    await dialog().getByRole('button', { name: 'Send This One Anyway' }).click();
    await answer().getByText('Interrupted.').waitFor();
    assert.ok(posts() > before);
    await answer().getByText(/≈ \$\d/).waitFor();
  });

  it('an answer that took long and arrives out of sight is told of, with a badge until it is seen', async () => {
    const { page, openChat } = vscode();
    await openChat();
    await newThread(vscode());
    await message().fill('say 0 1 2 3 4 5 6 7 8 9');
    await message().press('Enter');
    await answer().getByText(/^0/).waitFor();
    await page.getByRole('tab', { name: /^Explorer/ }).click();
    const news = page.locator('.notification-list-item').filter({ hasText: /Assistant has answered in “say 0 1/ });
    await news.waitFor();
    const badge = page.locator('.activitybar .badge-content').filter({ visible: true });
    await eventually(() => badge.allInnerTexts(), ['1']);
    await news.getByRole('button', { name: 'Show' }).click();
    await answer().getByText(/9$/).waitFor();
    await eventually(() => badge.count(), 0);
  });

  it('the setup is checked, and the report holds no key', async () => {
    const { command, page, offline } = vscode();
    await command('Assistants: Check Setup');
    await page.getByRole('tab', { name: /^Preview Setup\.md/ }).waitFor();
    const done = page.locator('.notification-list-item').filter({ hasText: /Everything is in order\.|There (?:is|are) / });
    await done.getByRole('button', { name: 'Copy Report' }).click();
    const report = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
    await eventually(async () => (await report()).startsWith('# Setup of Workspace Assistants'), true);
    const text = await report();
    for (const line of [/## Keyed server \(in use\)/, /ok · Server: answers within \d+ ms/, /ok · Key: there is one; it goes to http:\/\/127\.0\.0\.1:\d+ and nowhere else/, /ok · Responses: there/, /ok · threads[\\/]+threads\.db: whole/, /ok · threads[\\/]+spending\.db: whole/, /ok · Workspace Assistants: \d/]) assert.match(text, line);
    assert.deepEqual([text.includes('planted'), offline.requests.some(({ path, headers }) => path === '/v1/models' && headers['authorization'] === undefined)], [false, true]);
  });
});

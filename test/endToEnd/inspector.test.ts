import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { letters } from '../core/plantedSecrets.ts';
import { eventually } from '../support/eventually.ts';
import { heardWords } from '../support/heardWords.ts';
import { useVscode } from '../support/useVscode.ts';

const key = ['gh', 'p_', letters(36)].join('');

/** The requests in these lines: addresses, and bodies without the blanks between their parts. */
const requestsIn = (shown: readonly string[]): readonly unknown[] => {
  const addresses = shown.flatMap((line) => /POST \S+?(\/v1\/\S+)/.exec(line)?.[1] ?? []);
  const json: unknown = JSON.parse(shown.filter((line) => !line.startsWith('//')).join('\n'));
  const bodies = Array.isArray(json) ? json : [json];
  return addresses.map((address, index) => [address, JSON.stringify(bodies[index])]);
};

describe('What is sent', () => {
  const vscode = useVscode({ workspaceFiles: { 'src/twice.ts': 'export const twice = 2;\n' }, openFiles: ['src/twice.ts'] });
  const message = (): Locator => vscode().chat.getByRole('textbox', { name: 'Message' });
  const button = (name: string): Locator => vscode().chat.getByRole('button', { name });
  const posts = (): readonly (readonly [path: string, body: string])[] => vscode().offline.requests.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, JSON.stringify(body)] as const);
  /** The lines of the document in front of the user. */
  const lines = async (name: string): Promise<readonly string[]> => {
    const { page } = vscode();
    await page.getByRole('tab', { name: new RegExp(`^${name}`) }).waitFor();
    const shown = page.locator('.editor-instance .view-line');
    await shown.filter({ hasText: `${name.replace('.jsonc', '')} to Offline server` }).waitFor();
    const read = async (): Promise<readonly string[]> => {
      const all = await shown.evaluateAll((elements) => elements.map((element) => ({ top: element.getBoundingClientRect().top, text: element.textContent })));
      return all.toSorted((one, other) => one.top - other.top).map(({ text }) => text.replaceAll('\u00A0', ' '));
    };
    // The editor draws its lines in no certain order.
    let all: readonly string[] = [];
    await eventually(async () => {
      all = await read();
      const body = all.filter((line) => !line.startsWith('//'));
      return all[0]?.startsWith(`// ${name.replace('.jsonc', '')} to`) === true && /^[{[]$/.test(body.find((line) => line.trim() !== '') ?? '') && /^[}\]]$/.test(all.at(-2) ?? '');
    }, true);
    return all;
  };
  const finished = (): Promise<void> => button('Stop').waitFor({ state: 'hidden' });

  before(async () => {
    const { offline, openChat } = vscode();
    offline.set({ models: [{ id: 'offline-large', context_length: 1000 }] });
    await openChat();
  });

  it('is shown before it is sent, in a document that nobody can change, and nothing is sent', async () => {
    const { page, chat, offline, command } = vscode();
    await command('Assistants: Attach Visible Code');
    await button('Open src/twice.ts:1-2').or(button('Open src/twice.ts:1')).first().waitFor();
    await message().fill('say yes');
    await button('Show What Will Be Sent').click();
    const shown = await lines('What will be sent.jsonc');
    assert.deepEqual([posts(), await message().inputValue(), await page.locator('.tab.dirty').count()], [[], 'say yes', 0]);
    assert.ok(shown.some((line) => /^\/\/ +~\d+ {2}message$/.test(line)) && shown.some((line) => /^\/\/ +~\d+ {2}src\/twice\.ts$/.test(line)));
    await message().press('Enter');
    await chat.getByRole('article', { name: /^Assistant/ }).last().getByText('yes', { exact: true }).waitFor();
    await finished();
    const conversation = offline.requests.find(({ path }) => path === '/v1/responses')?.body;
    const id = typeof conversation === 'object' && conversation !== null && 'conversation' in conversation ? String(conversation.conversation) : '?';
    assert.deepEqual(requestsIn(shown), JSON.parse(JSON.stringify(posts()).replace(id, '…')));
  });

  it('is shown afterwards as it was sent', async () => {
    await button('What was sent').click();
    assert.deepEqual(requestsIn(await lines('What was sent.jsonc')), posts());
  });

  it('is shown by a command, too: only what is new goes to a conversation', async () => {
    const { command, page } = vscode();
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+W');
    await message().fill('say more');
    await message().press('End');
    // The host keeps the draft a moment after the last key.
    await vscode().chat.locator('.meter').waitFor();
    await page.waitForTimeout(600);
    await command('Assistants: Show What Will Be Sent');
    const shown = await lines('What will be sent.jsonc');
    assert.match(shown.join('\n'), /history \(2 messages\), which the server keeps: not sent again/);
    assert.match(JSON.stringify(requestsIn(shown)), /say more/);
    assert.doesNotMatch(JSON.stringify(requestsIn(shown)), /say yes/);
  });

  it('is measured against what the model takes, as its server says', async () => {
    await vscode().chat.getByRole('img', { name: /^About \d+ of 1,000 tokens with the next message; 125 are kept free for the answer\.$/ }).waitFor();
  });

  it('is not told to the server to be counted while a secret in it is to be asked about', async () => {
    const { page, chat, offline } = vscode();
    const dialog = page.locator('.monaco-dialog-box');
    const before = posts().length;
    await message().fill(`${key} ${'word '.repeat(720)}`);
    await message().press('Enter');
    await dialog.getByText(/^Your message may hold a secret/).waitFor();
    assert.deepEqual([posts().slice(before), heardWords(offline).includes(key)], [[], false]);
    await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
    await chat.getByText('Nothing was sent.').waitFor();
    assert.deepEqual([posts().slice(before), heardWords(offline).includes(key)], [[], false]);
  });

  it('is held back where it would not fit, until there is room: a summary lies in the composer of a new thread', async () => {
    const { chat } = vscode();
    const long = 'word '.repeat(1200).trim();
    const before = posts().length;
    await message().fill(long);
    await message().press('Enter');
    const notice = chat.getByRole('alert');
    await notice.getByText(/^This does not fit: it is 1,\d\d\d tokens, and 125 are kept for the answer, where the model takes 1,000 in all\. Nothing was sent\.$/).waitFor();
    assert.deepEqual([await message().inputValue(), posts().slice(before).map(([path]) => path)], [long, ['/v1/responses/input_tokens']]);
    await notice.getByRole('button', { name: 'New Thread from a Summary' }).click();
    await eventually(async () => (await message().inputValue()).startsWith('What was said before, in the thread “say yes”'), true);
    await eventually(async () => (await message().inputValue()).endsWith(long), true);
    assert.equal(await chat.getByRole('article').count(), 0);
  });
});

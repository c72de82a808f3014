import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { newThread } from '../support/newThread.ts';
import { useVscode } from '../support/useVscode.ts';

const numbers = Array.from({ length: 30 }, (_, index) => String(index + 1)).join(' ');

describe('A chat that is out of sight', () => {
  const vscode = useVscode({ wordDelay: 20 });
  const answers = (): Locator => vscode().chat.getByRole('article', { name: /^Assistant/ });
  const asked = (): number => vscode().offline.requests.filter(({ method, path }) => method === 'POST' && path === '/v1/responses').length;
  const send = async (words: string): Promise<void> => {
    await vscode().chat.getByRole('textbox', { name: 'Message' }).fill(words);
    await vscode().chat.getByRole('textbox', { name: 'Message' }).press('Enter');
  };
  const hide = async (): Promise<void> => {
    const { page } = vscode();
    await page.getByRole('tab', { name: /^Explorer/ }).click();
    await page.locator('iframe.webview').waitFor({ state: 'detached' });
  };

  beforeEach(async () => {
    await vscode().openChat();
    vscode().offline.reset();
    await newThread(vscode());
  });

  it('shows an answer whole, and once, that came from its first word to its last meanwhile (case 26)', async () => {
    await send('slow');
    await answers().getByText('word3').waitFor();
    await send('count to 30');
    await hide();
    assert.equal(asked(), 1);
    await vscode().offline.settled();
    await eventually(asked, 2);
    await vscode().offline.settled();
    await vscode().openChat();
    await eventually(async () => [await answers().count(), await answers().last().locator('.markdown').innerText()], [2, numbers]);
  });

  it('says that an answer failed meanwhile, beneath what had come of it', async () => {
    vscode().offline.plan({ fault: 'errorEvent', after: 60, path: '/v1/responses' });
    await send('slow');
    await answers().getByText('word3').waitFor();
    await hide();
    await vscode().offline.settled();
    await vscode().openChat();
    await answers().getByRole('button', { name: 'Retry' }).waitFor();
    assert.match(await answers().innerText(), /word50[^]*Interrupted\. \S+ broke off the answer/);
  });
});

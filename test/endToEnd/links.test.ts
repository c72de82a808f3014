import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { newThread } from '../support/newThread.ts';
import { useVscode } from '../support/useVscode.ts';

describe('A link in an answer', () => {
  const vscode = useVscode();
  const question = (): Locator => vscode().page.getByRole('dialog');
  const say = async (markdown: string): Promise<void> => {
    const message = vscode().chat.getByRole('textbox', { name: 'Message' });
    await message.fill(`say ${markdown}`);
    await message.press('Enter');
    await vscode().chat.getByRole('button', { name: 'Copy answer' }).waitFor();
  };
  const press = async (name: string): Promise<void> => {
    await vscode().chat.getByRole('link', { name }).click();
  };
  const answer = async (name: string): Promise<void> => {
    await question().getByRole('button', { name, exact: true }).click();
    await question().waitFor({ state: 'detached' });
  };
  /** How many pages there are besides the window itself. */
  const opened = (): number => vscode().page.context().pages().length - 1;

  before(() => vscode().openChat());

  beforeEach(async () => {
    vscode().offline.reset();
    await newThread(vscode());
  });

  afterEach(async () => {
    for (const page of vscode().page.context().pages().slice(1)) await page.close();
  });

  it('is asked about by the host that it really leads to; Cancel opens nothing (case 100)', async () => {
    await say('[github.com](https://github.com@gіthub.example/tea)');
    await press('github.com');
    await question().getByText('Open xn--gthub-n2e.example?').waitFor();
    await question().getByText('https://github.com@xn--gthub-n2e.example/tea').waitFor();
    await question().getByText('What stands before the @ is a name, not the place').waitFor();
    await vscode().screenshot('question about a link');
    await answer('Cancel');
    assert.equal(opened(), 0);
  });

  it('is copied in the place of being opened', async () => {
    const { page } = vscode();
    await say('[tea](https://example.com/tea) and ![cup](https://example.com/cup.png)');
    await vscode().chat.getByRole('button', { name: /cup/ }).click();
    await question().getByText('Open example.com?').waitFor();
    await answer('Copy Link');
    await eventually(() => page.evaluate(() => navigator.clipboard.readText()), 'https://example.com/cup.png');
    assert.equal(opened(), 0);
  });

  it('is opened on the user’s word, and without a question once they want none about its host', async () => {
    const { offline } = vscode();
    const { host } = new URL(offline.url);
    await say(`[here](http://${host}/tea)`);
    await press('here');
    await answer('Open');
    await eventually(opened, 1);
    await press('here');
    await answer(`Always Open ${host}`);
    await eventually(opened, 2);
    await press('here');
    await eventually(opened, 3);
    assert.equal(await question().count(), 0);
  });
});

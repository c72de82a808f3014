import type { Locator } from 'playwright-core';
import { useVscode } from '../support/useVscode.ts';

describe('A proposed change, which is nowhere but in memory', () => {
  const vscode = useVscode({ workspaceFiles: { 'src/pot.ts': 'export function pot(): number {\n  return 1;\n}\n' }, openFiles: ['src/pot.ts'] });
  const tab = (name: RegExp): Locator => vscode().page.getByRole('tab', { name });
  const button = (name: string): Locator => vscode().chat.getByRole('button', { name }).first();

  before(() => vscode().openChat());

  it('is gone after a reload, and can be made again', async () => {
    const { page, chat, reload, openChat } = vscode();
    await chat.getByRole('textbox', { name: 'Message' }).fill('say So:\n```ts src/pot.ts\nexport function pot(): number {\n  return 2;\n}\n```');
    await chat.getByRole('textbox', { name: 'Message' }).press('Enter');
    await button('Copy answer').waitFor();
    await button('Apply').click();
    await tab(/proposed change/).waitFor();
    // VS Code writes down after a while what is open.
    await page.waitForTimeout(2000);
    await reload();
    await openChat();
    await tab(/proposed change/).waitFor({ state: 'detached' });
    await tab(/^pot\.ts/).waitFor();

    await button('Apply').click();
    await page.locator('.editor.modified .view-line', { hasText: 'return 2' }).waitFor();
    await page.getByRole('button', { name: 'Reject Change' }).click();
    await tab(/proposed change/).waitFor({ state: 'detached' });
  });
});

import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { saidAndAnswered } from '../support/saidAndAnswered.ts';
import { useVscode } from '../support/useVscode.ts';

describe('A thread in an editor’s tab', () => {
  const vscode = useVscode();
  const tab = (): FrameLocator => vscode().page.frameLocator("iframe.webview.ready").last().frameLocator("#active-frame");
  const answers = (chat: FrameLocator): Locator => chat.getByRole('article', { name: /^Assistant/ });

  before(async () => {
    await vscode().openChat();
    await saidAndAnswered(vscode(), 'one');
  });

  it('stands beside the side bar', async () => {
    await vscode().command('Assistants: Open Thread in Editor');
    await vscode().page.getByRole('tab', { name: /^say one/ }).waitFor();
    await new Promise((r) => { setTimeout(r, 3000); });
    console.log(await vscode().page.locator('iframe').evaluateAll((all) => all.map((each) => `${each.className} ${each.getAttribute('src') ?? ''}`)));
    console.log(await vscode().screenshot('tab'));
  });
});

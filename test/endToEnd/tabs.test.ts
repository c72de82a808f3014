import assert from 'node:assert/strict';
import type { FrameLocator, Locator } from 'playwright-core';
import { eventually } from '../support/eventually.ts';
import { saidAndAnswered } from '../support/saidAndAnswered.ts';
import { useVscode } from '../support/useVscode.ts';

const messages = (chat: FrameLocator): Promise<readonly string[]> => chat.getByRole('article').evaluateAll((all) => all.map((each) => each.querySelector('.prompt-words, .markdown')?.textContent.trim() ?? ''));
const composer = (chat: FrameLocator): Locator => chat.getByRole('textbox', { name: 'Message' });
const chips = (chat: FrameLocator): Promise<number> => chat.getByRole('button', { name: /^Remove src/ }).count();

describe('A thread in an editor’s tab', () => {
  const vscode = useVscode({ wordDelay: 10, openFiles: ['src/brewing.ts'] });
  const page = (which: string): FrameLocator => vscode().page.frameLocator(`iframe.webview.ready${which}`).frameLocator('#active-frame');
  const sideBar = (): FrameLocator => page('[src*="purpose=webviewView"]');
  const tab = (): FrameLocator => page(':not([src*="purpose="])');
  const title = (words: string): Locator => vscode().page.locator('.tabs-container').getByRole('tab', { name: words });

  before(async () => {
    await vscode().openChat();
    await saidAndAnswered(vscode(), 'one');
    await vscode().command('Assistants: Open Thread in Editor');
    await composer(tab()).waitFor();
  });

  it('bears the thread’s title and shows what the side bar shows', async () => {
    await title('say one').waitFor();
    await eventually(async () => [await messages(sideBar()), await messages(tab())], [['say one', 'one'], ['say one', 'one']]);
  });

  it('is live in both, wherever one writes (case 111)', async () => {
    await saidAndAnswered({ chat: tab() }, 'two');
    await saidAndAnswered({ chat: sideBar() }, 'three');
    const all = ['say one', 'one', 'say two', 'two', 'say three', 'three'];
    await eventually(async () => [await messages(sideBar()), await messages(tab())], [all, all]);
  });

  it('stays when the side bar turns to another thread, and has a draft of its own', async () => {
    await composer(tab()).fill('half a thought');
    await sideBar().getByRole('button', { name: 'New Thread' }).first().click();
    await eventually(() => messages(sideBar()), []);
    await saidAndAnswered({ chat: sideBar() }, 'four');
    assert.deepEqual([(await messages(tab())).at(-1), await composer(tab()).inputValue(), await composer(sideBar()).inputValue()], ['three', 'half a thought', '']);
  });

  it('takes what is sent from elsewhere in VS Code while it was used last; else the side bar does', async () => {
    await composer(tab()).click();
    await title('brewing.ts').click();
    await vscode().command('Assistants: Attach Visible Code');
    await eventually(async () => [await chips(sideBar()), await chips(tab())], [0, 1]);
    await composer(sideBar()).click();
    await title('brewing.ts').click();
    await vscode().command('Assistants: Attach Visible Code');
    await eventually(() => chips(sideBar()), 1);
    await title('say one').click();
    await eventually(() => chips(tab()), 1);
  });

  it('sends what the user was in before, and takes pieces of it, while the tab is in front', async () => {
    const { offline, command } = vscode();
    await title('brewing.ts').click();
    await title('say one').click();
    await tab().getByRole('button', { name: 'Remove src/brewing.ts' }).first().click();
    await eventually(() => chips(tab()), 0);
    await tab().getByRole('button', { name: 'Current editor: off' }).click();
    await tab().getByRole('button', { name: 'Open src/brewing.ts', exact: true }).waitFor();
    await saidAndAnswered({ chat: tab() }, 'front');
    assert.match(JSON.stringify(offline.requests.findLast(({ path }) => path === '/v1/responses')?.body), /say front\\n\\nsrc\/brewing\.ts\\n```typescript/);
    await tab().getByRole('button', { name: 'Remove src/brewing.ts' }).first().click();
    await eventually(() => chips(tab()), 0);
    await composer(tab()).fill('half a thought');
    await command('Assistants: Attach Visible Code');
    await eventually(() => chips(tab()), 1);
  });

  it('is there again after a reload, with its draft (case 111)', async () => {
    await vscode().reload();
    await title('say one').click();
    await tab().getByRole('article').getByText('front', { exact: true }).waitFor({ timeout: 90_000 });
    await eventually(async () => [(await messages(tab())).at(-1), await composer(tab()).inputValue()], ['front', 'half a thought']);
    await saidAndAnswered({ chat: tab() }, 'five');
  });

  it('closes when its thread is deleted', async () => {
    await vscode().command('Assistants: Focus on Threads View');
    const row = vscode().page.getByRole('treeitem', { name: 'say one' });
    await row.hover();
    await row.getByRole('button', { name: 'Delete Thread' }).click();
    await title('say one').waitFor({ state: 'detached' });
  });
});

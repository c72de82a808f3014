import assert from 'node:assert/strict';
import { eventually } from '../support/eventually.ts';
import { useVscode } from '../support/useVscode.ts';

describe('Equal access in VS Code', () => {
  const vscode = useVscode({ settings: { 'assistants.chat.fontSize': 17 } });

  it('the views have their names, and the chat has the size of its setting', async () => {
    const { chat, page, openChat } = vscode();
    await openChat();
    assert.deepEqual(await page.locator('.part.sidebar .pane-header .title').allInnerTexts(), ['Assistants', 'Chat', 'Threads', 'Files']);
    await eventually(() => chat.locator('body').evaluate((body) => getComputedStyle(body).fontSize), '17px');
  });

  it('a command shows the keys of the chat', async () => {
    const { page, command } = vscode();
    await command('Assistants: Keyboard Shortcuts of the Chat');
    await page.getByRole('tab', { name: /Keyboard\.md/ }).waitFor();
  });
});

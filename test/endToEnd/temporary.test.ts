import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '../support/eventually.ts';
import { saidAndAnswered } from '../support/saidAndAnswered.ts';
import { useVscode } from '../support/useVscode.ts';

describe('A temporary thread', () => {
  const home = mkdtempSync(path.join(tmpdir(), 'temporary-'));
  const vscode = useVscode({ home, wordDelay: 10 });
  after(() => {
    rmSync(home, { recursive: true, force: true });
  });

  /** Which of these words lie in a folder of VS Code or its browser. */
  const keptIn = (folder: string, ...words: readonly string[]): readonly string[] => {
    const files = readdirSync(path.join(home, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const contents = files.map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
    return words.filter((word) => contents.some((bytes) => bytes.includes(word) || bytes.includes(word, 0, 'utf16le')));
  };

  it('leaves nothing on the disk of what was said, written or edited in it, and takes nothing along into the next one', async () => {
    const { chat, command, openChat, reload } = vscode();
    const message = chat.getByRole('textbox', { name: 'Message' });
    await openChat();
    await message.fill('about cinnamon');
    await command('Assistants: New Temporary Thread');
    await chat.getByText('Temporary: not stored, and gone when VS Code closes.').waitFor();
    await message.fill('about cardamom');
    await chat.getByRole('button', { name: 'New Thread' }).first().click();
    await eventually(() => message.inputValue(), 'about cinnamon');
    await command('Assistants: New Temporary Thread');
    await eventually(() => message.inputValue(), 'about cardamom');
    await saidAndAnswered(vscode(), 'saffron');
    await message.fill('about turmeric');
    await chat.getByRole('button', { name: 'Edit', exact: true }).click();
    await chat.getByRole('textbox', { name: 'Edit message' }).fill('say saffron and sumac');
    // So long a browser takes to note what stands in the fields of its pages.
    await new Promise((resolve) => { setTimeout(resolve, 4000); });
    await reload();
    await openChat();
    await eventually(() => message.inputValue(), 'about cinnamon');
    assert.deepEqual([keptIn('user', 'cinnamon'), ...['user', 'workspace', 'browser'].map((folder) => keptIn(folder, 'cardamom', 'saffron', 'turmeric', 'sumac'))], [['cinnamon'], [], [], []]);
  });
});

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { checkout } from '../support/installed.mjs';
import { useVscode } from '../support/useVscode.ts';

const vsix = path.join(checkout, 'dist/workspace-assistants.vsix');

describe('The packaged extension', () => {
  const vscode = useVscode({ extension: { vsix } });

  const installed = (): string => {
    const { extensionsFolder } = vscode();
    const name = readdirSync(extensionsFolder).find((entry) => entry.startsWith('workspace-assistants.'));
    return path.join(extensionsFolder, name ?? '');
  };

  it('chats when it is installed from its file', async () => {
    const { chat, openChat } = vscode();
    await openChat();

    await chat.getByRole('textbox', { name: 'Message' }).fill('say It works.');
    await chat.getByRole('button', { name: 'Send' }).click();

    await chat.getByRole('article', { name: /^Assistant/ }).getByText('It works.').waitFor();
  });

  it('is under one megabyte', () => {
    assert.ok(statSync(vsix).size < 1_000_000);
  });

  it('holds what it needs and nothing else', () => {
    const expected = readFileSync(path.join(import.meta.dirname, 'packagedFiles.txt'), 'utf8').trim().split('\n');

    const names = new Set(filesIn(installed()).map((file) => file.replace(/(?<=chunks\/\w+-)[A-Z0-9]+/, '*')));

    assert.deepEqual([...names].toSorted(), expected.toSorted());
  });

  it('names no folder of the machine that made it', () => {
    const telling = filesIn(installed()).filter((file) => readFileSync(path.join(installed(), file)).includes(checkout));

    assert.deepEqual(telling, []);
  });
});

function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

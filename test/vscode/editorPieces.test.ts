import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { NewAttachment } from '../../src/core/attachments.ts';
import { selectedCode, visibleCode } from '../../src/vscode/editorPieces.ts';

const text = 'const one = 1;\nconst two = 2;\nconst three = 3;\n';

async function select(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: text });
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(...from, ...to);
}

function selected(): NewAttachment | undefined {
  const editor = vscode.window.activeTextEditor;
  return editor === undefined ? undefined : selectedCode(editor).attachments[0];
}

describe('the selected code', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is taken with its lines and language', async () => {
    await select([0, 6], [1, 9]);
    const { path, ...rest } = selected() ?? { path: '' };
    assert.ok(path.startsWith('Untitled'));
    assert.deepEqual(rest, { kind: 'selection', lines: [1, 2], language: 'typescript', text: 'one = 1;\nconst two' });
  });

  it('does not count a line of which nothing is selected', async () => {
    await select([0, 0], [2, 0]);
    assert.deepEqual(selected()?.lines, [1, 2]);
  });

  it('is the cursor’s line when nothing is selected', async () => {
    await select([1, 4], [1, 4]);
    assert.deepEqual([selected()?.text, selected()?.lines], ['const two = 2;', [2, 2]]);
  });

  it('names a file by its path in the workspace', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder !== undefined);
    const file = vscode.Uri.joinPath(folder, 'made by a test.ts');
    await vscode.workspace.fs.writeFile(file, Buffer.from(text));
    try {
      await vscode.window.showTextDocument(file);
      assert.equal(selected()?.path, 'made by a test.ts');
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  it('is each selection by itself where there are several, from the top down', async () => {
    await select([0, 0], [0, 5]);
    const editor = vscode.window.activeTextEditor ?? assert.fail();
    editor.selections = [new vscode.Selection(2, 0, 2, 5), new vscode.Selection(1, 1, 1, 1), new vscode.Selection(0, 6, 0, 9)];
    assert.deepEqual(selectedCode(editor).attachments.map(({ text: code, lines }) => [code, lines]), [['one', [1, 1]], ['const', [3, 3]]]);
  });

  it('is nothing in an empty line', async () => {
    await select([3, 0], [3, 0]);
    assert.deepEqual(selectedCode(vscode.window.activeTextEditor ?? assert.fail()), { attachments: [], problems: [] });
  });

  it('is refused where it could not be decoded, as is what can be seen', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail();
    const file = vscode.Uri.joinPath(folder, 'sjis.txt');
    await vscode.workspace.fs.writeFile(file, new Uint8Array([0x61, 0x0a, 0x93, 0xfa, 0x96, 0x7b, 0x0a]));
    try {
      const editor = await vscode.window.showTextDocument(file);
      editor.selection = new vscode.Selection(1, 0, 1, 2);
      const problem = 'sjis.txt cannot be read as utf8: open it, choose “Reopen with Encoding”, and attach it again.';
      assert.deepEqual([selectedCode(editor), visibleCode(editor)], [{ attachments: [], problems: [problem] }, { attachments: [], problems: [problem] }]);
      editor.selection = new vscode.Selection(0, 0, 0, 1);
      assert.equal(selected()?.text, 'a');
    } finally {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.workspace.fs.delete(file);
    }
  });
});

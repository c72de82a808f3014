import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { selectedCode } from '../../src/vscode/editorPieces.ts';

const text = 'const one = 1;\nconst two = 2;\nconst three = 3;\n';

async function select(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const document = await vscode.workspace.openTextDocument({ language: 'typescript', content: text });
  const editor = await vscode.window.showTextDocument(document);
  editor.selection = new vscode.Selection(...from, ...to);
}

describe('the selected code', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is taken with its lines and language', async () => {
    await select([0, 6], [1, 9]);
    const { path, ...rest } = selectedCode(vscode.window.activeTextEditor) ?? { path: '' };
    assert.ok(path.startsWith('Untitled'));
    assert.deepEqual(rest, { kind: 'selection', lines: [1, 2], language: 'typescript', text: 'one = 1;\nconst two' });
  });

  it('does not count a line of which nothing is selected', async () => {
    await select([0, 0], [2, 0]);
    assert.deepEqual(selectedCode(vscode.window.activeTextEditor)?.lines, [1, 2]);
  });

  it('is the cursor’s line when nothing is selected', async () => {
    await select([1, 4], [1, 4]);
    assert.deepEqual([selectedCode(vscode.window.activeTextEditor)?.text, selectedCode(vscode.window.activeTextEditor)?.lines], ['const two = 2;', [2, 2]]);
  });

  it('names a file by its path in the workspace', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
    assert.ok(folder !== undefined);
    const file = vscode.Uri.joinPath(folder, 'made by a test.ts');
    await vscode.workspace.fs.writeFile(file, Buffer.from(text));
    try {
      await vscode.window.showTextDocument(file);
      assert.equal(selectedCode(vscode.window.activeTextEditor)?.path, 'made by a test.ts');
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  it('is nothing when no editor is open', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.equal(selectedCode(vscode.window.activeTextEditor), undefined);
  });
});

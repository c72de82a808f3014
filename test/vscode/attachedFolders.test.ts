import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { filesOf } from '../../src/vscode/attachedFolders.ts';

const root = (): vscode.Uri => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail();

describe('A folder that is attached', () => {
  const made: vscode.Uri[] = [];
  const write = async (name: string, text: string): Promise<void> => {
    const uri = vscode.Uri.joinPath(root(), name);
    made.push(uri);
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  };

  before(async () => {
    await write('.gitignore', '*.log\n');
    await write('made.log', 'x\n');
    await write('made.ts', 'x\n');
    await write('made/deep.log', 'x\n');
    await write('made/deep.ts', 'x\n');
  });

  after(async () => {
    for (const uri of [...made, vscode.Uri.joinPath(root(), 'made')]) await vscode.workspace.fs.delete(uri, { recursive: true }).then(undefined, () => undefined);
  });

  it('is what git does not ignore, of the whole workspace as of a folder in it', async () => {
    assert.deepEqual([await names(root()), await names(vscode.Uri.joinPath(root(), 'made'))], [['made.ts', 'made/deep.ts'], ['made/deep.ts']]);
  });
});

/** What is attached of a folder, as far as this test has made it. */
async function names(folder: vscode.Uri): Promise<readonly string[]> {
  const { files } = await filesOf([folder], async () => '');
  return files.map((uri) => vscode.workspace.asRelativePath(uri)).filter((name) => name.includes('made'));
}

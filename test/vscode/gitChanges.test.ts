import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import * as vscode from 'vscode';
import { gitChanges } from '../../src/vscode/gitChanges.ts';

/** What VS Code's own Git extension lets others do. */
interface GitExtension {
  getAPI(version: 1): { openRepository(folder: vscode.Uri): Promise<unknown> };
}

const root = (): vscode.Uri => vscode.workspace.workspaceFolders?.[0]?.uri ?? assert.fail();
const git = (...words: readonly string[]): string => execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...words], { cwd: root().fsPath, encoding: 'utf8' });
const write = (name: string, content: string | Uint8Array): Thenable<void> => vscode.workspace.fs.writeFile(vscode.Uri.joinPath(root(), name), typeof content === 'string' ? Buffer.from(content) : content);

describe('The changes of the working tree', () => {
  before(async () => {
    const none = gitChanges(false);
    await assert.rejects(none, /No Git repository is open in this window\.|VS Code is still looking for Git repositories/);
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'All');
    const extension = await vscode.extensions.getExtension<GitExtension>('vscode.git')?.activate();
    await extension?.getAPI(1).openRepository(root());
  });

  after(() => {
    git('reset', '-q', '--hard');
    git('clean', '-qfd');
  });

  it('are nothing while nothing is changed', async () => {
    assert.deepEqual(await gitChanges(false), { attachments: [], problems: [] });
  });

  it('are byte for byte what Git says of them, with what is new; what is no UTF-8 is left out and named', async () => {
    await write('README.md', 'Changed\n');
    await write('new.ts', 'one\ntwo\n');
    await write('shift-jis.txt', new Uint8Array([0x93, 0xfa, 0x96, 0x7b, 0x0a]));
    const found = await gitChanges(false);
    const expected = `${git('diff')}diff --git a/new.ts b/new.ts\nnew file mode 100644\n--- /dev/null\n+++ b/new.ts\n@@ -0,0 +1,2 @@\n+one\n+two\n`;
    assert.deepEqual(found, { attachments: [{ kind: 'changes', path: 'Changes of the working tree', language: 'diff', text: expected }], problems: ['What changed in shift-jis.txt is not UTF-8: attach that file by itself.'] });
  });

  it('are those of the repository that was clicked', async () => {
    assert.deepEqual([(await gitChanges(false, root())).attachments.length, (await gitChanges(false, vscode.Uri.file('/elsewhere'))).attachments.length], [1, 0]);
  });

  it('leave out what is staged, and the other way round', async () => {
    git('add', 'README.md');
    const [staged, open] = [await gitChanges(true), await gitChanges(false)];
    assert.deepEqual([staged.attachments[0]?.text, open.attachments[0]?.text.includes('README.md')], [git('diff', '--staged'), false]);
  });
});

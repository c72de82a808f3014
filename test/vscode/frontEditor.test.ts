import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { described } from '../../src/vscode/editorPieces.ts';
import { FrontEditor } from '../../src/vscode/frontEditor.ts';
import { Reports } from '../../src/vscode/reports.ts';

const notebook = JSON.stringify({ cells: [{ cell_type: 'code', execution_count: null, metadata: {}, outputs: [], source: ['print(1)'] }], metadata: { language_info: { name: 'python' } }, nbformat: 4, nbformat_minor: 5 });

describe('The editor in front of the user', () => {
  let front: FrontEditor | undefined;
  let file = vscode.Uri.file('/');
  const shown = (): readonly (string | undefined)[] => [front?.text?.document.uri.path.split('/').at(-1), front?.notebook?.notebook.uri.path.split('/').at(-1)];

  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    file = await write('front.ts', 'one\ntwo\n');
    front = new FrontEditor();
    const editor = await vscode.window.showTextDocument(file, { preview: false });
    editor.selection = new vscode.Selection(1, 0, 1, 3);
    await until(() => front?.text?.selection.isEmpty === false);
  });

  afterEach(async () => {
    front?.dispose();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(file);
  });

  it('is not a report that we show, nor output: the one before stays, with its selection', async () => {
    const reports = new Reports();
    await reports.show('What was sent.jsonc', '{}\n');
    await until(() => vscode.window.activeTextEditor?.document.uri.scheme === 'assistants-report');
    assert.deepEqual([...shown(), front?.text?.document.getText(front.text.selection)], ['front.ts', undefined, 'two']);
    reports.dispose();
  });

  it('stays while a tab with a web page of ours is in front of it, or beside it', async () => {
    const panel = vscode.window.createWebviewPanel('test', 'Chat', vscode.ViewColumn.Active);
    await until(() => vscode.window.activeTextEditor === undefined);
    const behind = shown();
    panel.reveal(vscode.ViewColumn.Beside);
    await until(() => vscode.window.tabGroups.all.length === 2);
    assert.deepEqual([behind, shown()], [['front.ts', undefined], ['front.ts', undefined]]);
    panel.dispose();
  });

  it('is nothing once its tab is closed', async () => {
    const panel = vscode.window.createWebviewPanel('test', 'Chat', vscode.ViewColumn.Active);
    await until(() => vscode.window.activeTextEditor === undefined);
    await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof vscode.TabInputText));
    assert.deepEqual(shown(), [undefined, undefined]);
    panel.dispose();
  });

  it('is a notebook while the user is in it, and behind a chat in a tab', async () => {
    const uri = await write('front.ipynb', notebook);
    await vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(uri), { preview: false });
    await until(() => vscode.window.activeNotebookEditor !== undefined);
    const panel = vscode.window.createWebviewPanel('test', 'Chat', vscode.ViewColumn.Active);
    await until(() => vscode.window.activeNotebookEditor === undefined);
    assert.equal(front?.notebook?.notebook.uri.toString(), uri.toString());
    const [cell] = front?.notebook?.notebook.getCells() ?? [];
    assert.deepEqual(described((cell ?? assert.fail()).document), { path: 'front.ipynb, cell 1', language: 'python' });
    panel.dispose();
    await vscode.window.showTextDocument(file);
    await until(() => front?.notebook === undefined);
    assert.deepEqual(shown(), ['front.ts', undefined]);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uri);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !isSo(); tries += 1) await new Promise((resolve) => { setTimeout(resolve, 50); });
  assert.ok(isSo());
}

/** Writes a file into the workspace. */
async function write(name: string, text: string): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder !== undefined);
  const uri = vscode.Uri.joinPath(folder, name);
  await vscode.workspace.fs.writeFile(uri, Buffer.from(text));
  return uri;
}

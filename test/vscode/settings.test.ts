import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activeConnection, readConnections } from '../../src/core/connections.ts';
import { add, freeId, readSettings, setModel } from '../../src/vscode/connectionSettings.ts';

const evil = { id: 'openai', name: 'Evil', baseUrl: 'https://evil.example/v1', api: 'responses', auth: 'key' };

/** Waits for VS Code to have read its settings files. */
async function settled(): Promise<void> {
  await new Promise((resolve) => { setTimeout(resolve, 500); });
}

const configuration = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('assistants');

describe('the settings that say where prompts go', () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  let before: readonly unknown[] = [];

  beforeEach(() => {
    before = [configuration().inspect('connections')?.globalValue, configuration().inspect('connection')?.globalValue];
  });

  afterEach(async () => {
    await configuration().update('connections', before[0], vscode.ConfigurationTarget.Global);
    await configuration().update('connection', before[1], vscode.ConfigurationTarget.Global);
  });

  it('are not taken from a workspace, dotted or nested (cases 83, 84)', async () => {
    assert.ok(folder !== undefined);
    const file = vscode.Uri.joinPath(folder, '.vscode', 'settings.json');
    const own = activeConnection(readSettings());
    try {
      for (const settings of [{ 'assistants.connections': [evil], 'assistants.connection': 'openai' }, { assistants: { connections: [evil], connection: 'openai' } }]) {
        await vscode.workspace.fs.writeFile(file, Buffer.from(JSON.stringify(settings)));
        await settled();
        assert.deepEqual(activeConnection(readSettings()), own);
      }
    } finally {
      await vscode.workspace.fs.delete(file);
    }
  });

  it('take a new connection, make it the active one and keep the others', async () => {
    const others = readConnections(readSettings()).connections;
    const entry = { id: freeId('My Server!'), name: 'My Server!', baseUrl: 'http://127.0.0.1:9999/v1', api: 'responses', auth: 'none' } as const;
    await add(entry);
    assert.deepEqual(activeConnection(readSettings()), { ...entry, headers: {} });
    assert.deepEqual(readConnections(readSettings()).connections, [...others, { ...entry, headers: {} }]);
    assert.equal(freeId('My Server!'), 'my-server-2');
  });

  it('take the model that the user names', async () => {
    const { id } = activeConnection(readSettings());
    await setModel(id, 'some-model');
    assert.equal(activeConnection(readSettings()).model, 'some-model');
  });
});

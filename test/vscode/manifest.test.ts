import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { extension } from './support/extension.ts';

const manifest = v.object({
  activationEvents: v.array(v.string()),
  contributes: v.object({
    commands: v.array(v.object({ command: v.string(), category: v.string() })),
    keybindings: v.array(v.object({ command: v.string(), key: v.string() })),
    configuration: v.object({ properties: v.record(v.string(), v.object({ scope: v.string() })) }),
  }),
});

const { contributes, activationEvents } = v.parse(manifest, extension().packageJSON);

describe('the manifest', () => {
  it('names the commands that are there, each under Assistants', async () => {
    await extension().activate();
    const there = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(contributes.commands.filter(({ command, category }) => !there.has(command) || category !== 'Assistants'), []);
    const named = new Set(contributes.commands.map(({ command }) => command));
    const ours = [...there].filter((command) => command.startsWith('assistants.') && !/^assistants\.(?:chat|files|list|threads)\./.test(command));
    assert.deepEqual(ours.filter((command) => !named.has(command)), []);
  });

  it('lets no workspace say where bytes go: each setting is for the user alone (cases 83, 84, 85)', () => {
    const scopes = Object.entries(contributes.configuration.properties).map(([name, { scope }]) => [name, scope]);
    assert.deepEqual(scopes.filter(([, scope]) => scope !== 'application'), []);
    assert.ok(scopes.length > 5);
  });

  it('answers no links from outside (case 94)', () => {
    const code = readFileSync(path.join(extension().extensionPath, 'dist/extension.js'), 'utf8');
    assert.deepEqual([activationEvents.filter((event) => /^(?:\*|onUri|onStartupFinished)/.test(event)), code.includes('registerUriHandler')], [[], false]);
  });

  it('takes no keys that VS Code uses for anything else while code is edited', async () => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('vscode://defaultsettings/keybindings.json'));
    const taken = [...document.getText().matchAll(/"key": "(?<key>[^"]+)"/g)].map((match) => match.groups?.['key'] ?? '');
    assert.ok(taken.length > 500, String(taken.length));
    const chord = contributes.keybindings.find(({ command }) => command === 'assistants.sendSelection');
    assert.ok(chord !== undefined);
    // Its first half opens VS Code's own chords; with its second half VS Code does nothing.
    assert.ok(taken.some((key) => key.startsWith('ctrl+k ctrl+')));
    assert.deepEqual(taken.filter((key) => key === chord.key), [chord.key], 'The defaults hold ours, once, and nobody else’s.');
  });
});

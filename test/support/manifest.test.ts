import { deepEqual, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { checkout } from './installed.mjs';

const said = v.object({ supported: v.union([v.boolean(), v.literal('limited')]), description: v.string() });
const manifest = v.parse(v.object({
  main: v.string(), browser: v.optional(v.string()), engines: v.object({ vscode: v.string() }), extensionKind: v.array(v.string()), devDependencies: v.record(v.string(), v.string()),
  extensionDependencies: v.optional(v.array(v.string())), extensionPack: v.optional(v.array(v.string())), activationEvents: v.array(v.string()),
  capabilities: v.object({ untrustedWorkspaces: v.object({ ...said.entries, restrictedConfigurations: v.array(v.string()) }), virtualWorkspaces: said }),
  contributes: v.object({ configuration: v.object({ properties: v.record(v.string(), v.unknown()) }) }),
}), JSON.parse(readFileSync(path.join(checkout, 'package.json'), 'utf8')));

describe('Where the extension runs', () => {
  it('is each VS Code from the one whose types it is written against (case 134)', () => {
    deepEqual([manifest.engines.vscode, manifest.main], [`^${manifest.devDependencies['@types/vscode'] ?? ''}`, './dist/extension.js']);
  });

  it('is where the workspace is, remote or not; not in a browser alone, which has neither files nor SQLite (case 134)', () => {
    deepEqual([manifest.extensionKind, manifest.browser], [['workspace'], undefined]);
  });

  it('is a workspace that is not trusted or not on a disk, too, and it is said what works there (case 134)', () => {
    const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
    deepEqual([untrustedWorkspaces.supported, virtualWorkspaces.supported], ['limited', 'limited']);
    ok(untrustedWorkspaces.description.length > 20 && virtualWorkspaces.description.length > 20);
  });

  it('brings no other extension along, and begins with nothing but its own views and commands (case 134)', () => {
    deepEqual([manifest.extensionDependencies, manifest.extensionPack, manifest.activationEvents.filter((event) => event === '*' || event.startsWith('onUri') || event === 'onStartupFinished')], [undefined, undefined, []]);
  });

  it('heeds no workspace that is not trusted in a setting that it has not (case 134)', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    deepEqual(restrictedConfigurations.filter((name) => !(name in manifest.contributes.configuration.properties)), []);
  });
});

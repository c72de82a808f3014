import { deepEqual } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { checkout } from './installed.mjs';

const lockShape = v.object({ packages: v.record(v.string(), v.object({ version: v.string(), resolved: v.optional(v.string()), integrity: v.optional(v.string()), hasInstallScript: v.optional(v.boolean()) })) });
const manifestShape = v.object({ devDependencies: v.record(v.string(), v.string()), dependencies: v.optional(v.record(v.string(), v.string()), {}) });

const json = (name: string): unknown => JSON.parse(readFileSync(path.join(checkout, name), 'utf8'));
const packages = Object.entries(v.parse(lockShape, json('package-lock.json')).packages).filter(([folder]) => folder !== '');
const manifest = v.parse(manifestShape, json('package.json'));

describe('The packages that are installed', () => {
  it('come from npm’s registry alone, each with the hash of what it is (case 132)', () => {
    deepEqual(packages.filter(([, { resolved, integrity = '' }]) => resolved !== undefined || !integrity.startsWith('sha512-')).map(([folder]) => folder), []);
  });

  it('run nothing when they are installed, but three tools, of which nothing is bundled (case 132)', () => {
    deepEqual(packages.filter(([, { hasInstallScript }]) => hasInstallScript === true).map(([folder]) => folder), ['node_modules/@vscode/vsce-sign', 'node_modules/esbuild', 'node_modules/node']);
  });

  it('are pinned to one version each, and none is left for users to install (case 132)', () => {
    deepEqual([Object.entries(manifest.devDependencies).filter(([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version)), manifest.dependencies], [[], {}]);
  });
});

import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { startOfflineServer } from '../server/offlineServer.ts';
import { proxiedBy, startCanary } from './canary.ts';
import { cache, checkout, sample } from './installed.mjs';
import { offlineSettings, quietSettings, untitledSettings, writeUserSettings } from './userSettings.ts';

// Runs the suite that is bundled in dist/test inside VS Code: `vscodeSuite.ts --counts <file> [--grep <pattern>]`.
async function runSuite(): Promise<boolean> {
  const { values } = parseArgs({ options: { counts: { type: 'string', default: '' }, grep: { type: 'string', short: 'g' } } });
  const home = await mkdtemp(path.join(tmpdir(), 'vscode-suite-'));
  const userDataFolder = path.join(home, 'user');
  const workspace = path.join(home, 'workspace');
  const offline = await startOfflineServer();
  const canary = await startCanary();
  try {
    await cp(sample, workspace, { recursive: true });
    await writeUserSettings(userDataFolder, { ...quietSettings, ...untitledSettings, ...offlineSettings(offline.url) });
    const executable = await vscodeExecutable();
    await runTests({
      vscodeExecutablePath: executable,
      extensionDevelopmentPath: checkout,
      extensionTestsPath: path.join(checkout, 'dist/test/index.cjs'),
      launchArgs: [workspace, '--user-data-dir', userDataFolder, '--extensions-dir', path.join(home, 'extensions')],
      extensionTestsEnv: {
        ASSISTANTS_OFFLINE_SERVER: offline.url,
        ASSISTANTS_TEST_COUNTS: values.counts,
        // VS Code for the desktop has business of its own with other machines.
        ...(executable === standIn ? proxiedBy(canary) : {}),
        ...(values.grep === undefined ? {} : { ASSISTANTS_TEST_GREP: values.grep }),
      },
    });
    if (offline.mismatches.length > 0) throw new Error(`The offline server’s contract is broken:\n${offline.mismatches.join('\n')}`);
    if (canary.asked.length > 0) throw new Error(`These went elsewhere:\n${canary.asked.join('\n')}`);
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  } finally {
    canary.close();
    await offline.close();
    await rm(home, { recursive: true, force: true });
  }
}

/** The server build with a browser, in the place of VS Code for the desktop. */
const standIn = path.join(checkout, 'test/support/codeServer.ts');

/** VS Code for the desktop where there is one and it can be had; else the server build, which needs neither. */
async function vscodeExecutable(): Promise<string> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) return standIn;
  return downloadAndUnzipVSCode({ version: 'stable', cachePath: cache }).catch(() => standIn);
}

process.exitCode = (await runSuite()) ? 0 : 1;

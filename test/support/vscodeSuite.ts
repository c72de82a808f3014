import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { startOfflineServer } from '../server/offlineServer.ts';
import { cache, checkout, sample } from './installed.mjs';
import { offlineSettings, quietSettings, untitledSettings, writeUserSettings } from './userSettings.ts';

// Runs the suite that is bundled in dist/test inside VS Code: `vscodeSuite.ts --counts <file> [--grep <pattern>]`.
async function runSuite(): Promise<boolean> {
  const { values } = parseArgs({ options: { counts: { type: 'string', default: '' }, grep: { type: 'string', short: 'g' } } });
  const home = await mkdtemp(path.join(tmpdir(), 'vscode-suite-'));
  const userDataFolder = path.join(home, 'user');
  const workspace = path.join(home, 'workspace');
  const offline = await startOfflineServer();
  try {
    await cp(sample, workspace, { recursive: true });
    await writeUserSettings(userDataFolder, { ...quietSettings, ...untitledSettings, ...offlineSettings(offline.url) });
    await runTests({
      vscodeExecutablePath: await vscodeExecutable(),
      extensionDevelopmentPath: checkout,
      extensionTestsPath: path.join(checkout, 'dist/test/index.cjs'),
      launchArgs: [workspace, '--user-data-dir', userDataFolder, '--extensions-dir', path.join(home, 'extensions')],
      extensionTestsEnv: {
        ASSISTANTS_OFFLINE_SERVER: offline.url,
        ASSISTANTS_TEST_COUNTS: values.counts,
        ...(values.grep === undefined ? {} : { ASSISTANTS_TEST_GREP: values.grep }),
      },
    });
    if (offline.mismatches.length > 0) throw new Error(`The offline server’s contract is broken:\n${offline.mismatches.join('\n')}`);
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  } finally {
    await offline.close();
    await rm(home, { recursive: true, force: true });
  }
}

/** VS Code for the desktop where there is one and it can be had; else the server build, which needs neither. */
async function vscodeExecutable(): Promise<string> {
  const standIn = path.join(checkout, 'test/support/codeServer.ts');
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (process.platform === 'linux' && DISPLAY === undefined && WAYLAND_DISPLAY === undefined) return standIn;
  return downloadAndUnzipVSCode({ version: 'stable', cachePath: cache }).catch(() => standIn);
}

process.exitCode = (await runSuite()) ? 0 : 1;

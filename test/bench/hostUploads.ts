// What an upload costs the real extension host: `node test/bench/hostUploads.ts [megabytes] [rounds]` opens a window of VS Code, sends a file to an offline server in another process, and prints a table.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildExtension } from '../support/buildExtension.ts';
import { descendantsStartedWith } from '../support/descendants.ts';
import { checkout } from '../support/installed.mjs';
import { offlineSettings } from '../support/userSettings.ts';
import { openVscode, type VscodeWindow } from '../support/vscodeWindow.ts';
import { median, printTable } from './table.ts';

const [megabytes = 512, rounds = 3] = process.argv.slice(2).map(Number).filter((value) => value > 0);

/** How long the idle host is watched, in milliseconds. */
const idle = 10_000;

/** The memory of a process (RSS) before some work and at its peak, in MB. Linux only: the peak is reset by way of /proc. */
async function memoryOver(id: string, work: () => Promise<unknown>): Promise<{ readonly before: number; readonly peak: number }> {
  const read = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) / 1024;
  writeFileSync(`/proc/${id}/clear_refs`, '5');
  const before = read('VmRSS');
  await work();
  return { before, peak: read('VmHWM') };
}

/** The id of the extension host among the processes of this one. */
function extensionHost(): string {
  const [found] = descendantsStartedWith(process.pid, '--type=extensionHost');
  if (found === undefined) throw new Error('The extension host is not there.');
  return String(found);
}

async function makeFile(file: string): Promise<void> {
  const handle = await open(file, 'w');
  for (let written = 0; written < megabytes; written += 1) await handle.write(randomBytes(1024 * 1024));
  await handle.close();
}

async function upload({ page, command }: VscodeWindow, name: string): Promise<void> {
  await command('Assistants: Upload Files…');
  await page.getByRole('option', { name }).first().click();
  await page.locator('.notification-toast').getByText(/^Uploaded 1 file/).waitFor({ timeout: 300_000 });
  await command('Notifications: Clear All Notifications');
}

await buildExtension();
const server = spawn(process.execPath, [path.join(checkout, 'test/server/main.ts')], { stdio: ['ignore', 'pipe', 'inherit'] });
try {
  const lines = createInterface(server.stdout)[Symbol.asyncIterator]();
  const url = /http:\S+/.exec(String((await lines.next()).value))?.[0] ?? '';
  const window = await openVscode({ workspaceFiles: { 'README.md': '# Here\n' }, settings: offlineSettings(url) });
  try {
    await window.openChat();
    writeFileSync(path.join(window.workspace, 'small.bin'), randomBytes(1000));
    // What is loaded with the first upload is no part of what a large one takes.
    await upload(window, 'small.bin');
    const host = extensionHost();
    const rows = new Map<string, { readonly before: number; readonly peak: number }[]>([['idle', []], ['upload', []]]);
    for (let round = 0; round < rounds; round += 1) {
      const name = `large${String(round)}.bin`;
      await makeFile(path.join(window.workspace, name));
      rows.get('idle')?.push(await memoryOver(host, () => sleep(idle)));
      rows.get('upload')?.push(await memoryOver(host, () => upload(window, name)));
    }
    printTable(`Uploads of ${String(megabytes)} MB in the extension host, ${String(rounds)} rounds`, ['', 'before, MB', 'peak, MB', 'rise, MB (at most 48): median (most)'], [...rows].map(([what, all]) => {
      const rises = all.map(({ before, peak }) => peak - before);
      return [what, median(all.map(({ before }) => before)).toFixed(0), median(all.map(({ peak }) => peak)).toFixed(0), `${median(rises).toFixed(0)} (${Math.max(...rises).toFixed(0)})`];
    }));
  } finally {
    await window.close();
  }
} finally {
  server.kill();
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';

describe('Activation', () => {
  it('is not loaded with the code that talks to servers', async () => {
    const extension = vscode.extensions.getExtension('workspace-assistants.workspace-assistants');
    assert.equal(extension?.isActive, false);
    const loaded = recordLoadedFiles();

    await quiet();
    const begun = { time: performance.now(), loop: performance.eventLoopUtilization(), processor: process.cpuUsage() };
    await extension.activate();
    const { user, system } = process.cpuUsage(begun.processor);
    const busy = performance.eventLoopUtilization(begun.loop).active;
    console.log(`    activation: ${busy.toFixed(1)} ms of the host's loop, ${((user + system) / 1000).toFixed(1)} ms of processor time, done after ${(performance.now() - begun.time).toFixed(1)} ms`);

    const files = loaded().filter((file) => file.startsWith(extension.extensionPath));
    assert.ok(files.includes(fileURLToPath(new URL('dist/extension.js', `file://${extension.extensionPath}/`))));
    assert.deepEqual(files.filter((file) => readFileSync(file, 'utf8').includes('node_modules/openai/')), []);
  });
});

/** Settles when the extension host has nothing else to do: it starts other extensions at the same time. */
async function quiet(): Promise<void> {
  for (let tries = 0; tries < 50; tries += 1) {
    const before = performance.eventLoopUtilization();
    await new Promise((resolve) => { setTimeout(resolve, 200); });
    if (performance.eventLoopUtilization(before).utilization < 0.05) return;
  }
}

/** Every module that is loaded from now on, until it is asked for. */
function recordLoadedFiles(): () => readonly string[] {
  const files: string[] = [];
  const hooks = registerHooks({
    load(url, context, next) {
      if (url.startsWith('file:')) files.push(fileURLToPath(url));
      return next(url, context);
    },
  });
  return () => {
    hooks.deregister();
    return files;
  };
}

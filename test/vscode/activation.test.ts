import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import * as vscode from 'vscode';

describe('Activation', () => {
  it('is not loaded with the code that talks to servers', async () => {
    const extension = vscode.extensions.getExtension('workspace-assistants.workspace-assistants');
    assert.equal(extension?.isActive, false);
    const loaded = recordLoadedFiles();

    const begun = performance.now();
    await extension.activate();
    console.log(`    activated in ${(performance.now() - begun).toFixed(0)} ms`);

    const files = loaded().filter((file) => file.startsWith(extension.extensionPath));
    assert.ok(files.includes(fileURLToPath(new URL('dist/extension.js', `file://${extension.extensionPath}/`))));
    assert.deepEqual(files.filter((file) => readFileSync(file, 'utf8').includes('node_modules/openai/')), []);
  });
});

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

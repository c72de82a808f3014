import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { checkout } from '../support/installed.mjs';
import { useVscode } from '../support/useVscode.ts';

const billShape = v.object({ bomFormat: v.literal('CycloneDX'), components: v.array(v.object({ name: v.string(), version: v.string(), purl: v.string() })) });
const vsix = path.join(checkout, 'dist/workspace-assistants.vsix');

describe('The packaged extension', () => {
  const vscode = useVscode({ extension: { vsix } });

  const installed = (): string => {
    const { extensionsFolder } = vscode();
    const name = readdirSync(extensionsFolder).find((entry) => entry.startsWith('workspace-assistants.'));
    return path.join(extensionsFolder, name ?? '');
  };

  it('chats when it is installed from its file', async () => {
    const { chat, openChat } = vscode();
    await openChat();

    await chat.getByRole('textbox', { name: 'Message' }).fill('say It works.');
    await chat.getByRole('button', { name: 'Send' }).click();

    await chat.getByRole('article', { name: /^Assistant/ }).getByText('It works.').waitFor();
  });

  it('is under one and a half megabytes (case 131)', () => {
    assert.ok(statSync(vsix).size < 1_500_000);
  });

  it('holds what it needs and nothing else (case 131)', () => {
    const expected = readFileSync(path.join(import.meta.dirname, 'packagedFiles.txt'), 'utf8').trim().split('\n');

    const names = new Set(filesIn(installed()).map((file) => file.replace(/(?<=chunks\/\w+-)[A-Z0-9]+/, '*')));

    assert.deepEqual([...names].toSorted(), expected.toSorted());
  });

  it('holds no map of its sources, no key, no address on this machine but the servers that users run (case 131)', () => {
    const signs = /\/[/*]# sourceMappingURL=|\bsk-[\w-]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY-----\n|https?:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?/g;
    const scripts = filesIn(installed()).filter((file) => file.endsWith('.js'));
    const found = scripts.flatMap((file) => [...readFileSync(path.join(installed(), file), 'utf8').matchAll(signs)].map(([sign]) => sign));
    // Ollama, LM Studio, llama.cpp and vLLM, which “Add Connection” looks for when the user wants it.
    const servers = new Set([11_434, 1234, 8080, 8000].map((port) => `http://127.0.0.1:${String(port)}`));
    assert.deepEqual([...new Set(found)].filter((sign) => !servers.has(sign)), []);
  });

  it('names what it is made of (case 132)', () => {
    const bill = v.parse(billShape, JSON.parse(readFileSync(path.join(installed(), 'dist/sbom.cdx.json'), 'utf8')));
    const notices = readFileSync(path.join(installed(), 'dist/ThirdPartyNotices.txt'), 'utf8');
    assert.ok(bill.components.length > 5);
    assert.deepEqual(bill.components.filter(({ name, version }) => !notices.includes(`${name} ${version} (`)), []);
  });

  it('names no folder of the machine that made it (case 131)', () => {
    const telling = filesIn(installed()).filter((file) => readFileSync(path.join(installed(), file)).includes(checkout));

    assert.deepEqual(telling, []);
  });
});

function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

import assert from 'node:assert/strict';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { extension } from './support/extension.ts';

const { contributes } = v.parse(v.object({ contributes: v.object({ commands: v.array(v.object({ command: v.string() })) }) }), extension().packageJSON);

/** What another extension may hand to a command of ours. */
const hostile: readonly (readonly unknown[])[] = [
  ['../../../../etc/passwd', 'x'.repeat(100_000)],
  [{ id: '__proto__', threadId: '../x', connection: { baseUrl: 'https://evil.example' }, fsPath: '/etc/passwd', toJSON: null }, [{ id: 7 }], Number.NaN],
  [vscode.Uri.file('/etc/passwd'), [vscode.Uri.parse('https://evil.example/x')]],
];

/** What a command gives back, or how it fails; `waits` for one that asks the user. */
async function given(command: string, words: readonly unknown[]): Promise<unknown> {
  const waits = new Promise((resolve) => { setTimeout(resolve, 100, 'waits'); });
  const result = await Promise.race([Promise.resolve(vscode.commands.executeCommand(command, ...words)).catch((error: unknown) => ({ failed: String(error) })), waits]);
  await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  return result;
}

describe('Another extension', () => {
  // It leaves questions and editors open, and takes a minute or more: not for a window that other tests share.
  it('gets nothing from our commands, whatever it hands them (case 93)', async function () {
    if (process.env['ASSISTANTS_TEST_FAULTS'] === undefined) this.skip();
    this.timeout(300_000);
    await extension().activate();
    const told: unknown[] = [];
    for (const { command } of contributes.commands) for (const words of hostile) told.push([command, await given(command, words)]);
    const got = told.filter((each) => Array.isArray(each) && each[1] !== undefined && each[1] !== null && each[1] !== 'waits');
    assert.deepEqual(got, []);
    assert.equal(extension().exports, undefined);
  });

  it('finds nothing of ours that listens (case 95)', function () {
    if (process.platform !== 'linux') this.skip();
    const own = new Set(readdirSync('/proc/self/fd').map((fd) => inodeOf(fd)).filter((inode) => inode !== undefined));
    const listening = ['tcp', 'tcp6'].flatMap((kind) => readFileSync(`/proc/self/net/${kind}`, 'utf8').split('\n').slice(1)).map((line) => line.trim().split(/\s+/)).filter((fields) => fields[3] === '0A' && own.has(fields[9] ?? ''));
    assert.ok(own.size > 0);
    assert.deepEqual(listening, []);
  });
});

function inodeOf(fd: string): string | undefined {
  try {
    return /^socket:\[(?<inode>\d+)\]$/.exec(readlinkSync(`/proc/self/fd/${fd}`))?.groups?.['inode'];
  } catch {
    return undefined;
  }
}

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startOfflineServer } from '../server/offlineServer.ts';
import { runScript } from './childRun.ts';
import { startCanary } from './canary.ts';
import { takeStrays, tellRequest } from './strays.ts';

describe('What leaves this machine', () => {
  it('is told, over TLS or not, by name or by number', async () => {
    await Promise.allSettled([fetch('https://elsewhere.invalid/v1'), fetch('http://elsewhere.invalid/v1')]);
    const socket = connect({ host: '192.0.2.1', port: 9 }).on('error', () => undefined);
    await once(socket, 'connectionAttempt');
    socket.destroy();
    assert.deepEqual(takeStrays(), ['a connection to elsewhere.invalid', 'a connection to elsewhere.invalid', 'a connection to 192.0.2.1']);
  });

  it('is told of a page, but not what VS Code loads from its own server', () => {
    for (const url of ['https://elsewhere.example/a.png', 'https://here.vscode-cdn.net/main.js', 'http://127.0.0.1:1/', 'data:image/gif,', 'blob:x']) tellRequest({ method: () => 'GET', url: () => url });
    assert.deepEqual(takeStrays(), ['GET https://elsewhere.example/a.png']);
  });

  it('is not what stays on it', async () => {
    const server = await startOfflineServer();
    await fetch(`${server.url}/models`);
    await server.close();
    assert.deepEqual(takeStrays(), []);
  });

  it('is heard by a canary that is the proxy', async () => {
    const heard: string[] = [];
    const canary = await startCanary((asked) => { heard.push(asked); });
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(canary.origin).port) });
    socket.write('CONNECT elsewhere.example:443 HTTP/1.1\r\nhost: elsewhere.example:443\r\n\r\n');
    await once(socket.resume(), 'close');
    await fetch(`${canary.origin}/v1`);
    canary.close();
    assert.deepEqual([canary.asked, heard], [['CONNECT elsewhere.example:443', 'GET /v1'], ['CONNECT elsewhere.example:443', 'GET /v1']]);
  });

  it('fails the test that did it, and no other', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'strays-'));
    const file = path.join(folder, 'sample.cjs');
    writeFileSync(file, "it('stays', () => undefined); it('goes', () => fetch('https://elsewhere.invalid/').catch(() => undefined)); it('stays again', () => undefined);");
    const { code, said } = await runScript('node_modules/mocha/bin/mocha.js', ['--no-config', '--require', path.join(import.meta.dirname, 'strayHooks.ts'), file], { heard: true });
    rmSync(folder, { recursive: true, force: true });
    assert.deepEqual([code, /2 passing[^]*1 failing[^]*goes:[^]*a connection to elsewhere\.invalid/.test(said)], [1, true]);
  });
});

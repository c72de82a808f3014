import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { startVscodeFront } from './vscodeFront.ts';

/** A front before a server that echoes what it was asked; answers what the front answers. */
async function ask(question: { readonly path: string; readonly method?: string; readonly host?: string }): Promise<{ readonly status: number | undefined; readonly said: string }> {
  const far = createServer((asked, reply) => reply.end(`${String(asked.method)} ${String(asked.url)} ${String(asked.headers.cookie)}`)).listen(0, '127.0.0.1');
  await once(far, 'listening');
  const address = far.address();
  assert.ok(address !== null && typeof address !== 'string');
  const contents = { folder: '/', developmentExtensions: [] };
  const front = await startVscodeFront({ server: { port: address.port, token: 'secret', close: () => Promise.resolve() }, contents, secretKey: Buffer.from('key') });
  const { path, method = 'GET', host } = question;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    request(new URL(path, front.url), { method, ...(host === undefined ? {} : { headers: { host } }) }, resolve).once('error', reject).end();
  });
  const said = await text(answer);
  await front.close();
  far.close();
  return { status: answer.statusCode, said };
}

describe('The front of VS Code', () => {
  it('passes on what it is asked, with the token that the server wants', async () => {
    assert.deepEqual(await ask({ path: '/static/a.js?b' }), { status: 200, said: 'GET /static/a.js?b vscode-tkn=secret' });
  });

  it('hands out the key for secrets', async () => {
    assert.deepEqual(await ask({ path: '/mint-key', method: 'POST' }), { status: 200, said: 'key' });
  });

  it('answers no page that has its own name point to this machine', async () => {
    assert.deepEqual(await ask({ path: '/', host: 'elsewhere.example' }), { status: 403, said: '' });
  });

  it('takes another port when its own is taken', async () => {
    const options = { server: { port: 1, token: '', close: () => Promise.resolve() }, contents: { folder: '/', developmentExtensions: [] }, secretKey: Buffer.from('key') };
    const first = await startVscodeFront(options);
    const second = await startVscodeFront({ ...options, port: Number(new URL(first.url).port) });

    const keys = await Promise.all([first, second].map(async ({ url }) => (await fetch(new URL('/mint-key', url), { method: 'POST' })).text()));

    await Promise.all([first.close(), second.close()]);
    assert.notEqual(first.url, second.url);
    assert.deepEqual(keys, ['key', 'key']);
  });
});

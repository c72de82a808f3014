import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Connection } from '../../src/core/connections.ts';
import { clientFor } from '../../src/openai/client.ts';
import { guardedFetch } from '../../src/openai/guardedFetch.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { useCanary } from '../support/canary.ts';

type Handler = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/** A server on this machine that keeps what it was asked. */
class Place {
  readonly asked: IncomingMessage[] = [];
  readonly #server: Server;
  origin = '';

  constructor(handle: Handler) {
    this.#server = createServer((incoming, outgoing) => {
      this.asked.push(incoming);
      handle(incoming, outgoing);
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => { this.#server.listen(0, '127.0.0.1', resolve); });
    const address = this.#server.address();
    this.origin = address !== null && typeof address === 'object' ? `http://127.0.0.1:${String(address.port)}` : '';
    return this;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const json = (body: unknown): Handler => (_incoming, outgoing) => {
  outgoing.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const connectionTo = (origin: string, more: Partial<Connection> = {}): Connection => ({ id: 'c', name: 'C', baseUrl: `${origin}/v1`, api: 'responses', auth: 'key', headers: {}, ...more });
const secret = async (): Promise<string> => 'the-secret';
const kindOf = async (promise: Promise<unknown>): Promise<string> => promise.then(() => 'no failure', (error: unknown) => (error instanceof FailureError ? error.failure.kind : String(error)));

describe('guardedFetch', () => {
  const canary = useCanary();
  const places: Place[] = [];
  const place = async (handle: Handler): Promise<Place> => {
    const opened = await new Place(handle).open();
    places.push(opened);
    return opened;
  };
  afterEach(() => {
    for (const opened of places.splice(0)) opened.close();
  });

  it('takes the secret to the origin of the connection and nowhere else (case 45)', async () => {
    const home = await place(json({}));
    const go = guardedFetch(connectionTo(home.origin), secret);
    await go(`${home.origin}/v1/models`);
    assert.equal(await kindOf(go(`${canary().origin}/v1/models`)), 'redirected');
    assert.equal(await kindOf(go('http://example.com/v1/models')), 'redirected');
    assert.deepEqual([home.asked[0]?.headers.authorization, canary().asked.length], ['Bearer the-secret', 0]);
  });

  it('follows no redirect, with or without a body (cases 41, 42)', async () => {
    const home = await place((incoming, outgoing) => outgoing.writeHead(Number(incoming.url?.slice(-3)), { location: `${canary().origin}/v1/models` }).end());
    const go = guardedFetch(connectionTo(home.origin), secret);
    for (const status of [301, 302, 303, 307, 308]) {
      assert.equal(await kindOf(go(`${home.origin}/v1/responses/${String(status)}`, { method: 'POST', body: '{}' })), 'redirected');
      assert.equal(await kindOf(go(`${home.origin}/v1/responses/${String(status)}`)), 'redirected');
    }
    assert.deepEqual(canary().asked, []);
  });

  it('says so of a redirect, too, when it is told that one is an error (case 41)', async () => {
    const home = await place((_incoming, outgoing) => outgoing.writeHead(307, { location: canary().origin }).end());
    assert.equal(await kindOf(guardedFetch(connectionTo(home.origin), secret)(`${home.origin}/v1/files`, { method: 'POST', body: '{}', redirect: 'error' })), 'redirected');
  });

  it('says in its headers what the API needs and what the user set, and nothing else (case 44)', async () => {
    const home = await place(json({}));
    const connection = connectionTo(home.origin, { headers: { 'X-Team': 'blue' } });
    await guardedFetch(connection, secret)(`${home.origin}/v1/x`, { headers: { accept: 'application/json', 'openai-organization': 'org', 'x-stainless-os': 'Linux', authorization: 'Bearer other', cookie: 'a=b' } });
    const headers: IncomingHttpHeaders = home.asked[0]?.headers ?? {};
    assert.deepEqual(
      [headers.authorization, headers['x-team'], headers['user-agent'], headers['openai-organization'], headers['x-stainless-os'], headers.cookie],
      ['Bearer the-secret', 'blue', 'workspace-assistants', undefined, undefined, undefined],
    );
  });

  it('sends no secret where none is called for, and Azure’s in Azure’s own header', async () => {
    const home = await place(json({}));
    await guardedFetch(connectionTo(home.origin, { auth: 'none' }), async () => undefined)(`${home.origin}/v1/x`);
    await guardedFetch(connectionTo(home.origin, { azure: { apiVersion: '2024-10-21' } }), secret)(`${home.origin}/v1/x`);
    assert.deepEqual(home.asked.map(({ headers }) => [headers.authorization, headers['api-key']]), [[undefined, undefined], [undefined, 'the-secret']]);
  });

  it('does not heed the environment, whatever it says (case 44)', async () => {
    const home = await place(json({ object: 'list', data: [] }));
    const before = { ...process.env };
    Object.assign(process.env, {
      OPENAI_BASE_URL: canary().origin, OPENAI_API_KEY: 'sk-environment', OPENAI_ORG_ID: 'org-env', OPENAI_PROJECT_ID: 'proj-env', OPENAI_ADMIN_KEY: 'admin-env',
      OPENAI_LOG: 'debug', AZURE_OPENAI_ENDPOINT: canary().origin, AZURE_OPENAI_API_KEY: 'azure-env', OPENAI_WEBHOOK_SECRET: 'hook-env', OPENAI_CUSTOM_HEADERS: 'Authorization: Bearer stolen\nX-Env: yes',
    });
    try {
      await clientFor(connectionTo(home.origin), secret).models.list();
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) Reflect.deleteProperty(process.env, name);
      Object.assign(process.env, before);
    }
    const sent = JSON.stringify(home.asked[0]?.headers);
    assert.equal(home.asked[0]?.headers.authorization, 'Bearer the-secret');
    assert.ok(!/env|stolen/.test(sent), sent);
    assert.equal(canary().asked.length, 0);
  });

  it('reads no more of an answer than it must', async () => {
    const home = await place((_incoming, outgoing) => outgoing.writeHead(200).end(Buffer.alloc(3000, 'x')));
    const limits = { total: 100_000, line: 1000, file: 100_000, error: 500 };
    const response = await guardedFetch(connectionTo(home.origin), secret, limits)(`${home.origin}/v1/x`);
    assert.equal(await kindOf(response.text()), 'tooLarge');
  });

  it('reads a file whatever its lines, and no more of it than a file may hold', async () => {
    const home = await place((_incoming, outgoing) => outgoing.writeHead(200).end(Buffer.alloc(3000, 'x')));
    const fetchedWithin = async (file: number): Promise<string> => {
      const response = await guardedFetch(connectionTo(home.origin), secret, { total: 1000, line: 1000, file, error: 500 })(`${home.origin}/v1/x`, { headers: { accept: 'application/binary' } });
      return kindOf(response.text());
    };
    assert.deepEqual([await fetchedWithin(3000), await fetchedWithin(2999)], ['no failure', 'tooLarge']);
  });

  it('cuts a long refusal short (case 35)', async () => {
    const home = await place((_incoming, outgoing) => outgoing.writeHead(500).end(Buffer.alloc(3000, 'x')));
    const response = await guardedFetch(connectionTo(home.origin), secret, { total: 1e6, line: 1e6, file: 1e6, error: 500 })(`${home.origin}/v1/x`);
    assert.equal((await response.text()).length, 500);
  });
});

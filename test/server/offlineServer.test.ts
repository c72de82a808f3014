import { deepEqual, equal, match } from 'node:assert/strict';
import type OpenAI from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { connectOfflineServer } from './remoteOfflineServer.ts';
import { clientFor, collect, refusalOf } from './testClient.ts';

const model = 'offline-large';

describe('the offline server', () => {
  let server: OfflineServer;
  let client: OpenAI;
  before(async () => {
    server = await startOfflineServer();
    client = clientFor(server.url);
  });
  afterEach(() => {
    server.reset();
  });
  after(() => server.close());

  const statusOf = async (path: string, init?: RequestInit): Promise<number> => (await fetch(new URL(path, server.url), init)).status;

  it('lists its models and tells of each', async () => {
    server.set({ models: ['one', 'org/two'] });
    const { data } = await client.models.list();
    deepEqual([data.map(({ id }) => id), (await client.models.retrieve('org/two')).id], [['one', 'org/two'], 'org/two']);
    deepEqual(await refusalOf(client.models.retrieve('three')), [404, 'model_not_found', 'model']);
  });

  it('refuses every key but its own', async () => {
    server.set({ apiKey: 'sk-right' });
    const { data } = await clientFor(server.url, 'sk-right').models.list();
    const wrong = await refusalOf(clientFor(server.url, 'sk-wrong').models.list());
    deepEqual([data.length, wrong, await statusOf('/v1/models')], [2, [401, 'invalid_api_key', null], 401]);
  });

  it('knows no other addresses and no other methods', async () => {
    deepEqual([await statusOf('/v1/nothing'), await statusOf('/v1/responses')], [404, 405]);
  });

  it('refuses a body that is no JSON', async () => {
    equal(await statusOf('/v1/responses', { method: 'POST', body: '{"model":' }), 400);
  });

  for (const [feature, method, path] of [
    ['modelsEndpoint', 'GET', '/v1/models'],
    ['responses', 'POST', '/v1/responses'],
    ['conversations', 'POST', '/v1/conversations'],
    ['chatCompletions', 'POST', '/v1/chat/completions'],
  ] as const) {
    it(`knows no ${path} when ${feature} is off`, async () => {
      server.set({ [feature]: false });
      const response = await fetch(new URL(path, server.url), { method });
      deepEqual([response.status, await response.text()], [404, '404 page not found']);
    });
  }

  it('records what it is asked, and how that ended', async () => {
    const { _request_id: requestId } = await client.responses.create({ model, input: 'say hello' });
    await server.settled();
    const [request] = server.requests;
    deepEqual(
      [request?.method, request?.path, request?.headers.authorization, request?.body, request?.outcome, request?.status, request?.requestId],
      ['POST', '/v1/responses', 'Bearer sk-offline-test-key', { model, input: 'say hello' }, 'answered', 200, requestId],
    );
  });

  it('forgets everything when it is reset, and ends what is running', async () => {
    server.set({ models: [] });
    server.plan({ fault: 'hang', times: 5 });
    const asked = client.models.list().then(() => 'answered', () => 'ended');
    while (server.requests.length === 0) await new Promise((resolve) => { setImmediate(resolve); });
    server.reset();
    equal(await asked, 'ended');
    deepEqual([server.requests.length, (await client.models.list()).data.length], [0, 2]);
  });

  it('ends all connections when it is closed', async () => {
    const other = await startOfflineServer();
    const stream = await clientFor(other.url).responses.create({ model, input: 'slow', stream: true });
    await other.close();
    equal((await collect(stream)).error instanceof Error, true);
  });

  it('is told the same from another process', async () => {
    const remote = connectOfflineServer(server.url);
    await remote.set({ models: ['far'] });
    await remote.plan({ fault: 'status', status: 500, path: '/v1/models' });
    deepEqual([await statusOf('/v1/models'), (await client.models.list()).data.map(({ id }) => id)], [500, ['far']]);
    await remote.settled();
    deepEqual((await remote.requests()).map(({ path, status }) => [path, status]), [['/v1/models', 500], ['/v1/models', 200]]);
    await remote.reset();
    deepEqual([await remote.requests(), (await client.models.list()).data.length], [[], 2]);
  });

  it('refuses a plan that it does not understand', async () => {
    const body = JSON.stringify({ fault: 'cut', afterwards: 3 });
    const response = await fetch(new URL('/control/plan', server.url), { method: 'POST', body });
    deepEqual([response.status, /'afterwards'/.test(await response.text())], [400, true]);
  });

  it('says where it listens', () => {
    match(server.url, /^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  });
});

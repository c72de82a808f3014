import assert from 'node:assert/strict';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { EngineStage } from './engineStage.ts';

describe('A key that is revoked in the midst of an answer', () => {
  let server: OfflineServer;
  before(async () => {
    server = await startOfflineServer({ wordDelay: 20 });
  });
  after(() => server.close());

  it('is said to be refused, once, and what had arrived is kept (case 36)', async () => {
    server.plan({ fault: 'cut', after: 3, finish: true, method: 'POST', path: '/v1/responses' });
    server.plan({ fault: 'status', status: 401, method: 'GET', path: '/v1/responses/*', times: 9 });
    const { text, end } = await new EngineStage(server, { auth: 'key' }, 'sk-revoked-meanwhile-000').outcome('say one two three four five six', { background: true });
    const asked = server.requests.filter(({ method, path }) => method === 'GET' && path.startsWith('/v1/responses/'));
    assert.deepEqual([text.startsWith('one'), end, asked.length], [true, { kind: 'keyRefused', message: `The key was refused by ${new URL(server.url).origin}.`, action: 'setKey' }, 1]);
  });
});

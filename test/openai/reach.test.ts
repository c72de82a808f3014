import assert from 'node:assert/strict';
import type { Connection } from '../../src/core/connections.ts';
import { reach } from '../../src/openai/reach.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';

const at = (baseUrl: string): Connection => ({ id: 'c', name: 'Server', baseUrl, api: 'responses', auth: 'key', headers: {} });

describe('Reaching a server', () => {
  let server: OfflineServer;
  const signal = new AbortController().signal;

  before(async () => {
    server = await startOfflineServer();
  });

  after(() => server.close());

  it('needs no key, and tells the server’s time', async () => {
    server.set({ apiKey: 'sk-offline-key-that-is-right' });
    const { status, serverTime = 0 } = await reach(at(server.url), signal);
    assert.deepEqual([status, Math.abs(serverTime - Date.now()) < 60_000, server.requests.map(({ headers }) => headers['authorization'])], [401, true, [undefined]]);
  });

  it('says why there is nobody', async () => {
    const gone = await startOfflineServer();
    await gone.close();
    const failure = await reach(at(gone.url), signal).then(() => undefined, (error: unknown) => (error instanceof FailureError ? error.failure : error));
    assert.deepEqual(failure, { kind: 'offline', message: `Nothing answers at ${new URL(gone.url).host}; is the server running?`, action: 'retry' });
  });
});

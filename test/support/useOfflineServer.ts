import { after, before, beforeEach } from 'mocha';
import { startOfflineServer, type OfflineOptions, type OfflineServer } from '../server/offlineServer.ts';

/** Gives the tests of this `describe` an offline server, which each of them finds as it was at its start. */
export function useOfflineServer(options?: OfflineOptions): () => OfflineServer {
  let used: OfflineServer | undefined;
  const server = (): OfflineServer => {
    if (used === undefined) throw new Error('The offline server is there while a test runs, not before.');
    return used;
  };
  before('the offline server is there', async () => {
    used = await startOfflineServer(options);
  });
  beforeEach(() => {
    server().reset();
  });
  after('the offline server is closed', () => used?.close());
  return server;
}

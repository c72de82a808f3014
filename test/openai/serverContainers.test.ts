import assert from 'node:assert/strict';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { clientFor } from '../server/testClient.ts';
import { EngineStage } from './engineStage.ts';
import type { Containers } from '../../src/core/containers.ts';
import { FailureError } from '../../src/shared/rpc.ts';

const { signal } = new AbortController();

describe('the containers of a server', () => {
  let server: OfflineServer;
  let containers: Containers;
  before(async () => {
    server = await startOfflineServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
    const stage = new EngineStage(server, {});
    assert.ok(stage.backEnd.containers !== undefined);
    ({ containers } = stage.backEnd);
  });

  const make = async (name: string): Promise<string> => (await clientFor(server.url).containers.create({ name })).id;

  it('are listed with the time at which they expire, over all pages', async () => {
    for (let number = 0; number < 101; number += 1) await make(String(number));
    const listed = await containers.list(signal);
    const [first] = listed;
    assert.deepEqual([listed.length, first?.name, (first?.expires ?? 0) - (first?.used ?? 0)], [101, '100', 20 * 60_000]);
  });

  it('are not listed once they have expired', async () => {
    await make('old');
    server.set({ containersExpired: true });
    assert.deepEqual(await containers.list(signal), []);
  });

  it('are none at a server that has no containers', async () => {
    server.set({ containers: false });
    assert.deepEqual(await containers.list(signal), []);
  });

  it('go, once each', async () => {
    const id = await make('one');
    await containers.remove(id, signal);
    assert.deepEqual(await containers.list(signal), []);
    await assert.rejects(containers.remove(id, signal), (error: unknown) => error instanceof FailureError && error.failure.kind === 'notFound');
  });

  it('are none on wires that run no code in them', () => {
    assert.equal(new EngineStage(server, { api: 'chatCompletions' }).backEnd.containers, undefined);
  });
});

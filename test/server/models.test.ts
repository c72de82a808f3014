import { deepEqual } from 'node:assert/strict';
import type OpenAI from 'openai';
import { modelsOfEveryAge } from './models.ts';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, refusalOf } from './testClient.ts';

const daysUntil = (day: string): number => Math.ceil((Date.parse(day) - Date.now()) / 86_400_000);

describe('/v1/models', () => {
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

  it('lists the models', async () => {
    const { data } = await client.models.list();
    deepEqual(data.map(({ id, object, owned_by: owner }) => [id, object, owner]), [['offline-large', 'model', 'offline'], ['offline-small', 'model', 'offline']]);
  });

  it('tells when a model will be switched off, and no more of one that has been', async () => {
    server.set({ models: modelsOfEveryAge() });
    const { data } = await client.models.list();
    const days = data.map((model) => [model.id, 'shutdown_date' in model && typeof model.shutdown_date === 'string' ? daysUntil(model.shutdown_date) : undefined]);
    deepEqual(days, [['offline-large', undefined], ['offline-small', 400], ['offline-old', 20], ['offline-embedding', undefined]]);
    deepEqual(await refusalOf(client.models.retrieve('offline-ancient')), [404, 'model_not_found', 'model']);
  });

  it('gives a single one', async () => {
    const [first] = (await client.models.list()).data;
    deepEqual(await client.models.retrieve('offline-large'), first);
  });

  it('deletes one that was trained, and no other', async () => {
    const tuned = 'ft:offline-small:us::1';
    server.set({ models: ['offline-small', tuned] });
    deepEqual(await client.models.delete(tuned), { id: tuned, object: 'model', deleted: true });
    deepEqual((await client.models.list()).data.map(({ id }) => id), ['offline-small']);
    deepEqual(await refusalOf(client.models.delete('offline-small')), [403, null, 'model']);
  });
});

import { deepEqual, equal } from 'node:assert/strict';
import type OpenAI from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, collect, refusalOf, textOf } from './testClient.ts';

const model = 'offline-large';

describe('a response in the background', () => {
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

  it('begins as queued', async () => {
    const stream = await client.responses.create({ model, input: 'say hello', background: true, stream: true });
    const { items } = await collect(stream);
    deepEqual(items.slice(0, 3).map((event) => ('response' in event ? [event.type, event.response.status] : event.type)), [
      ['response.created', 'queued'],
      ['response.queued', 'queued'],
      ['response.in_progress', 'in_progress'],
    ]);
  });

  it('is written although its client has left, and is heard again from where it was left', async () => {
    server.plan({ fault: 'cut', after: 3 });
    const first = await collect(await client.responses.create({ model, input: 'count to 8', background: true, stream: true }));
    const [created] = first.items;
    const id = created?.type === 'response.created' ? created.response.id : '';
    const rest = await collect(await client.responses.retrieve(id, { stream: true, starting_after: first.items.at(-1)?.sequence_number ?? 0 }));
    deepEqual([textOf(first.items), textOf(rest.items), rest.items.at(-1)?.type], ['1\n2\n3\n', '4\n5\n6\n7\n8', 'response.completed']);
  });

  it('can be cancelled, which ends its stream', async () => {
    const { id, status } = await client.responses.create({ model, input: 'slow', background: true });
    const listening = collect(await client.responses.retrieve(id, { stream: true }));
    const cancelled = await client.responses.cancel(id);
    const { items } = await listening;
    deepEqual([status, cancelled.status, items.some(({ type }) => type === 'response.completed')], ['queued', 'cancelled', false]);
  });

  it('can be cancelled twice, and once it is complete, to no effect', async () => {
    const { id } = await client.responses.create({ model, input: 'say hello', background: true });
    await collect(await client.responses.retrieve(id, { stream: true }));
    equal((await client.responses.cancel(id)).status, 'completed');
  });

  it('is not what was answered at once: that can be neither cancelled nor streamed again', async () => {
    const { id } = await client.responses.create({ model, input: 'say hello' });
    deepEqual(await refusalOf(client.responses.cancel(id)), [400, null, null]);
    deepEqual(await refusalOf(client.responses.retrieve(id, { stream: true })), [400, null, null]);
  });

  it('must be stored', async () => {
    deepEqual(await refusalOf(client.responses.create({ model, input: 'hi', background: true, store: false })), [400, null, 'background']);
  });
});

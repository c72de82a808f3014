import { deepEqual, equal } from 'node:assert/strict';
import type OpenAI from 'openai';
import type { ConversationItem } from 'openai/resources/conversations/items';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, collect, refusalOf } from './testClient.ts';

const model = 'offline-large';
const says = (text: string): OpenAI.Responses.EasyInputMessage => ({ role: 'user', content: text });
const texts = (items: readonly ConversationItem[]): readonly string[] =>
  items.map((item) => (item.type === 'message' ? item.content.map((part) => ('text' in part ? part.text : part.type)).join() : item.type));

describe('a conversation', () => {
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

  const itemsOf = async (id: string): Promise<readonly string[]> => texts((await client.conversations.items.list(id, { order: 'asc' })).data);

  it('gathers what is asked and what is answered', async () => {
    const { id } = await client.conversations.create({ items: [says('My name is Ada')] });
    await client.responses.create({ model, input: 'say hello', conversation: id });
    const { output_text: text } = await client.responses.create({ model, input: 'remember', conversation: { id } });
    deepEqual(await itemsOf(id), ['My name is Ada', 'say hello', 'hello', 'remember', text]);
    equal(text, 'You have said:\n\n1. My name is Ada\n2. say hello');
  });

  it('lists its items page by page, newest first', async () => {
    const { id } = await client.conversations.create();
    await client.conversations.items.create(id, { items: ['1', '2', '3', '4', '5'].map((text) => says(text)) });
    const first = await client.conversations.items.list(id, { limit: 2 });
    const { items } = await collect(first);
    deepEqual([texts(first.data), first.has_more, texts(items)], [['5', '4'], true, ['5', '4', '3', '2', '1']]);
  });

  it('gives and forgets a single item', async () => {
    const { id } = await client.conversations.create({ items: [says('one'), says('two')] });
    const [item] = (await client.conversations.items.list(id)).data;
    const itemId = item !== undefined && 'id' in item ? item.id ?? '' : '';
    deepEqual(await client.conversations.items.retrieve(itemId, { conversation_id: id }), item);
    await client.conversations.items.delete(itemId, { conversation_id: id });
    deepEqual(await itemsOf(id), ['one']);
  });

  it('carries metadata', async () => {
    const { id } = await client.conversations.create({ metadata: { colour: 'red' } });
    await client.conversations.update(id, { metadata: { colour: 'blue' } });
    deepEqual((await client.conversations.retrieve(id)).metadata, { colour: 'blue' });
  });

  it('is gone once it is deleted', async () => {
    const { id } = await client.conversations.create();
    equal((await client.conversations.delete(id)).deleted, true);
    deepEqual(await refusalOf(client.responses.create({ model, input: 'hi', conversation: id })), [404, null, null]);
  });

  it('takes twenty items at once and no more', async () => {
    const items = Array.from({ length: 21 }, (_, index) => says(String(index)));
    deepEqual(await refusalOf(client.conversations.create({ items })), [400, 'array_above_max_length', 'items']);
    const { id } = await client.conversations.create({ items: items.slice(1) });
    deepEqual(await refusalOf(client.conversations.items.create(id, { items })), [400, 'array_above_max_length', 'items']);
  });

  it('is locked while it is being answered', async () => {
    const { id } = await client.conversations.create();
    const running = await client.responses.create({ model, input: 'slow', conversation: id, stream: true });
    deepEqual(await refusalOf(client.responses.create({ model, input: 'hi', conversation: id })), [400, 'conversation_locked', 'conversation']);
    running.controller.abort();
    await server.settled();
    equal((await client.responses.create({ model, input: 'say hi', conversation: id })).output_text, 'hi');
  });

  it('knows nothing of an answer whose client has left', async () => {
    const { id } = await client.conversations.create();
    for await (const event of await client.responses.create({ model, input: 'slow', conversation: id, stream: true })) {
      if (event.type === 'response.output_text.delta') break;
    }
    await server.settled();
    deepEqual(await itemsOf(id), []);
  });

  it('knows of an answer that was worked off although nobody heard it', async () => {
    const { id } = await client.conversations.create();
    server.plan({ fault: 'lostAnswer', path: '/v1/responses' });
    await client.responses.create({ model, input: 'say hello', conversation: id }).catch(() => undefined);
    deepEqual(await itemsOf(id), ['say hello', 'hello']);
  });
});

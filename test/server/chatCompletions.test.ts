import { deepEqual, equal } from 'node:assert/strict';
import type OpenAI from 'openai';
import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions/completions';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, collect, refusalOf } from './testClient.ts';

const model = 'offline-small';
const says = (text: string): ChatCompletionMessageParam[] => [{ role: 'user', content: text }];

describe('POST /v1/chat/completions', () => {
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

  it('streams an answer in chunks, and tells at the end what it cost', async () => {
    const asked = { model, messages: says('say one two'), stream: true, stream_options: { include_usage: true } } as const;
    const { items } = await collect(await client.chat.completions.create(asked));
    deepEqual(items.map(({ choices: [choice], usage }) => [choice?.delta.content, choice?.finish_reason, usage?.total_tokens]), [
      ['', null, undefined],
      ['one ', null, undefined],
      ['two', null, undefined],
      [undefined, 'stop', undefined],
      [undefined, undefined, 5],
    ]);
  });

  it('ends a stream with [DONE]', async () => {
    const body = JSON.stringify({ model, messages: says('say one'), stream: true });
    const text = await (await fetch(`${server.url}/chat/completions`, { method: 'POST', body })).text();
    deepEqual(text.split('\n\n').slice(-2), ['data: [DONE]', '']);
  });

  it('answers at once', async () => {
    const { choices: [choice], usage } = await client.chat.completions.create({ model, messages: says('say hello') });
    deepEqual([choice?.message.content, choice?.finish_reason, usage?.completion_tokens], ['hello', 'stop', 2]);
  });

  it('hears the system, the history and the parts of a message', async () => {
    const messages: ChatCompletionMessageParam[] = [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: [{ type: 'text', text: 'Who are you?' }] },
    ];
    const { choices: [choice] } = await client.chat.completions.create({ model, messages });
    deepEqual(choice?.message.content?.split('\n').slice(0, 3), ['- Model: offline-small', '- Instructions: Be kind.', '- Messages before: 2']);
  });

  it('stops at the most tokens that it may write', async () => {
    const { choices: [choice] } = await client.chat.completions.create({ model, messages: says('count to 9'), max_completion_tokens: 3 });
    deepEqual([choice?.message.content, choice?.finish_reason], ['1\n2\n3\n', 'length']);
  });

  it('refuses in a field of its own', async () => {
    server.plan({ fault: 'refusal' });
    const { choices: [choice] } = await client.chat.completions.create({ model, messages: says('say hello') });
    deepEqual([choice?.message.content, choice?.message.refusal], [null, "I'm sorry, but I can't help with that."]);
  });

  it('ends in an error body when it goes wrong on the way', async () => {
    server.plan({ fault: 'errorEvent', after: 1, code: 'rate_limit_exceeded' });
    const { items, error } = await collect(await client.chat.completions.create({ model, messages: says('say one two'), stream: true }));
    deepEqual([items.length, error instanceof Error && 'code' in error && error.code], [2, 'rate_limit_exceeded']);
  });

  it('refuses what the service refuses', async () => {
    deepEqual(await refusalOf(client.chat.completions.create({ model, messages: [] })), [400, 'invalid_value', 'messages']);
    deepEqual(await refusalOf(client.chat.completions.create({ model: 'gpt-9', messages: says('hi') })), [404, 'model_not_found', 'model']);
    server.set({ contextWindow: 3 });
    const tooMuch = client.chat.completions.create({ model, messages: says('one two three four') });
    deepEqual(await refusalOf(tooMuch), [400, 'context_length_exceeded', 'messages']);
  });

  it('stops when its client leaves', async () => {
    for await (const chunk of await client.chat.completions.create({ model, messages: says('slow'), stream: true })) {
      if (chunk.choices[0]?.delta.content === 'word1 ') break;
    }
    await server.settled();
    equal(server.requests[0]?.outcome, 'closedByClient');
  });
});

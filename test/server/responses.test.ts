import { deepEqual, equal } from 'node:assert/strict';
import type OpenAI from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, collect, refusalOf, textOf } from './testClient.ts';

const model = 'offline-large';

describe('POST /v1/responses', () => {
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

  it('streams an answer in the events of the service', async () => {
    const { items } = await collect(await client.responses.create({ model, input: 'say one two', stream: true }));
    deepEqual(items.map(({ type, sequence_number: number }) => `${String(number)} ${type}`), [
      '0 response.created',
      '1 response.in_progress',
      '2 response.output_item.added',
      '3 response.content_part.added',
      '4 response.output_text.delta',
      '5 response.output_text.delta',
      '6 response.output_text.done',
      '7 response.content_part.done',
      '8 response.output_item.done',
      '9 response.completed',
    ]);
    equal(textOf(items), 'one two');
  });

  it('satisfies the strict stream helper of the SDK', async () => {
    const response = await client.responses.stream({ model, input: 'say one two' }).finalResponse();
    deepEqual([response.status, response.output_text], ['completed', 'one two']);
  });

  it('answers at once, and keeps the answer', async () => {
    const response = await client.responses.create({ model, input: 'say hello' });
    const kept = await client.responses.retrieve(response.id);
    deepEqual([response.output_text, response.usage?.output_tokens, kept.output_text], ['hello', 2, 'hello']);
  });

  it('builds upon an earlier answer', async () => {
    const first = await client.responses.create({ model, input: 'My name is Ada' });
    const second = await client.responses.create({ model, input: 'And I like tea', previous_response_id: first.id });
    const third = await client.responses.create({ model, input: 'remember', previous_response_id: second.id });
    equal(third.output_text, 'You have said:\n\n1. My name is Ada\n2. And I like tea');
  });

  it('takes the history as input', async () => {
    const input: OpenAI.Responses.ResponseInput = [
      { role: 'user', content: [{ type: 'input_text', text: 'count to 3' }] },
      { role: 'assistant', content: '1\n2\n' },
      { role: 'user', content: 'Continue your previous answer.' },
    ];
    equal((await client.responses.create({ model, input })).output_text, '3');
  });

  it('keeps nothing that it is told not to', async () => {
    const { id } = await client.responses.create({ model, input: 'say hello', store: false });
    deepEqual(await refusalOf(client.responses.retrieve(id)), [404, null, null]);
    const upon = client.responses.create({ model, input: 'hi', previous_response_id: id });
    deepEqual(await refusalOf(upon), [400, 'previous_response_not_found', 'previous_response_id']);
  });

  it('forgets an answer that is deleted', async () => {
    const { id } = await client.responses.create({ model, input: 'say hello' });
    await client.responses.delete(id);
    deepEqual(await refusalOf(client.responses.retrieve(id)), [404, null, null]);
  });

  it('keeps nothing of an answer whose client has left', async () => {
    const stream = await client.responses.create({ model, input: 'slow', stream: true });
    let id = '';
    for await (const event of stream) {
      if (event.type === 'response.created') ({ id } = event.response);
      if (event.type === 'response.output_text.delta') break;
    }
    await server.settled();
    deepEqual([await refusalOf(client.responses.retrieve(id)), server.requests[0]?.outcome], [[404, null, null], 'closedByClient']);
  });

  it('stops at the most tokens that it may write', async () => {
    const response = await client.responses.create({ model, input: 'count to 50', max_output_tokens: 16 });
    const lines = response.output_text.trim().split('\n').length;
    deepEqual([response.status, response.incomplete_details, lines], ['incomplete', { reason: 'max_output_tokens' }, 16]);
  });

  it('counts the tokens of what would be sent', async () => {
    const { input_tokens: tokens } = await client.responses.inputTokens.count({ model, input: 'four words are here', instructions: 'one' });
    equal(tokens, 6);
  });

  it('lists what was put in, newest first', async () => {
    const user = 'user' as const;
    const input = [{ role: user, content: 'one' }, { role: 'assistant' as const, content: 'two' }, { role: user, content: 'three' }];
    const { id } = await client.responses.create({ model, input });
    const { data } = await client.responses.inputItems.list(id);
    deepEqual(data.map((item) => (item.type === 'message' ? item.content[0] : item.type)), [
      { type: 'input_text', text: 'three' },
      { type: 'output_text', text: 'two', annotations: [], logprobs: [] },
      { type: 'input_text', text: 'one' },
    ]);
  });

  it('knows nothing of earlier answers when it is stateless', async () => {
    server.set({ keepsResponses: false });
    const first = await client.responses.create({ model, input: 'My name is Ada' });
    const second = await client.responses.create({ model, input: 'remember', previous_response_id: first.id });
    deepEqual([second.output_text, 'store' in second, 'previous_response_id' in second], ['You have said nothing before.', false, false]);
    deepEqual((await refusalOf(client.responses.retrieve(first.id)))[0], 404);
  });

  const refused: readonly [what: string, body: object, refusal: readonly unknown[]][] = [
    ['no model', { input: 'hi' }, [400, 'missing_required_parameter', 'model']],
    ['no input', { model }, [400, 'missing_required_parameter', 'input']],
    ['an unknown model', { model: 'gpt-9', input: 'hi' }, [404, 'model_not_found', 'model']],
    ['input of another type', { model, input: 5 }, [400, 'invalid_type', 'input']],
    ['a parameter of another API', { model, input: 'hi', max_tokens: 5 }, [400, 'unknown_parameter', 'max_tokens']],
    ['a temperature beyond 2', { model, input: 'hi', temperature: 2.5 }, [400, 'invalid_value', 'temperature']],
    ['an unknown role', { model, input: [{ role: 'robot', content: 'hi' }] }, [400, 'invalid_value', 'input[0].role']],
    [
      'input text from the assistant',
      { model, input: [{ role: 'user', content: 'hi' }, { role: 'assistant', content: [{ type: 'input_text', text: 'hi' }] }] },
      [400, 'invalid_value', 'input[1].content[0].type'],
    ],
    [
      'a conversation and an earlier answer at once',
      { model, input: 'hi', conversation: 'conv_1', previous_response_id: 'resp_1' },
      [400, 'mutually_exclusive_parameters', 'conversation'],
    ],
    ['more than the model takes', { model, input: 'word '.repeat(200_001) }, [400, 'context_length_exceeded', 'input']],
  ];
  for (const [what, body, refusal] of refused) {
    it(`refuses ${what}`, async () => {
      deepEqual(await refusalOf(client.post('/responses', { body })), refusal);
    });
  }
});

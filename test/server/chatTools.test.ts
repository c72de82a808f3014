import { deepEqual, equal } from 'node:assert/strict';
import type OpenAI from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, collect, refusalOf } from './testClient.ts';

const model = 'offline-large';
const weather = { type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } } as const;
const time = { type: 'function', function: { name: 'time' } } as const;

function callsIn([choice]: readonly OpenAI.ChatCompletion.Choice[]): readonly OpenAI.ChatCompletionMessageFunctionToolCall[] {
  return (choice?.message.tool_calls ?? []).filter((call) => call.type === 'function');
}

describe('POST /v1/chat/completions, beyond plain text', () => {
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

  type Parameters = Partial<OpenAI.ChatCompletionCreateParamsNonStreaming>;

  async function choicesOf(content: string, more: Parameters = {}): Promise<readonly OpenAI.ChatCompletion.Choice[]> {
    return (await client.chat.completions.create({ model, messages: [{ role: 'user', content }], ...more })).choices;
  }

  async function textOf(content: string, more: Parameters = {}): Promise<string | null | undefined> {
    return (await choicesOf(content, more))[0]?.message.content;
  }

  it('calls a function that is offered', async () => {
    const choices = await choicesOf('call weather {"city":"Paris"}', { tools: [weather] });
    deepEqual(callsIn(choices).map((call) => call.function), [{ name: 'weather', arguments: '{"city":"Paris"}' }]);
    equal(choices[0]?.finish_reason, 'tool_calls');
  });

  it('streams a call in pieces', async () => {
    const stream = await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'call weather {"city":"Paris"}' }], tools: [weather], stream: true });
    const { items } = await collect(stream);
    const calls = items.flatMap(({ choices: [choice] }) => choice?.delta.tool_calls ?? []);
    deepEqual([calls[0]?.function?.name, calls.map((call) => call.function?.arguments ?? '').join('')], ['weather', '{"city":"Paris"}']);
  });

  it('answers once the function has returned', async () => {
    const question = { role: 'user', content: 'call weather {}' } as const;
    const [choice] = await choicesOf('call weather {}', { tools: [weather] });
    const [call] = choice?.message.tool_calls ?? [];
    const messages: OpenAI.ChatCompletionMessageParam[] = [
      question, { role: 'assistant', content: null, tool_calls: choice?.message.tool_calls ?? [] }, { role: 'tool', tool_call_id: call?.id ?? '', content: 'sunny' },
    ];
    equal(await textOf('', { messages, tools: [weather] }), 'weather returned sunny');
  });

  it('calls several at once, or one at a time', async () => {
    const both = await choicesOf('call weather {}\ncall time {}', { tools: [weather, time] });
    const one = await choicesOf('call weather {}\ncall time {}', { tools: [weather, time], parallel_tool_calls: false });
    deepEqual([both, one].map((choices) => callsIn(choices).map((call) => call.function.name)), [['weather', 'time'], ['weather']]);
  });

  it('calls what it must, and nothing where it must not', async () => {
    const must = await choicesOf('hello', { tools: [weather, time], tool_choice: { type: 'function', function: { name: 'time' } } });
    const none = await choicesOf('call weather {}', { tools: [weather], tool_choice: 'none' });
    deepEqual([callsIn(must).map((call) => call.function.name), callsIn(none)], [['time'], []]);
  });

  it('wants an output for each call', async () => {
    const call = { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{}' } } as const;
    const asked = choicesOf('', { messages: [{ role: 'user', content: 'hi' }, { role: 'assistant', content: null, tool_calls: [call] }], tools: [weather] });
    deepEqual((await refusalOf(asked))[0], 400);
  });

  it('writes as many different choices as it is asked for', async () => {
    const choices = await choicesOf('say hello', { n: 3 });
    deepEqual(choices.map(({ index, message }) => [index, message.content]), [[0, 'hello'], [1, 'hello (2)'], [2, 'hello (3)']]);
  });

  it('ends where it is told to stop', async () => {
    equal(await textOf('say one, two, three', { stop: ['two'] }), 'one, ');
  });

  it('writes no more tokens than it may, by either name', async () => {
    // oxlint-disable-next-line typescript/no-deprecated -- many servers know no other
    const [older] = await choicesOf('say one two three', { max_tokens: 2 });
    const [newer] = await choicesOf('say one two three', { max_completion_tokens: 2 });
    deepEqual([older, newer].map((choice) => [choice?.message.content, choice?.finish_reason]), [['one two ', 'length'], ['one two ', 'length']]);
  });

  it('answers in JSON when it is to', async () => {
    deepEqual(JSON.parse(await textOf('say hello', { response_format: { type: 'json_object' } }) ?? ''), { answer: 'hello' });
  });

  it('takes all that shapes how an answer is drawn', async () => {
    const shaping = { temperature: 0.2, top_p: 0.9, frequency_penalty: 1, presence_penalty: -1, seed: 7, logit_bias: { 50256: -100 }, user: 'ada' };
    const completion = await client.chat.completions.create({ model, messages: [{ role: 'system', content: 'You are a helpful assistant.' }, { role: 'user', content: 'say yes' }], ...shaping });
    equal(completion.choices[0]?.message.content, 'yes');
  });

  const refused: readonly [what: string, more: object, refusal: readonly unknown[]][] = [
    ['a penalty beyond 2', { presence_penalty: 2.1 }, [400, 'invalid_value', 'presence_penalty']],
    ['five stop sequences', { stop: ['1', '2', '3', '4', '5'] }, [400, 'array_above_max_length', 'stop']],
    ['a bias beyond 100', { logit_bias: { 1: 101 } }, [400, 'invalid_value', 'logit_bias.1']],
    ['a function with spaces in its name', { tools: [{ type: 'function', function: { name: 'my function' } }] }, [400, 'invalid_value', 'tools[0].function.name']],
  ];
  for (const [what, more, refusal] of refused) {
    it(`refuses ${what}`, async () => {
      deepEqual(await refusalOf(client.post('/chat/completions', { body: { model, messages: [{ role: 'user', content: 'hi' }], ...more } })), refusal);
    });
  }
});

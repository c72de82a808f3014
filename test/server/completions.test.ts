import { deepEqual, equal } from 'node:assert/strict';
import type OpenAI from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, collect, refusalOf } from './testClient.ts';

const model = 'offline-large';

describe('POST /v1/completions', () => {
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

  it('answers a text with a text', async () => {
    const completion = await client.completions.create({ model, prompt: 'Say this is a test.', max_tokens: 7, temperature: 0 });
    deepEqual(completion.choices, [{ index: 0, text: 'this is a test.', logprobs: null, finish_reason: 'stop' }]);
    deepEqual([completion.object, completion.usage?.completion_tokens], ['text_completion', 5]);
  });

  it('stops after 16 tokens unless told', async () => {
    const { choices: [choice], usage } = await client.completions.create({ model, prompt: 'count to 50' });
    deepEqual([choice?.finish_reason, usage?.completion_tokens], ['length', 16]);
  });

  it('writes as many choices as it is asked for, for each prompt', async () => {
    const { choices } = await client.completions.create({ model, prompt: ['say one', 'say two'], n: 2 });
    deepEqual(choices.map(({ index, text }) => [index, text]), [[0, 'one'], [1, 'one (2)'], [2, 'two'], [3, 'two (2)']]);
  });

  it('ends where it is told to stop', async () => {
    const { choices: [choice] } = await client.completions.create({ model, prompt: 'say one, two, three', stop: [', t'] });
    equal(choice?.text, 'one');
  });

  it('repeats the prompt when it is to', async () => {
    const { choices: [choice] } = await client.completions.create({ model, prompt: 'say one', echo: true });
    equal(choice?.text, 'say oneone');
  });

  it('streams the text, and what it cost', async () => {
    const { items } = await collect(await client.completions.create({ model, prompt: 'say one two', stream: true, stream_options: { include_usage: true } }));
    deepEqual(items.flatMap(({ choices }) => choices.map(({ text, finish_reason: reason }) => [text, reason])), [['one ', null], ['two', null], ['', 'stop']]);
    deepEqual(items.at(-1)?.usage?.completion_tokens, 2);
  });

  const refused: readonly [what: string, body: object, refusal: readonly unknown[]][] = [
    ['no prompt', { model }, [400, 'missing_required_parameter', 'prompt']],
    ['an unknown model', { model: 'text-davinci-003', prompt: 'hi' }, [404, 'model_not_found', 'model']],
    ['messages', { model, prompt: 'hi', messages: [] }, [400, 'unknown_parameter', 'messages']],
    ['five stop sequences', { model, prompt: 'hi', stop: ['1', '2', '3', '4', '5'] }, [400, 'array_above_max_length', 'stop']],
  ];
  for (const [what, body, refusal] of refused) {
    it(`refuses ${what}`, async () => {
      deepEqual(await refusalOf(client.post('/completions', { body })), refusal);
    });
  }
});

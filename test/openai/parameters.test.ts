import assert from 'node:assert/strict';
import type { Assistant, Parameters } from '../../src/core/assistant.ts';
import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { bookmarkOf, EngineStage } from './engineStage.ts';

const assistantWith = (parameters: Parameters): Assistant => ({ ...builtInAssistant, instructions: '', parameters });

describe('the parameters of an assistant', () => {
  let server: OfflineServer;
  before(async () => {
    server = await startOfflineServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
  });

  const parameters: Parameters = {
    temperature: 0.5, top_p: 0.9, max_output_tokens: 100, reasoning_effort: 'low', verbosity: 'low', frequency_penalty: 1, presence_penalty: -1, logit_bias: { 50256: -100 },
    seed: 7, stop: ['END'], user: 'u-1', service_tier: 'auto', response_format: { type: 'json_schema', json_schema: { name: 'Reply', schema: { type: 'object' }, strict: true } },
  };
  const sent = (): unknown => server.requests.findLast(({ path }) => /responses|completions/.test(path))?.body;

  it('go in the words of Chat Completions', async () => {
    await new EngineStage(server, { api: 'chatCompletions' }).events('say hi', { assistant: assistantWith(parameters) });
    const { max_output_tokens: most, ...same } = parameters;
    assert.deepEqual(sent(), { ...same, max_completion_tokens: most, model: 'offline-large', messages: [{ role: 'user', content: 'say hi' }], stream: true, stream_options: { include_usage: true } });
  });

  it('go in the words of Responses, as far as it has them', async () => {
    await new EngineStage(server, { api: 'responses', history: 'local' }).events('say hi', { assistant: assistantWith(parameters) });
    assert.deepEqual(sent(), {
      temperature: 0.5, top_p: 0.9, max_output_tokens: 100, service_tier: 'auto', safety_identifier: 'u-1', reasoning: { effort: 'low' },
      text: { format: { type: 'json_schema', name: 'Reply', schema: { type: 'object' }, strict: true }, verbosity: 'low' },
      model: 'offline-large', input: [{ role: 'user', content: 'say hi' }], store: false, stream: true,
    });
  });

  it('do not stand in the way of a turn of which the server is to keep nothing', async () => {
    const events = await new EngineStage(server, { api: 'responses' }).events('say hi', { assistant: assistantWith({}), unstored: true });
    assert.deepEqual([sent(), bookmarkOf(events), server.requests.map(({ path }) => path)], [{ model: 'offline-large', input: [{ role: 'user', content: 'say hi' }], store: false, stream: true }, undefined, ['/v1/responses']]);
  });

  it('go where they belong on Responses even under their older names', async () => {
    const assistant = assistantWith({ max_tokens: 50, response_format: 'json_object', n: 3 });
    await new EngineStage(server, { api: 'responses', history: 'local' }).events('say hi', { assistant });
    assert.deepEqual(sent(), { max_output_tokens: 50, text: { format: { type: 'json_object' } }, model: 'offline-large', input: [{ role: 'user', content: 'say hi' }], store: false, stream: true });
  });

  it('are not sent where the model has refused them, nor where none are set', async () => {
    const stage = new EngineStage(server, { api: 'chatCompletions' });
    await stage.events('say hi', { assistant: assistantWith({ temperature: 1 }), without: ['temperature'] });
    assert.deepEqual(sent(), { model: 'offline-large', messages: [{ role: 'user', content: 'say hi' }], stream: true, stream_options: { include_usage: true } });
  });

  for (const api of ['chatCompletions', 'responses'] as const) {
    it(`are named when the model refuses one, with the offer to leave it out: ${api}`, async () => {
      const path = api === 'responses' ? '/v1/responses' : '/v1/chat/completions';
      const error = { message: "Unsupported parameter: 'temperature' is not supported with this model.", type: 'invalid_request_error', param: 'temperature', code: 'unsupported_parameter' };
      server.plan({ fault: 'status', status: 400, path, body: JSON.stringify({ error }), headers: { 'content-type': 'application/json' } });
      const { end } = await new EngineStage(server, { api, history: 'local' }).outcome('say hi', { assistant: assistantWith({ temperature: 1 }) });
      assert.deepEqual(end, { kind: 'parameterRefused', message: 'offline-large does not take temperature as this assistant sets it.', action: 'dropParameter', parameter: 'temperature' });
    });
  }

  it('say what is asked for on top of the instructions', async () => {
    const assistant = { ...builtInAssistant, instructions: 'Be a tutor.', additionalInstructions: 'Be kind.' };
    await new EngineStage(server, { api: 'chatCompletions' }).events('say hi', { assistant, instructions: 'The user has a premium account.' });
    assert.match(JSON.stringify(sent()), /Be a tutor\.\\n\\nBe kind\.\\n\\nThe user has a premium account\./);
  });
});

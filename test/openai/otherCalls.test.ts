import assert from 'node:assert/strict';
import type { Connection } from '../../src/core/connections.ts';
import type { Failure } from '../../src/shared/failure.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import type { Scripted } from './scriptedServer.ts';
import { past } from './engineStage.ts';
import { assistantWith, ToolStage, weather } from './toolStage.ts';

const { signal } = new AbortController();
const list = (...models: readonly (string | object)[]): Scripted => ({ json: { object: 'list', data: models.map((model) => (typeof model === 'string' ? { id: model, object: 'model' } : model)) } });
const failureOf = async (promise: Promise<unknown>): Promise<Failure | undefined> => promise.then(() => undefined, (error: unknown) => (error instanceof FailureError ? error.failure : undefined));

describe('what else a server can be asked', () => {
  const stages: ToolStage[] = [];
  const stageOf = (connection: Partial<Connection>, ...answers: readonly Scripted[]): ToolStage => {
    const stage = new ToolStage(connection, ...answers);
    stages.push(stage);
    return stage;
  };
  afterEach(() => {
    for (const stage of stages.splice(0)) stage.close();
  });

  it('lists its models with the days on which they are switched off', async () => {
    const stage = stageOf({}, list({ id: 'old', shutdown_date: '2027-01-14' }, { id: 'new', shutdown_date: null }, { id: '' }, { id: 'odd', shutdown_date: 'soon' }));
    assert.deepEqual(await (await stage.backEnd()).models(signal), [{ id: 'old', shutdownDate: '2027-01-14' }, { id: 'new' }, { id: 'odd' }]);
  });

  it('makes vectors with the model that it lists for that', async () => {
    const stage = stageOf({}, list('llama3.1', 'nomic-embed-text'), { json: { model: 'nomic-embed-text', data: [{ index: 0, embedding: [0.5, -1] }], usage: { prompt_tokens: 3, total_tokens: 3 } } });
    assert.deepEqual(await (await stage.backEnd()).embed('Hello there', signal), { model: 'nomic-embed-text', vector: [0.5, -1], tokens: 3 });
    assert.deepEqual(stage.server.bodies[1], { model: 'nomic-embed-text', input: 'Hello there', encoding_format: 'float' });
  });

  it('makes no vectors where no model is for that, or there is no such API', async () => {
    const none = stageOf({}, list('llama3.1'));
    assert.deepEqual(await failureOf((await none.backEnd()).embed('Hello', signal)), { kind: 'noModel', message: 'Scripted lists no model that makes embeddings.', action: 'chooseModel' });
    const missing = stageOf({}, list('nomic-embed-text'));
    assert.deepEqual(await failureOf((await missing.backEnd()).embed('Hello', signal)), { kind: 'notSupported', message: 'Scripted has no Embeddings API.', action: 'chooseConnection' });
  });

  it('completes a text with the model made for that, if it is listed', async () => {
    const stage = stageOf({ model: 'mine' }, list('gpt-6-luna', 'gpt-3.5-turbo-instruct'), { json: { model: 'gpt-3.5-turbo-instruct', choices: [{ text: ' a time', index: 0, finish_reason: 'length' }] } });
    assert.deepEqual(await (await stage.backEnd()).complete('Once upon', {}, signal), { model: 'gpt-3.5-turbo-instruct', texts: [' a time'], cut: true });
    assert.deepEqual(stage.server.bodies[1], { model: 'gpt-3.5-turbo-instruct', prompt: 'Once upon', max_tokens: 256 });
  });

  it('completes a text with the connection’s model, else with the first that is listed', async () => {
    const answer: Scripted = { json: { choices: [{ text: ' a time', index: 0, finish_reason: 'stop' }] } };
    const own = stageOf({ model: 'mine' }, { status: 404, json: {} }, answer);
    assert.deepEqual(await (await own.backEnd()).complete('Once upon', {}, signal), { model: 'mine', texts: [' a time'], cut: false });
    const first = stageOf({}, list('llama3.1', 'qwen3'), answer);
    assert.deepEqual(await (await first.backEnd()).complete('Once upon', {}, signal), { model: 'llama3.1', texts: [' a time'], cut: false });
  });

  it('completes a text with the parameters of an assistant that it has, and gives every text that was asked for', async () => {
    const choices = [' a time', ' a midnight'].map((text, index) => ({ text, index, finish_reason: 'stop' }));
    const stage = stageOf({ model: 'mine' }, list('mine'), { json: { choices } });
    const parameters = { n: 2, temperature: 0, top_p: 0.5, seed: 7, user: 'u-1', stop: ['.'], max_output_tokens: 7, reasoning_effort: 'low', response_format: 'json_object' };
    assert.deepEqual(await (await stage.backEnd()).complete('Once upon', parameters, signal), { model: 'mine', texts: [' a time', ' a midnight'], cut: false });
    assert.deepEqual(stage.server.bodies[1], { model: 'mine', prompt: 'Once upon', n: 2, temperature: 0, top_p: 0.5, seed: 7, user: 'u-1', stop: ['.'], max_tokens: 7 });
  });

  it('completes no text where its models only chat', async () => {
    const words = 'This is a chat model and not supported in the v1/completions endpoint. Did you mean to use v1/chat/completions?';
    const stage = stageOf({ model: 'gpt-6-luna' }, list('gpt-6-luna'), { status: 404, json: { error: { message: words, type: 'invalid_request_error', param: 'model', code: null } } });
    assert.deepEqual(await failureOf((await stage.backEnd()).complete('Once upon', {}, signal)), { kind: 'notSupported', message: 'Scripted has no legacy Completions API for “gpt-6-luna”.', action: 'chooseModel' });
  });

  it('counts tokens', async () => {
    const stage = stageOf({}, { json: { object: 'response.input_tokens', input_tokens: 7 } });
    assert.equal(await (await stage.backEnd()).countTokens('Hello there', 'm', signal), 7);
    assert.deepEqual(stage.server.asked.map(({ path, body }) => [path, body]), [['/v1/responses/input_tokens', { model: 'm', input: 'Hello there' }]]);
  });

  it('counts what a model would be given with a turn, tools and history among it', async () => {
    const stage = stageOf({ api: 'chatCompletions' }, { json: { object: 'response.input_tokens', input_tokens: 70 } });
    const attachment = { id: 'f', kind: 'file', path: 'a.ts', language: 'ts', text: 'x' } as const;
    const turn = { assistant: assistantWith([weather], { instructions: 'Be brief.' }), model: 'm', history: past('First', 'Yes.'), instructions: 'In verse.', prompt: { text: 'More', attachments: [attachment] } };
    assert.equal(await (await stage.backEnd()).countContext(turn, signal), 70);
    assert.deepEqual(stage.server.bodies, [{
      model: 'm', instructions: 'Be brief.\n\nIn verse.', tools: [{ ...weather, strict: null }],
      input: [{ role: 'user', content: 'First' }, { role: 'assistant', content: 'Yes.' }, { role: 'user', content: 'More\n\na.ts\n```ts\nx\n```' }],
    }]);
  });

  it('lists models with the windows that their server tells, in whatever words', async () => {
    const data = [{ id: 'a', max_model_len: 1 }, { id: 'b', context_window: 2 }, { id: 'c', context_length: 3 }, { id: 'd', max_context_length: 4 }, { id: 'e', context_length: 'long' }, { id: 'f' }, { id: 'g', meta: { n_ctx: 5, n_ctx_train: 50 } }, { id: 'h', meta: { n_ctx_train: 6 } }, { id: 'i', meta: null }];
    const stage = stageOf({}, { json: { object: 'list', data } });
    assert.deepEqual(await (await stage.backEnd()).models(signal), [{ id: 'a', window: 1 }, { id: 'b', window: 2 }, { id: 'c', window: 3 }, { id: 'd', window: 4 }, { id: 'e' }, { id: 'f' }, { id: 'g', window: 5 }, { id: 'h', window: 6 }, { id: 'i' }]);
  });

  it('is asked only once whether it counts tokens', async () => {
    const stage = stageOf({}, { status: 404, json: {} });
    const backEnd = await stage.backEnd();
    assert.deepEqual([await backEnd.countTokens('Hello', 'm', signal), await backEnd.countTokens('there', 'm', signal), stage.server.asked.length], [undefined, undefined, 1]);
  });
});

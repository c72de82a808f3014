import assert from 'node:assert/strict';
import type { Connection } from '../../src/core/connections.ts';
import type { BackEnd } from '../../src/core/engine.ts';
import { makeBackEnd } from '../../src/openai/engines.ts';
import { findLocalServers } from '../../src/openai/localServers.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { ScriptedServer, type Scripted } from './scriptedServer.ts';

const signal = new AbortController().signal;

/** What is listed by a server that gives these answers, and what it was asked. */
const listedBy = async (...answers: readonly Scripted[]): Promise<readonly [models: readonly unknown[], asked: readonly string[]]> => {
  const server = await new ScriptedServer(...answers).open();
  try {
    const models = await makeBackEnd({ id: 'c', name: 'Here', baseUrl: `${server.origin}/v1`, api: 'chatCompletions', auth: 'none', headers: {} }, async () => undefined).models(signal);
    return [models, server.asked.map(({ path }) => path)];
  } finally {
    server.close();
  }
};

describe('what a server can do', () => {
  let server: OfflineServer;
  before(async () => {
    server = await startOfflineServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
  });
  const backEnd = (more: Partial<Connection> = {}): BackEnd =>
    makeBackEnd({ id: 'c', name: 'Offline', baseUrl: server.url, api: 'responses', auth: 'none', headers: {}, ...more }, async () => undefined);

  it('takes the connection’s model before all others, without asking', async () => {
    assert.equal(await backEnd({ model: 'mine' }).defaultModel(signal), 'mine');
    assert.equal(await backEnd({ azure: { apiVersion: 'x', deployment: 'my-deployment' } }).defaultModel(signal), 'my-deployment');
    assert.equal(server.requests.length, 0);
  });

  it('takes a current general model at OpenAI, without asking', async () => {
    assert.equal(await backEnd({ baseUrl: 'https://api.openai.com/v1' }).defaultModel(signal), 'gpt-6-luna');
  });

  it('takes the first model of any other server that can chat', async () => {
    server.set({ models: ['nomic-embed-text', 'whisper-1', 'tts-1', 'dall-e-3', 'omni-moderation-latest', 'text-embedding-3-large', 'text-davinci-003', 'gpt-3.5-turbo-instruct-0914', 'llama'] });
    assert.equal(await backEnd().defaultModel(signal), 'llama');
  });

  it('asks the user when the server lists none', async () => {
    for (const features of [{ models: [] }, { modelsEndpoint: false }]) {
      server.set(features);
      await assert.rejects(backEnd().defaultModel(signal), (error) => error instanceof FailureError && error.failure.kind === 'noModel' && error.failure.action === 'chooseModel');
    }
  });

  it('is found out without spending a token', async () => {
    const findings = await backEnd().examine(signal);
    assert.deepEqual(findings.map(({ subject, ok }) => [subject, ok]), [['Models', true], ['Responses', true], ['Chat Completions', true], ['Conversations', true]]);
    assert.match(findings[0]?.words ?? '', /^2 listed \(\d+ ms\)$/);
    assert.deepEqual(server.requests.filter(({ path, status }) => /responses|completions/.test(path) && status === 200), []);
    assert.equal(server.requests.at(-1)?.method, 'DELETE');
  });

  it('is found out where it is little, too', async () => {
    server.set({ conversations: false, responses: false, modelsEndpoint: false });
    const findings = await backEnd().examine(signal);
    assert.deepEqual(findings.map(({ subject, ok }) => [subject, ok]), [['Models', false], ['Responses', false], ['Chat Completions', true], ['Conversations', false]]);
    assert.match(findings[1]?.words ?? '', /^not there/);
  });

  it('is found on this machine’s ports', async () => {
    const gone = await startOfflineServer();
    await gone.close();
    const found = await findLocalServers(2000, [{ name: 'Here', baseUrl: server.url }, { name: 'Gone', baseUrl: gone.url }]);
    assert.deepEqual(found, [{ name: 'Here', baseUrl: server.url, models: ['offline-large', 'offline-small'] }]);
  });
});

describe('the models that a server lists', () => {
  const ofOllama = { json: { object: 'list', data: [{ id: 'gpt-oss:20b', object: 'model', created: 1, owned_by: 'library' }, { id: 'hf.co/some/model:q4', object: 'model', created: 1, owned_by: 'some' }] } };
  it('have the windows with which Ollama has loaded them, which only its own API tells', async () => {
    const running = { json: { models: [{ name: 'gpt-oss:20b', model: 'gpt-oss:20b', size: 1, size_vram: 0, context_length: 4096 }] } };
    assert.deepEqual(await listedBy(ofOllama, running), [[{ id: 'gpt-oss:20b', window: 4096, loads: true }, { id: 'hf.co/some/model:q4', loads: true }], ['/v1/models', '/api/ps']]);
  });

  it('have none where Ollama does not tell, and are listed all the same', async () => {
    for (const answer of [{ status: 404, json: {} }, { json: { models: 'none' } }, { json: { models: [null, { model: 'gpt-oss:20b', context_length: '4096' }] } }]) {
      assert.deepEqual((await listedBy(ofOllama, answer))[0], [{ id: 'gpt-oss:20b', loads: true }, { id: 'hf.co/some/model:q4', loads: true }]);
    }
  });

  it('are asked for once at any other server', async () => {
    assert.deepEqual(await listedBy({ json: { object: 'list', data: [{ id: 'm', object: 'model', created: 1, owned_by: 'vllm', max_model_len: 8192 }] } }), [[{ id: 'm', window: 8192 }], ['/v1/models']]);
  });
});

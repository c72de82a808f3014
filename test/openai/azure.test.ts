import assert from 'node:assert/strict';
import type { Connection } from '../../src/core/connections.ts';
import { emptyDefinition } from '../../src/core/assistant.ts';
import type { EngineEvent, Turn } from '../../src/core/engine.ts';
import { makeBackEnd } from '../../src/openai/engines.ts';
import { response, said, ScriptedServer } from './scriptedServer.ts';

const completion = { id: 'c', object: 'chat.completion', created: 1, model: 'm', choices: [{ index: 0, message: { role: 'assistant', content: 'Yes.', refusal: null }, finish_reason: 'stop' }] };

/** What a server is asked for one answer: address, key, token, and the model in the body. */
async function asked(connection: Pick<Connection, 'api' | 'auth'> & Partial<Connection>, path: string, ...answers: readonly object[]): Promise<unknown> {
  const server = await new ScriptedServer(...answers.map((json) => ({ json }))).open();
  const backEnd = makeBackEnd({ id: 'c', name: 'Azure', baseUrl: `${server.origin}${path}`, headers: {}, history: 'local', ...connection }, async () => 'secret');
  const { signal } = new AbortController();
  const turn: Turn = { assistant: { ...emptyDefinition, id: 'a' }, model: await backEnd.defaultModel(signal), history: [], prompt: { text: 'Hi', attachments: [] }, without: [], call: async () => ({ ok: true, output: '' }), bytesOf: async () => undefined };
  const events: EngineEvent[] = [];
  for await (const event of backEnd.engine.answer(turn, signal)) events.push(event);
  assert.deepEqual(events.at(-1), { type: 'done' });
  server.close();
  return server.asked.map(({ path: at, headers, body }) => [at, headers['api-key'], headers['authorization'], typeof body === 'object' && body !== null && 'model' in body ? body.model : undefined]);
}

/** How it is asked in a version of its own of the Assistants API. */
const preview = (path: string, query = '', model?: string): readonly unknown[] => [`/openai/${path}?api-version=2024-05-01-preview${query}`, 'secret', undefined, model];

describe('Azure', () => {
  it('is asked at its own version of the API like any other server: key or token as bearer, the deployment as model', async () => {
    for (const auth of ['key', 'microsoftEntra'] as const) {
      assert.deepEqual(await asked({ api: 'responses', auth, model: 'my-deployment' }, '/openai/v1', response('r', [said('Yes.')])), [['/openai/v1/responses', undefined, 'Bearer secret', 'my-deployment']]);
    }
  });

  it('is asked at dated versions with the deployment and the date in the address, the key under its own name', async () => {
    const azure = { apiVersion: '2024-10-21', deployment: 'my-deployment' };
    assert.deepEqual(await asked({ api: 'chatCompletions', auth: 'key', azure }, '', completion), [['/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21', 'secret', undefined, 'my-deployment']]);
  });

  it('is asked with the address as the portal shows it, too', async () => {
    const azure = { apiVersion: '2024-10-21', deployment: 'my-deployment' };
    assert.deepEqual(await asked({ api: 'chatCompletions', auth: 'key', azure }, '/openai', completion), [['/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21', 'secret', undefined, 'my-deployment']]);
  });

  it('is asked with the token of Microsoft Entra as bearer at dated versions', async () => {
    const azure = { apiVersion: '2024-10-21', deployment: 'my-deployment' };
    assert.deepEqual(await asked({ api: 'chatCompletions', auth: 'microsoftEntra', azure }, '', completion), [['/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21', undefined, 'Bearer secret', 'my-deployment']]);
  });

  it('takes the model for the deployment where none is named', async () => {
    assert.deepEqual(await asked({ api: 'chatCompletions', auth: 'key', model: 'gpt-6-luna', azure: { apiVersion: '2024-10-21' } }, '', completion), [['/openai/deployments/gpt-6-luna/chat/completions?api-version=2024-10-21', 'secret', undefined, 'gpt-6-luna']]);
  });

  it('is asked for assistants without a deployment in the address, and takes it for the model', async () => {
    const azure = { apiVersion: '2024-05-01-preview', deployment: 'my-deployment' };
    const list = { object: 'list', data: [], has_more: false };
    const made = { id: 'asst_1', object: 'assistant', model: 'my-deployment', tools: [], tool_resources: {} };
    const run = { id: 'run_1', object: 'thread.run', thread_id: 'thread_1', status: 'completed' };
    const written = { ...list, data: [{ id: 'msg_1', object: 'thread.message', role: 'assistant', run_id: 'run_1', content: [{ type: 'text', text: { value: 'Two.', annotations: [] } }] }] };
    assert.deepEqual(await asked({ api: 'assistants', auth: 'key', azure }, '', list, made, run, list, written), [
      preview('assistants', '&limit=100&order=desc'), preview('assistants', '', 'my-deployment'), preview('threads/runs'),
      preview('threads/thread_1/runs/run_1/steps', '&limit=100&order=asc'), preview('threads/thread_1/messages', '&limit=100&order=asc&run_id=run_1'),
    ]);
  });

  it('is asked for responses without a deployment in the address', async () => {
    const azure = { apiVersion: '2025-03-01-preview', deployment: 'my-deployment' };
    assert.deepEqual(await asked({ api: 'responses', auth: 'key', azure }, '', response('r', [said('Yes.')])), [['/openai/responses?api-version=2025-03-01-preview', 'secret', undefined, 'my-deployment']]);
  });
});

import { deepEqual, equal } from 'node:assert/strict';
import type OpenAI from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, refusalOf } from './testClient.ts';

const model = 'offline-large';

describe('the agents', () => {
  let server: OfflineServer;
  let agents: OpenAI['beta']['agents'];
  before(async () => {
    server = await startOfflineServer();
    ({ agents } = clientFor(server.url).beta);
  });
  beforeEach(() => {
    server.reset();
  });
  after(() => server.close());

  it('are made with what was said of them, and are otherwise as every agent is', async () => {
    const { id, created_at: created, updated_at: updated, ...agent } = await agents.create({
      model, name: 'Tutor', instructions: 'Be kind.', metadata: { topic: 'maths' }, reasoning: { effort: 'low' },
      tools: [{ type: 'function', name: 'weather', description: '', parameters: {} }, { type: 'web_search' }],
    });
    deepEqual([id.startsWith('agent_'), created > 0, updated >= created], [true, true, true]);
    deepEqual(agent, {
      object: 'agent',
      name: 'Tutor',
      instructions: 'Be kind.',
      model,
      metadata: { topic: 'maths' },
      multi_agent: { enabled: false, max_concurrent_subagents: null },
      reasoning: { effort: 'low', summary: null },
      service_tier: 'auto',
      text: { format: { type: 'text' }, verbosity: 'medium' },
      tools: [
        { type: 'function', name: 'weather', description: '', parameters: {}, defer_loading: false },
        { type: 'web_search', allowed_domains: null, context_size: 'medium', location: null, mode: 'cached' },
      ],
    });
  });

  it('are read back and changed; what is not said of them stays, what is null is taken back', async () => {
    const { id } = await agents.create({ model, name: 'Tutor', instructions: 'Be kind.', reasoning: { effort: 'low' } });
    await agents.update(id, { instructions: 'Be brief.', reasoning: null });
    const { name, instructions, reasoning } = await agents.retrieve(id);
    deepEqual([name, instructions, reasoning], ['Tutor', 'Be brief.', { effort: null, summary: null }]);
  });

  it('are listed page by page, the newest first', async () => {
    for (const name of ['one', 'two', 'three']) await agents.create({ model, name });
    const names: (string | null)[] = [];
    for await (const { name } of agents.list({ limit: 2 })) names.push(name);
    deepEqual([names, server.requests.filter(({ method }) => method === 'GET').length], [['three', 'two', 'one'], 2]);
  });

  it('are there no more once they are deleted', async () => {
    const { id } = await agents.create({ model });
    deepEqual(await agents.delete(id), { id, object: 'agent.deleted', deleted: true });
    deepEqual(await refusalOf(agents.retrieve(id)), [404, null, null]);
  });

  it('have a model of the server’s, and tools that there are', async () => {
    deepEqual(await refusalOf(agents.create({ model: 'gpt-none' })), [404, 'model_not_found', 'model']);
    // @ts-expect-error -- code runs in an agent's environment: there is no such tool
    deepEqual(await refusalOf(agents.create({ model, tools: [{ type: 'code_interpreter' }] })), [400, 'invalid_value', 'tools[0].type']);
  });

  it('take no parameter that no model takes', async () => {
    server.set({ refusedParameters: ['reasoning.effort'] });
    deepEqual(await refusalOf(agents.create({ model, reasoning: { effort: 'low' } })), [400, 'unsupported_parameter', 'reasoning.effort']);
  });

  it('want to be asked for as the beta that they are', async () => {
    deepEqual(await refusalOf(agents.list({}, { headers: { 'OpenAI-Beta': null } })), [400, 'invalid_beta', null]);
  });

  it('are unknown to a server without them', async () => {
    server.set({ agents: false });
    const answer = await fetch(`${server.url}/agents`, { headers: { 'OpenAI-Beta': 'agents=v1' } });
    equal(answer.status, 404);
  });
});

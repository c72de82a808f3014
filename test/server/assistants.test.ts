/* oxlint-disable typescript/no-deprecated -- the SDK marks the whole API that is tried here */
import { deepEqual } from 'node:assert/strict';
import type OpenAI from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, refusalOf } from './testClient.ts';

const model = 'offline-large';

describe('/v1/assistants', () => {
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

  it('keeps an assistant as it was made', async () => {
    const { id, created_at: created } = await client.beta.assistants.create({
      model, name: 'Экономический Репетитор', instructions: 'Вы экономический репетитор', tools: [{ type: 'code_interpreter' }],
    });
    deepEqual(await client.beta.assistants.retrieve(id), {
      id,
      object: 'assistant',
      created_at: created,
      name: 'Экономический Репетитор',
      description: null,
      model,
      instructions: 'Вы экономический репетитор',
      tools: [{ type: 'code_interpreter' }],
      tool_resources: {},
      metadata: {},
      temperature: 1,
      top_p: 1,
      response_format: 'auto',
    });
  });

  it('changes what it is told to, and nothing else', async () => {
    const { id } = await client.beta.assistants.create({ model, name: 'Tutor', instructions: 'Teach.', temperature: 0.5 });
    const { name, instructions, temperature } = await client.beta.assistants.update(id, { instructions: 'Teach well.' });
    deepEqual([name, instructions, temperature], ['Tutor', 'Teach well.', 0.5]);
  });

  it('lists them page by page, newest first', async () => {
    for (const name of ['one', 'two', 'three']) await client.beta.assistants.create({ model, name });
    const first = await client.beta.assistants.list({ limit: 2 });
    const second = await first.getNextPage();
    deepEqual([first, second].map(({ data, has_more: more }) => [data.map(({ name }) => name), more]), [[['three', 'two'], true], [['one'], false]]);
  });

  it('lists those before one of them, oldest first', async () => {
    for (const name of ['one', 'two', 'three']) await client.beta.assistants.create({ model, name });
    const [, , last] = (await client.beta.assistants.list({ order: 'asc' })).data;
    const { data } = await client.beta.assistants.list({ order: 'asc', before: last?.id ?? '', limit: 1 });
    deepEqual(data.map(({ name }) => name), ['two']);
  });

  it('is gone once it is deleted', async () => {
    const { id } = await client.beta.assistants.create({ model });
    deepEqual(await client.beta.assistants.delete(id), { id, object: 'assistant.deleted', deleted: true });
    deepEqual(await refusalOf(client.beta.assistants.retrieve(id)), [404, null, null]);
  });

  it('wants the header of the API', async () => {
    deepEqual(await refusalOf(client.get('/assistants')), [400, 'invalid_beta', null]);
  });

  it('has no files of its own: they ended with the first version', async () => {
    const { id } = await client.beta.assistants.create({ model });
    const asked = client.get(`/assistants/${id}/files`, { headers: { 'OpenAI-Beta': 'assistants=v2' } });
    deepEqual(await refusalOf(asked), [404, null, null]);
  });

  const twenty = Array.from({ length: 21 }, (_, index) => `file-${String(index)}`);
  const refused: readonly [what: string, body: object, refusal: readonly unknown[]][] = [
    ['no model', {}, [400, 'missing_required_parameter', 'model']],
    ['an unknown model', { model: 'gpt-9' }, [404, 'model_not_found', 'model']],
    ['a name of 257 letters', { model, name: 'n'.repeat(257) }, [400, 'string_above_max_length', 'name']],
    ['a description of 513 letters', { model, description: 'd'.repeat(513) }, [400, 'string_above_max_length', 'description']],
    ['instructions of 256,001 letters', { model, instructions: 'i'.repeat(256_001) }, [400, 'string_above_max_length', 'instructions']],
    ['129 tools', { model, tools: Array.from({ length: 129 }, () => ({ type: 'code_interpreter' })) }, [400, 'array_above_max_length', 'tools']],
    ['21 files for its code', { model, tool_resources: { code_interpreter: { file_ids: twenty } } }, [400, 'array_above_max_length', 'tool_resources.code_interpreter.file_ids']],
    ['two vector stores', { model, tool_resources: { file_search: { vector_store_ids: ['vs_1', 'vs_2'] } } }, [400, 'array_above_max_length', 'tool_resources.file_search.vector_store_ids']],
    ['a temperature beyond 2', { model, temperature: 2.1 }, [400, 'invalid_value', 'temperature']],
    ['a top_p beyond 1', { model, top_p: 1.1 }, [400, 'invalid_value', 'top_p']],
    ['a tool of the first version', { model, tools: [{ type: 'retrieval' }] }, [400, 'invalid_value', 'tools[0].type']],
    ['files of the first version', { model, file_ids: [] }, [400, 'unknown_parameter', 'file_ids']],
  ];
  for (const [what, body, refusal] of refused) {
    it(`refuses ${what}`, async () => {
      deepEqual(await refusalOf(client.post('/assistants', { body, headers: { 'OpenAI-Beta': 'assistants=v2' } })), refusal);
    });
  }
});

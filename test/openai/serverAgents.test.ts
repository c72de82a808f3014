import assert from 'node:assert/strict';
import { emptyDefinition, type Definition } from '../../src/core/assistant.ts';
import type { ServerAssistants } from '../../src/core/serverAssistants.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { clientFor } from '../server/testClient.ts';
import { EngineStage } from './engineStage.ts';

const { signal } = new AbortController();
const pathLike = ['', '.', '..', '../agents', 'agent_1/../../files', 'agent_1/sessions', 'agent_1?x=1', 'agent_1#x', 'agent%2F1', 'agent\\1', 'agent 1', '-agent', 'a..b'];

const librarian: Definition = {
  ...emptyDefinition,
  name: 'Librarian',
  description: 'Knows the books',
  instructions: 'Look it up.',
  model: 'offline-small',
  parameters: { reasoning_effort: 'low', verbosity: 'high' },
  tools: [
    { type: 'function', name: 'find', description: 'Finds a book.', parameters: { type: 'object' } },
    { type: 'web_search', mode: 'live', filters: { allowed_domains: ['books.example'] }, search_context_size: 'low', user_location: { type: 'approximate', city: 'Paris' } },
    { type: 'mcp', connection_origin: 'service', server_label: 'shelf', allowed_tools: ['read'], server_url: 'https://shelf.example/mcp', headers: { 'x-shelf': '1' }, require_approval: 'never' },
  ],
  metadata: { team: 'books' },
};

describe('the agents of a server', () => {
  let server: OfflineServer;
  let agents: ServerAssistants;
  before(async () => {
    server = await startOfflineServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
    const { assistants } = new EngineStage(server, { api: 'agents' }).backEnd;
    assert.ok(assistants !== undefined);
    agents = assistants;
  });

  it('come back as they were made', async () => {
    const { id, definition } = await agents.create(librarian, signal);
    assert.deepEqual(definition, librarian);
    assert.deepEqual(await agents.retrieve(id, signal), (await agents.list(signal))[0]);
  });

  it('say for which assistant of ours they were made', async () => {
    const stage = new EngineStage(server, { api: 'agents' });
    await stage.outcome('Tea?', { assistant: { ...emptyDefinition, id: 'personal/tea', name: 'Tea' } });
    await agents.create(librarian, signal);
    assert.deepEqual((await agents.list(signal)).map(({ definition: { name }, madeFor }) => [name, madeFor]), [['Librarian', undefined], ['Tea', 'personal/tea']]);
  });

  it('have no code interpreter, no file search and no temperature', async () => {
    const { definition } = await agents.create({ ...librarian, tools: [{ type: 'code_interpreter' }, { type: 'file_search' }], parameters: { temperature: 0.5 } }, signal);
    assert.deepEqual([definition.tools, definition.parameters], [[], {}]);
  });

  it('are listed over all pages, the newest first', async () => {
    for (let number = 1; number <= 120; number += 1) await clientFor(server.url).beta.agents.create({ model: 'offline-small', name: String(number) });
    const { length } = server.requests;
    const listed = await agents.list(signal);
    assert.deepEqual(listed.map(({ definition }) => definition.name), Array.from({ length: 120 }, (_, index) => String(120 - index)));
    assert.equal(server.requests.length - length, 2);
  });

  it('change, and lose what is not said any more', async () => {
    const { id } = await agents.create(librarian, signal);
    const { description: _gone, model: _kept, ...plain } = librarian;
    const { definition } = await agents.update(id, { ...plain, name: 'Reader', tools: [], parameters: {} }, signal);
    assert.deepEqual([definition.name, definition.description, definition.model, definition.tools, definition.parameters], ['Reader', undefined, 'offline-small', [], {}]);
  });

  it('answer in one form', async () => {
    const schema = { type: 'object', properties: { title: { type: 'string' } } };
    const response_format = { type: 'json_schema', json_schema: { name: 'answer', schema } };
    const { definition } = await agents.create({ ...librarian, parameters: { response_format } }, signal);
    assert.deepEqual(definition.parameters, { response_format });
  });

  it('take the model of the connection where they name none', async () => {
    const { model: _none, ...plain } = librarian;
    assert.equal((await agents.create(plain, signal)).definition.model, 'offline-large');
  });

  it('are there no more once they are removed', async () => {
    const { id } = await agents.create(librarian, signal);
    await agents.remove(id, signal);
    assert.deepEqual(await agents.list(signal), []);
  });

  it('have no files of their own', () => {
    assert.equal(agents.files, undefined);
  });

  it('are asked for by nothing that is a path', async () => {
    const kinds = await Promise.all(pathLike.flatMap((id) => [agents.retrieve(id, signal), agents.update(id, librarian, signal), agents.remove(id, signal)]).map(async (asked) => {
      const error = await asked.then(() => undefined, (reason: unknown) => reason);
      return error instanceof FailureError ? error.failure.kind : error;
    }));
    assert.deepEqual([new Set(kinds), server.requests], [new Set(['notFound']), []]);
  });
});

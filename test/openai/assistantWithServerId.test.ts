import assert from 'node:assert/strict';
import { toFile } from 'openai';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { clientFor } from '../server/testClient.ts';
import { EngineStage, textOf } from './engineStage.ts';

const beta = { headers: { 'OpenAI-Beta': 'assistants=v2' } } as const;
const factsOf = (answer: string): readonly string[] => answer.split('\n').filter((line) => /^- (?:Model|Instructions|Tools)/.test(line));

for (const assistantsShape of ['v2', 'v1'] as const) {
  describe(`an assistant of the server’s own, in the ${assistantsShape === 'v2' ? 'second' : 'first'} version of the API`, () => {
    let server: OfflineServer;
    let serverId: string;
    before(async () => {
      server = await startOfflineServer({ features: { assistantsShape } });
    });
    after(() => server.close());
    beforeEach(async () => {
      server.reset();
      const { id } = await clientFor(server.url).post<{ readonly id: string }>('/assistants', { body: { model: 'offline-small', name: 'Kept', instructions: 'Kept at the server.' }, ...beta });
      serverId = id;
    });
    const ownedBy = (more: Partial<Assistant> = {}): Assistant => ({ ...emptyDefinition, id: 'ours', name: 'Ours', serverId, ...more });
    const answerOf = async (assistant: Assistant, instructions = ''): Promise<string> => {
      const stage = new EngineStage(server, { api: 'assistants' });
      return textOf(await stage.events('Who are you?', { assistant, ...(assistant.model === undefined ? {} : { model: assistant.model }), ...(instructions === '' ? {} : { instructions }) }));
    };

    it('holds where ours says nothing, and is not changed', async () => {
      assert.deepEqual(factsOf(await answerOf(ownedBy())), ['- Model: offline-small', '- Instructions: Kept at the server.']);
      assert.equal(server.requests.filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/assistants')).length, 1);
    });

    it('is overridden for the run by what ours says', async () => {
      const assistant = ownedBy({ model: 'offline-large', instructions: 'Said here.', tools: [{ type: 'code_interpreter' }, { type: 'file_search' }] });
      const facts = factsOf(await answerOf(assistant));
      assert.deepEqual(facts, ['- Model: offline-large', '- Instructions: Said here.', '- Tools: code_interpreter, file_search']);
    });

    it('has the pairs of ours noted with the run', async () => {
      await answerOf(ownedBy({ metadata: { team: 'tea' } }));
      const { body } = server.requests.find(({ path }) => path === '/v1/threads/runs') ?? {};
      assert.deepEqual(body, {
        assistant_id: serverId, metadata: { team: 'tea' }, stream: true,
        thread: { messages: [{ role: 'user', content: 'Who are you?' }], metadata: { workspace_assistant: 'ours' } },
      });
    });

    it('keeps its instructions where ours, or the thread, only adds to them', async () => {
      const answer = await answerOf(ownedBy({ additionalInstructions: 'Be brief.' }), 'Address the user as Jane.');
      assert.deepEqual([answer.split('\n', 1)[0], ...factsOf(answer)], ['Hello Jane!', '- Model: offline-small', '- Instructions: Kept at the server.']);
    });

    it('is missed in words when it is not there', async () => {
      const stage = new EngineStage(server, { api: 'assistants' });
      const { end } = await stage.outcome('Who are you?', { assistant: ownedBy({ serverId: 'asst_gone' }) });
      assert.deepEqual(end, { kind: 'notFound', message: `There is no assistant “asst_gone” at ${new URL(server.url).host}.`, action: 'openAssistant' });
    });

    it('is not asked for under an id that is a path', async () => {
      const { length } = server.requests;
      const { end } = await new EngineStage(server, { api: 'assistants' }).outcome('Who are you?', { assistant: ownedBy({ serverId: 'asst_1/../../files' }) });
      assert.deepEqual([end, server.requests.length], [{ kind: 'notFound', message: '“asst_1/../../files” is not the id of anything at a server.', action: 'openAssistant' }, length]);
    });
  });
}

describe('an assistant of the server’s own that knows files of this machine', () => {
  let server: OfflineServer;
  before(async () => {
    server = await startOfflineServer();
  });
  after(() => server.close());
  beforeEach(() => { server.reset(); });

  /** An assistant that the server keeps with these tools, and a vector store. */
  async function kept(tools: readonly object[]): Promise<{ readonly assistant: Assistant; readonly storeId: string; readonly otherId: string }> {
    const client = clientFor(server.url);
    const { id: fileId } = await client.files.create({ file: await toFile(Buffer.from('Green tea is steeped for two minutes.'), 'tea.md'), purpose: 'assistants' });
    const { id: storeId } = await client.vectorStores.create({ file_ids: [fileId] });
    const { id: otherId } = await client.vectorStores.create({});
    const { id: serverId } = await client.post<{ readonly id: string }>('/assistants', { body: { model: 'offline-small', tools }, ...beta });
    await new Promise((resolve) => { setTimeout(resolve, 40); });
    return { assistant: { ...emptyDefinition, id: 'ours', name: 'Ours', serverId, knowledge: ['*.md'] }, storeId, otherId };
  }
  const bodies = (path: RegExp): readonly unknown[] => server.requests.filter((request) => request.method === 'POST' && path.test(request.path)).map(({ body }) => body);

  it('searches them through the thread, and keeps its own tools', async () => {
    const { assistant, storeId } = await kept([{ type: 'code_interpreter' }]);
    const stage = new EngineStage(server, { api: 'assistants' });
    const events = await stage.events('How long is green tea steeped?', { assistant, threadStore: storeId });
    assert.match(textOf(events), /two minutes/);
    const [body] = bodies(/\/threads\/runs$/);
    assert.deepEqual(body, {
      assistant_id: assistant.serverId, stream: true, tools: [{ type: 'code_interpreter' }, { type: 'file_search' }],
      thread: { messages: [{ role: 'user', content: 'How long is green tea steeped?' }], metadata: { workspace_assistant: 'ours' }, tool_resources: { file_search: { vector_store_ids: [storeId] } } },
    });
  });

  it('is asked with its own tools alone, where these search already', async () => {
    const { assistant, storeId } = await kept([{ type: 'file_search' }]);
    const events = await new EngineStage(server, { api: 'assistants' }).events('How long is green tea steeped?', { assistant, threadStore: storeId });
    assert.match(textOf(events), /two minutes/);
    assert.equal(JSON.stringify(bodies(/\/threads\/runs$/)).includes('"tools"'), false);
  });

  it('searches in the next turn what it knows by then, and nothing when it knows nothing any more', async () => {
    const { assistant, storeId, otherId } = await kept([{ type: 'file_search' }]);
    const stage = new EngineStage(server, { api: 'assistants' });
    const first = await stage.events('Go', { assistant, threadStore: otherId });
    const bookmark = first.flatMap((event) => (event.type === 'note' && event.note.bookmark !== undefined ? [event.note.bookmark] : []))[0];
    assert.ok(bookmark);
    for (const more of [{ threadStore: otherId }, { threadStore: storeId }, {}]) await stage.events('And now?', { assistant, bookmark, ...more });
    assert.deepEqual(bodies(/\/threads\/thread_[^/]+$/), [{ tool_resources: { file_search: { vector_store_ids: [storeId] } } }, { tool_resources: { file_search: { vector_store_ids: [] } } }]);
  });
});

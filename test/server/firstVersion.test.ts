import { deepEqual, ok } from 'node:assert/strict';
import { toFile, type OpenAI } from 'openai';
import { eventually } from '../support/eventually.ts';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, refusalOf } from './testClient.ts';

const model = 'offline-large';
const headers = { 'OpenAI-Beta': 'assistants=v1' };

type Fields = Readonly<Record<string, unknown>>;

const idOf = ({ id }: Fields): string => String(id);

describe('a server of the first version', () => {
  let server: OfflineServer;
  let client: OpenAI;
  let file: string;
  before(async () => {
    server = await startOfflineServer({ features: { assistantsShape: 'v1' } });
    client = clientFor(server.url);
  });
  beforeEach(async () => {
    server.reset();
    ({ id: file } = await client.files.create({ file: await toFile(Buffer.from('A dog has two ears.'), 'ears.txt'), purpose: 'assistants' }));
  });
  after(() => server.close());

  const post = (path: string, body: Fields = {}): Promise<Fields> => client.post(path, { body, headers });
  const get = (path: string): Promise<Fields> => client.get(path, { headers });

  it('keeps files with the assistant, and knows nothing of what came later', async () => {
    const assistant = await post('/assistants', { model, name: 'Reader', tools: [{ type: 'retrieval' }], file_ids: [file] });
    deepEqual({ ...assistant, id: '', created_at: 0 }, {
      id: '', object: 'assistant', created_at: 0, name: 'Reader', description: null, model, instructions: null, tools: [{ type: 'retrieval' }], metadata: {}, file_ids: [file],
    });
  });

  it('gives and takes the files of an assistant', async () => {
    const id = idOf(await post('/assistants', { model, tools: [{ type: 'retrieval' }] }));
    const { created_at: created, ...attached } = await post(`/assistants/${id}/files`, { file_id: file });
    deepEqual([attached, typeof created], [{ id: file, object: 'assistant.file', assistant_id: id }, 'number']);
    deepEqual(idOf(await get(`/assistants/${id}/files/${file}`)), file);
    await client.delete(`/assistants/${id}/files/${file}`, { headers });
    deepEqual(await get(`/assistants/${id}/files`), { object: 'list', data: [] });
  });

  it('answers from the file of a message, although a stream was wished for', async () => {
    const assistant = await post('/assistants', { model, tools: [{ type: 'retrieval' }] });
    const thread = idOf(await post('/threads', { messages: [{ role: 'user', content: 'How many ears does a dog have?', file_ids: [file] }] }));
    const run = await post(`/threads/${thread}/runs`, { assistant_id: idOf(assistant), stream: true });
    deepEqual([run['status'], 'max_prompt_tokens' in run, run['file_ids']], ['queued', false, []]);
    await eventually(async () => (await get(`/threads/${thread}/runs/${idOf(run)}`))['status'], 'completed');
    const { data } = await get(`/threads/${thread}/messages`);
    ok(JSON.stringify(data).includes('A dog has two ears.'));
  });

  it('lists on one page that does not say where it begins and ends', async () => {
    await post('/assistants', { model });
    deepEqual(Object.keys(await get('/assistants')), ['object', 'data']);
  });

  it('takes the header of either version, and wants one', async () => {
    await client.get('/assistants', { headers: { 'OpenAI-Beta': 'assistants=v2' } });
    deepEqual(await refusalOf(client.get('/assistants')), [400, 'invalid_beta', null]);
  });
});

/* oxlint-disable typescript/no-deprecated -- the SDK marks the whole API that is tried here */
import { deepEqual } from 'node:assert/strict';
import { toFile, type OpenAI } from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, refusalOf } from './testClient.ts';

function textsOf({ data }: { readonly data: readonly OpenAI.Beta.Threads.Message[] }): readonly string[] {
  return data.map(({ content: [part] }) => (part?.type === 'text' ? part.text.value : ''));
}

describe('/v1/threads', () => {
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

  it('begins empty', async () => {
    const { id, created_at: created } = await client.beta.threads.create();
    deepEqual(await client.beta.threads.retrieve(id), { id, object: 'thread', created_at: created, metadata: {}, tool_resources: {} });
  });

  it('begins with messages', async () => {
    const { id } = await client.beta.threads.create({ messages: [{ role: 'user', content: 'Здрасте' }, { role: 'assistant', content: 'И вам.' }] });
    const { data } = await client.beta.threads.messages.list(id, { order: 'asc' });
    deepEqual(data.map(({ role, content }) => [role, content]), [
      ['user', [{ type: 'text', text: { value: 'Здрасте', annotations: [] } }]],
      ['assistant', [{ type: 'text', text: { value: 'И вам.', annotations: [] } }]],
    ]);
  });

  it('carries metadata', async () => {
    const { id } = await client.beta.threads.create({ metadata: { topic: 'tea' } });
    const { metadata } = await client.beta.threads.update(id, { metadata: { topic: 'coffee' } });
    deepEqual(metadata, { topic: 'coffee' });
  });

  it('is gone once it is deleted, and its messages with it', async () => {
    const { id } = await client.beta.threads.create();
    deepEqual(await client.beta.threads.delete(id), { id, object: 'thread.deleted', deleted: true });
    deepEqual(await refusalOf(client.beta.threads.messages.list(id)), [404, null, null]);
  });

  it('puts what is attached to a message into a vector store of its own', async () => {
    const { id: fileId } = await client.files.create({ file: await toFile(Buffer.from('hello world'), 'a.txt'), purpose: 'assistants' });
    const { id } = await client.beta.threads.create({
      messages: [{ role: 'user', content: 'Read.', attachments: [{ file_id: fileId, tools: [{ type: 'file_search' }] }] }],
    });
    const [store = ''] = (await client.beta.threads.retrieve(id)).tool_resources?.file_search?.vector_store_ids ?? [];
    const { data } = await client.vectorStores.files.list(store);
    deepEqual(data.map((file) => file.id), [fileId]);
  });
});

describe('/v1/threads/{id}/messages', () => {
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

  async function threadOf(...texts: readonly string[]): Promise<string> {
    const { id } = await client.beta.threads.create({ messages: texts.map((content) => ({ role: 'user', content })) });
    return id;
  }

  it('keeps a message as it was sent', async () => {
    const id = await threadOf();
    const sent = await client.beta.threads.messages.create(id, { role: 'user', content: 'I need help.', metadata: { mood: 'sad' } });
    const kept = await client.beta.threads.messages.retrieve(sent.id, { thread_id: id });
    deepEqual(kept, sent);
    deepEqual([kept.thread_id, kept.run_id, kept.status, kept.metadata], [id, null, 'completed', { mood: 'sad' }]);
  });

  it('lists them page by page, newest first', async () => {
    const first = await client.beta.threads.messages.list(await threadOf('one', 'two', 'three'), { limit: 2 });
    deepEqual([textsOf(first), textsOf(await first.getNextPage())], [['three', 'two'], ['one']]);
  });

  it('lists what came after one of them, oldest first', async () => {
    const id = await threadOf('one', 'two', 'three');
    const [first] = (await client.beta.threads.messages.list(id, { order: 'asc', limit: 1 })).data;
    deepEqual(textsOf(await client.beta.threads.messages.list(id, { order: 'asc', after: first?.id ?? '' })), ['two', 'three']);
  });

  it('changes the metadata of one', async () => {
    const id = await threadOf('one');
    const [message] = (await client.beta.threads.messages.list(id)).data;
    const { metadata } = await client.beta.threads.messages.update(message?.id ?? '', { thread_id: id, metadata: { read: 'yes' } });
    deepEqual(metadata, { read: 'yes' });
  });

  it('forgets one that is deleted', async () => {
    const id = await threadOf('one', 'two');
    const [newest] = (await client.beta.threads.messages.list(id)).data;
    await client.beta.threads.messages.delete(newest?.id ?? '', { thread_id: id });
    deepEqual(textsOf(await client.beta.threads.messages.list(id)), ['one']);
  });

  it('takes an image beside the text', async () => {
    const content = [{ type: 'text' as const, text: 'What is this?' }, { type: 'image_url' as const, image_url: { url: 'https://pictures.example/a.png' } }];
    const message = await client.beta.threads.messages.create(await threadOf(), { role: 'user', content });
    deepEqual(message.content.map(({ type }) => type), ['text', 'image_url']);
  });

  it('refuses a file that is not there', async () => {
    const attachments = [{ file_id: 'file-none', tools: [{ type: 'file_search' as const }] }];
    const asked = client.beta.threads.messages.create(await threadOf(), { role: 'user', content: 'Read.', attachments });
    deepEqual(await refusalOf(asked), [404, null, 'id']);
  });

  it('refuses an empty message', async () => {
    deepEqual((await refusalOf(client.beta.threads.messages.create(await threadOf(), { role: 'user', content: '' })))[2], 'content');
  });
});

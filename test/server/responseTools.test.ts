import { deepEqual, equal } from 'node:assert/strict';
import { toFile, type OpenAI } from 'openai';
import type { Response, ResponseFunctionToolCall, Tool } from 'openai/resources/responses/responses';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, collect, refusalOf } from './testClient.ts';

const model = 'offline-large';
const weather: Tool = { type: 'function', name: 'weather', parameters: { type: 'object', properties: {} }, strict: false };
const interpreter: Tool = { type: 'code_interpreter', container: { type: 'auto' } };

function callsIn({ output }: Response): readonly ResponseFunctionToolCall[] {
  return output.filter((item) => item.type === 'function_call');
}

describe('POST /v1/responses with tools', () => {
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

  it('calls a function that is offered, and answers once it has returned', async () => {
    const first = await client.responses.create({ model, input: 'call weather {"city":"Paris"}', tools: [weather] });
    const [call] = callsIn(first);
    deepEqual([call?.name, call?.arguments, first.output_text], ['weather', '{"city":"Paris"}', '']);
    const input = [{ type: 'function_call_output' as const, call_id: call?.call_id ?? '', output: 'sunny' }];
    const second = await client.responses.create({ model, input, previous_response_id: first.id, tools: [weather] });
    equal(second.output_text, 'weather returned sunny');
  });

  it('takes the calls from a history that the client keeps', async () => {
    const question = { role: 'user' as const, content: 'call weather {}' };
    const [call] = callsIn(await client.responses.create({ model, input: [question], tools: [weather], store: false }));
    const output = { type: 'function_call_output' as const, call_id: call?.call_id ?? '', output: 'rain' };
    const answer = await client.responses.create({ model, input: call === undefined ? [] : [question, call, output], tools: [weather], store: false });
    equal(answer.output_text, 'weather returned rain');
  });

  it('streams a call in the events of the service', async () => {
    const { items } = await collect(await client.responses.create({ model, input: 'call weather {}', tools: [weather], stream: true }));
    deepEqual(items.map(({ type }) => type), [
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.function_call_arguments.delta',
      'response.function_call_arguments.done',
      'response.output_item.done',
      'response.completed',
    ]);
  });

  it('wants an output for each call', async () => {
    const { id } = await client.responses.create({ model, input: 'call weather {}', tools: [weather] });
    deepEqual((await refusalOf(client.responses.create({ model, input: 'Go on.', previous_response_id: id, tools: [weather] })))[0], 400);
  });

  it('runs code', async () => {
    const response = await client.responses.create({
      model, input: 'I need to solve the equation `3x + 11 = 14`. Can you help me?', tools: [interpreter], include: ['code_interpreter_call.outputs'],
    });
    const [call] = response.output;
    deepEqual(call?.type === 'code_interpreter_call' ? [call.status, call.outputs] : [], ['completed', [{ type: 'logs', logs: '[1]' }]]);
    equal(response.output_text, 'The solution of `3x + 11 = 14` is x = 1.');
  });

  it('streams the code', async () => {
    const { items } = await collect(await client.responses.create({ model, input: 'compute 6 * 7', tools: [interpreter], stream: true }));
    equal(items.map((event) => (event.type === 'response.code_interpreter_call_code.delta' ? event.delta : '')).join(''), 'print(6 * 7)');
  });

  it('cites a file that code has made, where the text names it', async () => {
    const { items } = await collect(await client.responses.create({ model, input: 'make file squares.csv 1 4 9', tools: [interpreter], stream: true }));
    const [cited] = items.flatMap((event) => (event.type === 'response.output_text.annotation.added' && event.annotation?.type === 'container_file_citation' ? [event.annotation] : []));
    const last = items.at(-1);
    const text = last?.type === 'response.completed' ? last.response.output.flatMap((item) => (item.type === 'message' ? item.content : [])).map((part) => (part.type === 'output_text' ? part.text : '')).join('') : '';
    equal(text.slice(cited?.start_index, cited?.end_index), 'sandbox:/mnt/data/squares.csv');
    const content = await client.containers.files.content.retrieve(cited?.file_id ?? '', { container_id: cited?.container_id ?? '' });
    deepEqual([cited?.filename, await content.text()], ['squares.csv', '1\n4\n9\n']);
  });

  it('shows an image that code has drawn, and cites the same image', async () => {
    const { output } = await client.responses.create({ model, input: 'draw 1 4 9', tools: [interpreter], include: ['code_interpreter_call.outputs'] });
    const [call, message] = output;
    const [, image] = call?.type === 'code_interpreter_call' ? (call.outputs ?? []) : [];
    const [part] = message?.type === 'message' ? message.content : [];
    const [cited] = part?.type === 'output_text' ? part.annotations : [];
    const shown = Buffer.from(image?.type === 'image' ? image.url.replace('data:image/png;base64,', '') : '', 'base64');
    const [file, container] = cited?.type === 'container_file_citation' ? [cited.file_id, cited.container_id] : ['', ''];
    deepEqual(Buffer.from(await (await client.containers.files.content.retrieve(file, { container_id: container })).arrayBuffer()), shown);
    equal(shown.subarray(1, 4).toString(), 'PNG');
  });

  it('searches the files of a vector store, and cites one', async () => {
    const { id: file } = await client.files.create({ file: await toFile(Buffer.from('A dog has two ears.'), 'ears.txt'), purpose: 'assistants' });
    const store = await client.vectorStores.create({ file_ids: [file] });
    const { output, output_text: text } = await client.responses.create({
      model, input: 'How many ears does a dog have?', tools: [{ type: 'file_search', vector_store_ids: [store.id] }], include: ['file_search_call.results'],
    });
    const [search, message] = output;
    deepEqual(search?.type === 'file_search_call' ? search.results?.map(({ file_id: id, text: found }) => [id, found]) : [], [[file, 'A dog has two ears.']]);
    const [part] = message?.type === 'message' ? message.content : [];
    deepEqual(part?.type === 'output_text' ? part.annotations.map((annotation) => (annotation.type === 'file_citation' ? annotation.file_id : '')) : [], [file]);
    equal(text, 'ears.txt says: “A dog has two ears.”.');
  });

  it('shows the results of tools only where they are asked for', async () => {
    const { output: [call] } = await client.responses.create({ model, input: 'compute 6 * 7', tools: [interpreter] });
    deepEqual(call?.type === 'code_interpreter_call' ? call.outputs : undefined, null);
  });

  it('answers without a tool that it may not use', async () => {
    const response = await client.responses.create({ model, input: 'call weather {}', tools: [weather], tool_choice: 'none' });
    deepEqual([callsIn(response), response.status], [[], 'completed']);
  });
});

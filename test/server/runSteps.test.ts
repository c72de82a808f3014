/* oxlint-disable typescript/no-deprecated -- the SDK marks the whole API that is tried here */
import { deepEqual, equal, match } from 'node:assert/strict';
import { toFile, type OpenAI } from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, collect } from './testClient.ts';

const model = 'offline-large';
const equation = 'I need to solve the equation `3x + 11 = 14`. Can you help me?';

describe('the steps of a run', () => {
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

  async function runOf(content: string, assistant: Partial<OpenAI.Beta.AssistantCreateParams>, more: object = {}): Promise<OpenAI.Beta.Threads.Run> {
    const { id } = await client.beta.assistants.create({ model, ...assistant });
    return client.beta.threads.createAndRunPoll({ assistant_id: id, thread: { messages: [{ role: 'user', content }] }, ...more });
  }

  async function stepsOf({ id, thread_id: thread }: OpenAI.Beta.Threads.Run): Promise<readonly OpenAI.Beta.Threads.Runs.RunStep[]> {
    return (await client.beta.threads.runs.steps.list(id, { thread_id: thread, order: 'asc' })).data;
  }

  async function answerOf({ thread_id: thread }: OpenAI.Beta.Threads.Run): Promise<OpenAI.Beta.Threads.Text | undefined> {
    const [part] = (await client.beta.threads.messages.list(thread)).data[0]?.content ?? [];
    return part?.type === 'text' ? part.text : undefined;
  }

  it('tell of the message that was written', async () => {
    const run = await runOf('say hello', {});
    const [message] = (await client.beta.threads.messages.list(run.thread_id)).data;
    const [step] = await stepsOf(run);
    deepEqual([step?.status, step?.step_details], ['completed', { type: 'message_creation', message_creation: { message_id: message?.id } }]);
  });

  it('tell of the code that was run, before the answer', async () => {
    const run = await runOf(equation, {
      instructions: 'You are a personal math tutor. Write and run code to answer math questions.', tools: [{ type: 'code_interpreter' }],
    }, { instructions: 'Please address the user as Jane Doe. The user has a premium account.' });
    const steps = await stepsOf(run);
    const [details] = steps.map(({ step_details: each }) => each);
    const [call] = details?.type === 'tool_calls' ? details.tool_calls : [];
    deepEqual(steps.map(({ type }) => type), ['tool_calls', 'message_creation']);
    deepEqual(call?.type === 'code_interpreter' ? call.code_interpreter.outputs : [], [{ type: 'logs', logs: '[1]' }]);
    match((await answerOf(run))?.value ?? '', /^Hello Jane Doe! .*x = 1/);
  });

  it('stream the code line by line', async () => {
    const { id } = await client.beta.assistants.create({ model, tools: [{ type: 'code_interpreter' }] });
    const { id: thread } = await client.beta.threads.create({ messages: [{ role: 'user', content: 'compute 6 * 7' }] });
    const { items } = await collect(await client.beta.threads.runs.create(thread, { assistant_id: id, stream: true }));
    const input = items.flatMap((item) => (item.event === 'thread.run.step.delta' && item.data.delta.step_details?.type === 'tool_calls'
      ? (item.data.delta.step_details.tool_calls ?? []).map((call) => (call.type === 'code_interpreter' ? call.code_interpreter?.input ?? '' : ''))
      : []));
    equal(input.join(''), 'print(6 * 7)');
  });

  it('tell of an image that code has drawn, which the message shows', async () => {
    const run = await runOf('draw 1 4 9', { tools: [{ type: 'code_interpreter' }] });
    const [details] = (await stepsOf(run)).map(({ step_details: each }) => each);
    const [call] = details?.type === 'tool_calls' ? details.tool_calls : [];
    const [, drawn] = call?.type === 'code_interpreter' ? call.code_interpreter.outputs : [];
    const file = drawn?.type === 'image' ? drawn.image.file_id : '';
    const { content } = (await client.beta.threads.messages.list(run.thread_id)).data[0] ?? {};
    deepEqual(content, [{ type: 'image_file', image_file: { file_id: file } }, { type: 'text', text: { value: 'Here is the chart of 1, 4, 9.', annotations: [] } }]);
    equal((await (await client.files.content(file)).text()).slice(1, 4), 'PNG');
  });

  it('leave a file that code has made where the answer names it', async () => {
    const run = await runOf('make file squares.csv 1 4 9', { tools: [{ type: 'code_interpreter' }] });
    const { value = '', annotations: [annotation] = [] } = await answerOf(run) ?? {};
    equal(value.slice(annotation?.start_index, annotation?.end_index), 'sandbox:/mnt/data/squares.csv');
    equal(await (await client.files.content(annotation?.type === 'file_path' ? annotation.file_path.file_id : '')).text(), '1\n4\n9\n');
  });

  it('stream the image and the place of the file', async () => {
    const { id } = await client.beta.assistants.create({ model, tools: [{ type: 'code_interpreter' }] });
    const { items } = await collect(await client.beta.threads.createAndRun({ assistant_id: id, thread: { messages: [{ role: 'user', content: 'draw 1' }] }, stream: true }));
    const parts = items.flatMap((item) => (item.event === 'thread.message.delta' ? (item.data.delta.content ?? []).map(({ index, type }) => `${String(index)} ${type}`) : []));
    deepEqual([...new Set(parts)], ['0 image_file', '1 text']);
  });

  it('tell what a function returned', async () => {
    const waiting = await runOf('call weather {}', { tools: [{ type: 'function', function: { name: 'weather' } }] });
    const [call] = waiting.required_action?.submit_tool_outputs.tool_calls ?? [];
    const run = await client.beta.threads.runs.submitToolOutputsAndPoll(waiting.id, {
      thread_id: waiting.thread_id, tool_outputs: [{ tool_call_id: call?.id ?? '', output: 'sunny' }],
    });
    deepEqual((await stepsOf(run))[0]?.step_details, {
      type: 'tool_calls', tool_calls: [{ id: call?.id, type: 'function', function: { name: 'weather', arguments: '{}', output: 'sunny' } }],
    });
  });

  it('tell of the files that were searched, and the answer quotes one', async () => {
    const { id: file } = await client.files.create({ file: await toFile(Buffer.from('A dog has two ears.\nA fish has none.\n'), 'ears.txt'), purpose: 'assistants' });
    const run = await runOf('How many ears does a dog usually have?', {
      tools: [{ type: 'file_search' }], tool_resources: { file_search: { vector_stores: [{ file_ids: [file] }] } },
    });
    const { value = '', annotations = [] } = await answerOf(run) ?? {};
    const [annotation] = annotations;
    equal(value, 'ears.txt says: “A dog has two ears.”【4:0†ears.txt】.');
    equal(value.slice(annotation?.start_index, annotation?.end_index), annotation?.text);
    deepEqual(annotation?.type === 'file_citation' ? annotation.file_citation : undefined, { file_id: file });
    deepEqual((await stepsOf(run)).map(({ type }) => type), ['tool_calls', 'message_creation']);
  });

  it('are given one by one, too', async () => {
    const run = await runOf('say hello', {});
    const [step] = await stepsOf(run);
    deepEqual(await client.beta.threads.runs.steps.retrieve(step?.id ?? '', { thread_id: run.thread_id, run_id: run.id }), step);
  });
});

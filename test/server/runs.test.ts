/* oxlint-disable typescript/no-deprecated -- the SDK marks the whole API that is tried here */
import { deepEqual, equal } from 'node:assert/strict';
import type OpenAI from 'openai';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, collect, refusalOf } from './testClient.ts';

const model = 'offline-large';
const weather = { type: 'function', function: { name: 'weather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } } as const;

describe('a run of a thread', () => {
  let server: OfflineServer;
  let client: OpenAI;
  let assistant: string;
  before(async () => {
    server = await startOfflineServer();
    client = clientFor(server.url);
  });
  beforeEach(async () => {
    server.reset();
    ({ id: assistant } = await client.beta.assistants.create({ model, instructions: 'Be kind.', tools: [weather] }));
  });
  after(() => server.close());

  type RunParameters = Omit<OpenAI.Beta.Threads.RunCreateParamsNonStreaming, 'assistant_id'>;

  async function threadOf(content: string): Promise<string> {
    const { id } = await client.beta.threads.create({ messages: [{ role: 'user', content }] });
    return id;
  }

  async function runOf(content: string, more: RunParameters = {}): Promise<OpenAI.Beta.Threads.Run> {
    return client.beta.threads.runs.createAndPoll(await threadOf(content), { assistant_id: assistant, ...more });
  }

  async function answerIn(threadId: string): Promise<string | undefined> {
    const [part] = (await client.beta.threads.messages.list(threadId)).data[0]?.content ?? [];
    return part?.type === 'text' ? part.text.value : undefined;
  }

  it('is queued, and completed in the end', async () => {
    const thread = await threadOf('say hello');
    const begun = await client.beta.threads.runs.create(thread, { assistant_id: assistant });
    const ended = await client.beta.threads.runs.poll(begun.id, { thread_id: thread });
    deepEqual([begun.status, begun.started_at, ended.status, ended.expires_at], ['queued', null, 'completed', null]);
    equal(await answerIn(thread), 'hello');
  });

  it('streams what happens in the events of the service', async () => {
    const { items } = await collect(await client.beta.threads.runs.create(await threadOf('say one two'), { assistant_id: assistant, stream: true }));
    deepEqual(items.map(({ event }) => event), [
      'thread.run.created',
      'thread.run.queued',
      'thread.run.in_progress',
      'thread.run.step.created',
      'thread.run.step.in_progress',
      'thread.message.created',
      'thread.message.in_progress',
      'thread.message.delta',
      'thread.message.delta',
      'thread.message.completed',
      'thread.run.step.completed',
      'thread.run.completed',
    ]);
  });

  it('satisfies the stream helper of the SDK', async () => {
    const stream = client.beta.threads.runs.stream(await threadOf('say one two'), { assistant_id: assistant });
    const [message] = await stream.finalMessages();
    deepEqual(message?.content, [{ type: 'text', text: { value: 'one two', annotations: [] } }]);
  });

  it('is made with its thread at once', async () => {
    const run = await client.beta.threads.createAndRunPoll({ assistant_id: assistant, thread: { messages: [{ role: 'user', content: 'say hello' }] } });
    deepEqual([run.status, await answerIn(run.thread_id)], ['completed', 'hello']);
  });

  it('has its own model, instructions and tools, which take the assistant’s place', async () => {
    const run = await runOf('say hello', { model: 'offline-small', instructions: 'Address the user as Lionel Messi', additional_instructions: 'Be brief.', tools: [] });
    deepEqual([run.model, run.instructions, run.tools], ['offline-small', 'Address the user as Lionel Messi\n\nBe brief.', []]);
  });

  it('brings messages of its own', async () => {
    const run = await runOf('My name is Ada', { additional_messages: [{ role: 'user', content: 'what did I say' }] });
    equal(await answerIn(run.thread_id), 'You have said:\n\n1. My name is Ada');
  });

  it('waits for what a function returns', async () => {
    const waiting = await runOf('call weather {"city":"Paris"}');
    const [call] = waiting.required_action?.submit_tool_outputs.tool_calls ?? [];
    deepEqual([waiting.status, call?.function], ['requires_action', { name: 'weather', arguments: '{"city":"Paris"}' }]);
    const outputs = [{ tool_call_id: call?.id ?? '', output: 'sunny' }];
    const ended = await client.beta.threads.runs.submitToolOutputsAndPoll(waiting.id, { thread_id: waiting.thread_id, tool_outputs: outputs });
    deepEqual([ended.status, await answerIn(ended.thread_id)], ['completed', 'weather returned sunny']);
  });

  it('streams on from what a function returned', async () => {
    const waiting = await runOf('call weather {}');
    const [call] = waiting.required_action?.submit_tool_outputs.tool_calls ?? [];
    const stream = client.beta.threads.runs.submitToolOutputsStream(waiting.id, {
      thread_id: waiting.thread_id, tool_outputs: [{ tool_call_id: call?.id ?? '', output: 'rain' }],
    });
    const { items } = await collect(stream);
    const words = items.map(({ event }) => event).filter((event) => event.startsWith('thread.run.') && !event.startsWith('thread.run.step'));
    deepEqual(words, ['thread.run.queued', 'thread.run.in_progress', 'thread.run.completed']);
  });

  it('wants all the outputs at once, and none that it did not ask for', async () => {
    const waiting = await runOf('call weather {}');
    const asked = client.beta.threads.runs.submitToolOutputs(waiting.id, { thread_id: waiting.thread_id, tool_outputs: [{ tool_call_id: 'call_other', output: '' }] });
    deepEqual(await refusalOf(asked), [400, null, null]);
  });

  it('is cancelled', async () => {
    const waiting = await runOf('call weather {}');
    const cancelling = await client.beta.threads.runs.cancel(waiting.id, { thread_id: waiting.thread_id });
    const ended = await client.beta.threads.runs.poll(waiting.id, { thread_id: waiting.thread_id });
    deepEqual([cancelling.status, ended.status], ['cancelling', 'cancelled']);
    deepEqual(await refusalOf(client.beta.threads.runs.cancel(waiting.id, { thread_id: waiting.thread_id })), [400, null, null]);
  });

  it('keeps the thread to itself while it is active', async () => {
    const { id, thread_id: thread } = await runOf('call weather {}');
    deepEqual(await refusalOf(client.beta.threads.runs.create(thread, { assistant_id: assistant })), [400, null, null]);
    deepEqual(await refusalOf(client.beta.threads.messages.create(thread, { role: 'user', content: 'hi' })), [400, null, null]);
    await client.beta.threads.runs.cancel(id, { thread_id: thread });
  });

  it('expires when its functions take too long', async () => {
    const waiting = await runOf('expire');
    let { status } = waiting;
    while (status === 'requires_action') ({ status } = await client.beta.threads.runs.retrieve(waiting.id, { thread_id: waiting.thread_id }));
    deepEqual([waiting.status, status], ['requires_action', 'expired']);
  });

  it('fails for an account that is not active', async () => {
    const run = await runOf('fail run');
    deepEqual([run.status, run.last_error], [
      'failed', { code: 'rate_limit_exceeded', message: 'Your account is not active, please check your billing details on our website.' },
    ]);
  });

  it('ends as incomplete, with the message as far as it came', async () => {
    const run = await runOf('run incomplete');
    const [message] = (await client.beta.threads.messages.list(run.thread_id)).data;
    deepEqual([run.status, run.incomplete_details, message?.status, message?.incomplete_details], [
      'incomplete', { reason: 'max_completion_tokens' }, 'incomplete', { reason: 'max_tokens' },
    ]);
  });

  it('stops at the most tokens that it may write', async () => {
    const run = await runOf('count to 500', { max_completion_tokens: 256 });
    deepEqual([run.status, run.incomplete_details, run.usage?.completion_tokens], ['incomplete', { reason: 'max_completion_tokens' }, 256]);
  });

  it('answers in JSON when it is to', async () => {
    const run = await runOf('say hello', { response_format: { type: 'json_object' } });
    deepEqual(JSON.parse(await answerIn(run.thread_id) ?? ''), { answer: 'hello' });
  });

  it('reads the last messages only when it is to', async () => {
    const { id } = await client.beta.threads.create({ messages: [{ role: 'user', content: 'My name is Ada' }, { role: 'user', content: 'remember' }] });
    await client.beta.threads.runs.createAndPoll(id, { assistant_id: assistant, truncation_strategy: { type: 'last_messages', last_messages: 1 } });
    equal(await answerIn(id), 'You have said nothing before.');
  });

  it('is listed with the others of its thread', async () => {
    const first = await runOf('say one');
    const second = await client.beta.threads.runs.createAndPoll(first.thread_id, { assistant_id: assistant });
    const changed = await client.beta.threads.runs.update(first.id, { thread_id: first.thread_id, metadata: { seen: 'yes' } });
    const { data } = await client.beta.threads.runs.list(first.thread_id);
    deepEqual(data, [second, changed]);
  });

  it('tells its messages from the others', async () => {
    const run = await runOf('say hello');
    const { data } = await client.beta.threads.messages.list(run.thread_id, { run_id: run.id });
    deepEqual(data.map(({ role, assistant_id: author }) => [role, author]), [['assistant', assistant]]);
  });

  const refused: readonly [what: string, more: object, refusal: readonly unknown[]][] = [
    ['an assistant that is not there', { assistant_id: 'asst_none' }, [404, null, null]],
    ['an unknown model', { model: 'gpt-9' }, [404, 'model_not_found', 'model']],
    ['fewer than 256 tokens', { max_completion_tokens: 255 }, [400, 'invalid_value', 'max_completion_tokens']],
    ['21 tools', { tools: Array.from({ length: 21 }, () => ({ type: 'code_interpreter' })) }, [400, 'array_above_max_length', 'tools']],
  ];
  for (const [what, more, refusal] of refused) {
    it(`refuses ${what}`, async () => {
      const thread = await threadOf('hi');
      const body = { assistant_id: assistant, ...more };
      deepEqual(await refusalOf(client.post(`/threads/${thread}/runs`, { body, headers: { 'OpenAI-Beta': 'assistants=v2' } })), refusal);
    });
  }
});

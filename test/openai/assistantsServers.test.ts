import assert from 'node:assert/strict';
import type { Tool } from '../../src/core/assistant.ts';
import type { Connection } from '../../src/core/connections.ts';
import { past } from './engineStage.ts';
import type { Scripted } from './scriptedServer.ts';
import { assistantWith, ToolStage } from './toolStage.ts';

const json = (body: unknown): Scripted => ({ json: body });
const list = (...data: readonly object[]): Scripted => json({ object: 'list', data, has_more: false });
const nothing = list();
const made = json({ id: 'asst_1', object: 'assistant', model: 'm', tools: [], tool_resources: {} });
const run = (status: string, more: object = {}): object => ({ id: 'run_1', object: 'thread.run', thread_id: 'thread_1', status, ...more });
const message = (text: string, more: object = {}): object => ({ id: 'msg_2', object: 'thread.message', role: 'assistant', run_id: 'run_1', content: [{ type: 'text', text: { value: text, annotations: [] } }], ...more });
const step = (status: string, more: object): object => ({ id: 'step_1', object: 'thread.run.step', run_id: 'run_1', thread_id: 'thread_1', status, step_details: more });
const missing: Scripted = { status: 404, json: { error: { message: 'Not Found' } } };
const refused = (words: string): Scripted => ({ status: 400, json: { error: { message: words, type: 'invalid_request_error', param: null, code: null } } });
const pathsOf = ({ server }: ToolStage): readonly string[] => server.asked.map(({ method, path }) => `${method} ${path.replace('/v1', '').split('?', 1)[0] ?? ''}`);

describe('servers of the Assistants API that differ', () => {
  const stages: ToolStage[] = [];
  const stageOf = (answers: readonly Scripted[], more: Partial<Connection> = {}): ToolStage => {
    const stage = new ToolStage({ api: 'assistants', ...more }, ...answers);
    stages.push(stage);
    return stage;
  };
  afterEach(() => {
    for (const stage of stages.splice(0)) stage.close();
  });

  it('are waited for while they say a word that nobody knows', async () => {
    const stage = stageOf([nothing, made, json(run('warming_up')), json(run('pondering')), nothing, json(run('completed')), nothing, list(message('Sunny.'))]);
    const { text, end, events } = await stage.hear('Go', assistantWith([]));
    assert.deepEqual([text, end], ['Sunny.', 'done']);
    assert.deepEqual(events.flatMap((event) => (event.type === 'note' && event.note.status !== undefined ? [event.note.status] : [])), ['warming_up', 'pondering', 'completed']);
  });

  it('say what a run has cost and which model answered, or neither', async () => {
    const told = { model: 'm-2', usage: { prompt_tokens: 1985, completion_tokens: 540, total_tokens: 2525 } };
    const notes: unknown[] = [];
    for (const more of [told, { model: null, usage: null }]) {
      const { events } = await stageOf([nothing, made, json(run('completed', more)), nothing, list(message('Sunny.'))]).hear('Go', assistantWith([]));
      notes.push(events.flatMap((event) => (event.type === 'note' ? [event.note] : [])).at(-1));
    }
    assert.deepEqual(notes, [{ usage: { inputTokens: 1985, outputTokens: 540 }, model: 'm-2' }, {}]);
  });

  it('say when a step began and ended, however it did', async () => {
    const code = { type: 'tool_calls', tool_calls: [{ id: 'call_1', type: 'code_interpreter', code_interpreter: { input: 'plot()', outputs: [] } }] };
    const times: unknown[] = [];
    for (const end of ['completed_at', 'failed_at', 'cancelled_at', 'expired_at']) {
      const stage = stageOf([nothing, made, json(run('completed')), list({ ...step('completed', code), created_at: 1, completed_at: null, [end]: 3 }), list(message('Sunny.'))]);
      times.push((await stage.hear('Go', assistantWith([]))).steps.map(({ startedAt, endedAt }) => [startedAt, endedAt]));
    }
    assert.deepEqual(times, times.map(() => [[1000, 3000]]));
  });

  it('may give a run up without a word', async () => {
    const stage = stageOf([nothing, made, json(run('failed', { last_error: null }))]);
    const { end } = await stage.hear('Go', assistantWith([]));
    assert.deepEqual(end, { kind: 'serverError', message: `${new URL(stage.server.origin).host} gave this answer up.`, action: 'retry' });
  });

  it('are heard out when the run is complete at once', async () => {
    const code = { type: 'tool_calls', tool_calls: [{ id: 'call_1', type: 'code_interpreter', code_interpreter: { input: 'plot()', outputs: [{ type: 'image', image: { file_id: 'file_1' } }, { type: 'logs', logs: 'ok' }] } }] };
    const stage = stageOf([nothing, made, json(run('completed')), list(step('completed', code)), list(message('Sunny.'))]);
    const { text, steps } = await stage.hear('Go', assistantWith([]));
    assert.deepEqual([text, steps], ['Sunny.', [{ id: 'call_1', kind: 'code', title: 'Code interpreter', input: 'plot()', output: '[image]\nok', state: 'complete' }]]);
  });

  it('may know nothing of steps, nor say which run a message comes from', async () => {
    const stage = stageOf([nothing, made, json(run('completed')), missing, list({ ...message('Go'), id: 'msg_1', role: 'user', run_id: null }, message('Sunny.', { run_id: null }))]);
    const { text, end } = await stage.hear('Go', assistantWith([]));
    assert.deepEqual([text, end], ['Sunny.', 'done']);
  });

  it('may list the same assistants for ever', async () => {
    const page = json({ object: 'list', data: [{ id: 'asst_8' }, { id: 'asst_9' }], has_more: true });
    const stage = stageOf([page, page, made, json(run('completed')), nothing, list(message('Sunny.'))]);
    assert.equal((await stage.hear('Go', assistantWith([]))).end, 'done');
    assert.deepEqual(pathsOf(stage).slice(0, 4), ['GET /assistants', 'GET /assistants', 'POST /assistants', 'POST /threads/runs']);
  });

  it('may know the first version only, and refuse what is of the second', async () => {
    const search: Tool = { type: 'file_search' };
    const stage = stageOf([refused("Unknown beta requested: 'assistants=v2'."), nothing, json({ id: 'asst_1', object: 'assistant', model: 'm', tools: [], file_ids: ['file_1'] }), json(run('completed')), nothing, list(message('Sunny.'))]);
    const { end } = await stage.hear('Go', assistantWith([search], { toolResources: { code_interpreter: { file_ids: ['file_1'] } }, parameters: { temperature: 0 } }));
    assert.equal(end, 'done');
    assert.deepEqual(stage.server.asked.slice(0, 4).map(({ headers }) => headers['openai-beta']), ['assistants=v2', 'assistants=v1', 'assistants=v1', 'assistants=v1']);
    assert.deepEqual(stage.server.bodies[2], { model: 'm', name: 'A', instructions: '', tools: [{ type: 'retrieval' }], metadata: { workspace_assistant: 'a' }, file_ids: ['file_1'] });
  });

  it('hear answers of old from the user where only users speak', async () => {
    const stage = stageOf([nothing, made, json(run('completed')), nothing, list(message('Sunny.'))], { headers: { 'openai-beta': 'assistants=v1' } });
    await stage.hear('Go', assistantWith([]), undefined, { history: past('Hi', 'Hello.\nYou there?') });
    assert.deepEqual(stage.server.bodies[2], {
      assistant_id: 'asst_1', stream: true,
      thread: { messages: [{ role: 'user', content: 'Hi' }, { role: 'user', content: 'Your answer was:\n> Hello.\n> You there?' }, { role: 'user', content: 'Go' }], metadata: { workspace_assistant: 'a' } },
    });
  });

  it('are asked in the version that the connection names', async () => {
    const stage = stageOf([nothing, made, json(run('completed')), nothing, list(message('Sunny.'))], { headers: { 'openai-beta': 'assistants=v1' } });
    await stage.hear('Go', assistantWith([]));
    assert.deepEqual([...new Set(stage.server.asked.map(({ headers }) => headers['openai-beta']))], ['assistants=v1']);
  });

  it('may have no request that begins a thread and its run at once', async () => {
    const stage = stageOf([nothing, made, missing, json({ id: 'thread_1' }), json(run('completed')), nothing, list(message('Sunny.'))]);
    assert.equal((await stage.hear('Go', assistantWith([]))).text, 'Sunny.');
    assert.deepEqual(pathsOf(stage).slice(2, 5), ['POST /threads/runs', 'POST /threads', 'POST /threads/thread_1/runs']);
  });

  it('may stream no words, only that a message was written', async () => {
    const written = step('completed', { type: 'message_creation', message_creation: { message_id: 'msg_2' } });
    const stage = stageOf([nothing, made, { events: [run('in_progress'), written, run('completed')] }, json(message('Sunny.'))]);
    assert.deepEqual([(await stage.hear('Go', assistantWith([]))).text, pathsOf(stage).at(-1)], ['Sunny.', 'GET /threads/thread_1/messages/msg_2']);
  });

  it('may leave the end of a step out of the stream', async () => {
    const search = { type: 'tool_calls', tool_calls: [{ id: 'call_1', type: 'file_search', file_search: {} }] };
    const stage = stageOf([nothing, made, { events: [run('in_progress'), step('in_progress', search), message('Sunny.', { status: 'completed' }), run('completed')] }, json(step('completed', search))]);
    const { steps, text } = await stage.hear('Go', assistantWith([]));
    assert.deepEqual([text, steps.map(({ kind, state }) => [kind, state]), pathsOf(stage).at(-1)], ['Sunny.', [['search', 'running'], ['search', 'complete']], 'GET /threads/thread_1/runs/run_1/steps/step_1']);
  });

  it('may want something that cannot be given', async () => {
    const stage = stageOf([nothing, made, json(run('requires_action', { required_action: { type: 'show_identity_card' } }))]);
    const { end } = await stage.hear('Go', assistantWith([]));
    assert.deepEqual(end, { kind: 'notSupported', message: `The run at ${new URL(stage.server.origin).host} waits for something that cannot be given here.`, action: 'retry' });
  });

  it('may answer with something else altogether', async () => {
    const stage = stageOf([nothing, made, json({ ok: true })]);
    const { end } = await stage.hear('Go', assistantWith([]));
    assert.deepEqual(end, { kind: 'notThisApi', message: 'The server answered in a form that is not the API’s.', action: 'openSettings' });
  });
});

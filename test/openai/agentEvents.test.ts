import assert from 'node:assert/strict';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import type { Scripted } from './scriptedServer.ts';
import { ToolStage } from './toolStage.ts';

const assistant: Assistant = { ...emptyDefinition, id: 'tutor', name: 'Tutor', instructions: 'Be kind.' };
const session = { id: 'sess_1', object: 'agent.session', agent: { id: 'agent_1', model: 'm-1', instructions: 'Be kind.' }, status: 'in_progress', required_actions: [], error: null };
const turn = { id: 'turn_1', session_id: 'sess_1', subagent_id: null, status: 'in_progress', error: null, usage: null };
const whole = { input_tokens: 10, output_tokens: 5, total_tokens: 15, input_tokens_details: { cached_tokens: 4 }, output_tokens_details: { reasoning_tokens: 0 } };
const action = { type: 'function_call', call_id: 'call_1', turn_id: 'turn_1', name: 'weather', arguments: { city: 'Paris' } };

let events = 0;
const of = (type: string, more: object = {}): object => ({ type: `agent.session.${type}`, event_id: `evt_${String(events += 1)}`, session_id: 'sess_1', turn_id: 'turn_1', ...more });
const begun = (): readonly object[] => [of('created', { session }), of('turn.created', { turn })];
const ended = (usage: object = whole): object => of('turn.completed', { turn: { ...turn, status: 'completed' }, usage });
const message = (text: string): object => ({ id: 'msg_1', type: 'message', role: 'assistant', phase: null, status: 'completed', turn_id: 'turn_1', content: [{ type: 'output_text', text }] });
const made: readonly Scripted[] = [{ json: { data: [], has_more: false } }, { json: { id: 'agent_1' } }];

describe('what an agent tells', () => {
  const stages: ToolStage[] = [];
  const stageOf = (...answers: readonly Scripted[]): ToolStage => {
    const stage = new ToolStage({ api: 'agents' }, ...made, ...answers);
    stages.push(stage);
    return stage;
  };
  afterEach(() => {
    for (const stage of stages.splice(0)) stage.close();
  });

  it('is told once, however often it comes', async () => {
    const delta = of('turn.output_text.delta', { item_id: 'msg_1', delta: 'Yes' });
    const done = of('turn.item.done', { item: message('Yes.') });
    const { text, usage, end } = await stageOf({ events: [...begun(), delta, delta, done, done, ended()] }).hear('Go', assistant);
    assert.deepEqual([text, usage, end], ['Yes.', { inputTokens: 10, outputTokens: 5, cachedTokens: 4 }, 'done']);
  });

  it('is its own turn, not that of a subagent', async () => {
    const other = { turn_id: 'turn_2' };
    const { text, end } = await stageOf({
      events: [
        ...begun(),
        of('turn.created', { ...other, turn: { ...turn, id: 'turn_2', subagent_id: 'sub_1' } }),
        of('turn.output_text.delta', { ...other, item_id: 'msg_2', delta: 'Aside' }),
        of('turn.completed', { ...other, turn: { ...turn, id: 'turn_2', subagent_id: 'sub_1', status: 'completed' }, usage: whole }),
        of('turn.output_text.delta', { item_id: 'msg_1', delta: 'Yes.' }),
        ended(),
      ],
    }).hear('Go', assistant);
    assert.deepEqual([text, end], ['Yes.', 'done']);
  });

  it('shows what it does on the way', async () => {
    const command = { id: 'cmd_1', type: 'command_execution', command: 'ls', turn_id: 'turn_1' };
    const { steps } = await stageOf({
      events: [
        ...begun(),
        of('turn.item.added', { item: { ...command, status: 'in_progress', output: null } }),
        of('turn.item.done', { item: { ...command, status: 'completed', output: 'a.txt' } }),
        of('turn.item.done', { item: { id: 'rs_1', type: 'reasoning', status: 'completed', turn_id: 'turn_1', summary: [{ type: 'summary_text', text: 'Let me think.' }] } }),
        of('turn.item.done', { item: { id: 'ws_1', type: 'web_search_call', turn_id: 'turn_1', status: 'completed', action: { type: 'search', query: null, queries: ['a', 'b'] } } }),
        of('turn.item.done', { item: { id: 'mcp_1', type: 'mcp_call', turn_id: 'turn_1', status: 'failed', name: 'read', server_label: 'shelf', arguments: { page: 1 }, output: null, error: 'No.' } }),
        of('turn.item.done', { item: { id: 'sub_1', type: 'create_subagent_call', turn_id: 'turn_1', status: 'completed' } }),
        ended(),
      ],
    }).hear('Go', assistant);
    assert.deepEqual(steps, [
      { id: 'cmd_1', state: 'running', kind: 'code', title: 'Command', input: 'ls' },
      { id: 'cmd_1', state: 'complete', kind: 'code', title: 'Command', input: 'ls', output: 'a.txt' },
      { id: 'rs_1', state: 'complete', kind: 'reasoning', title: 'Reasoning', output: 'Let me think.' },
      { id: 'ws_1', state: 'complete', kind: 'search', title: 'Web search', input: 'a\nb' },
      { id: 'mcp_1', state: 'failed', kind: 'tool', title: 'read', input: '{"page":1}', output: 'No.' },
      { id: 'sub_1', state: 'complete', kind: 'tool', title: 'Create subagent' },
    ]);
  });

  it('is a call, although the stream was lost that would have told of it', async () => {
    const stage = stageOf(
      { events: begun() },
      { json: { ...turn, status: 'waiting' } },
      { json: { ...session, status: 'requires_action', required_actions: [action] } },
      { events: [of('requires_action', { session: { ...session, required_actions: [action] } }), of('turn.item.done', { item: message('It rains.') }), ended()] },
      { status: 202, json: {} },
    );
    const { text, calls, end } = await stage.hear('Go', assistant, () => ({ ok: true, output: 'Rain' }));
    assert.deepEqual([text, calls, end], ['It rains.', [{ id: 'call_1', name: 'weather', input: '{"city":"Paris"}' }], 'done']);
    assert.deepEqual(stage.server.bodies.at(-1), { events: [{ type: 'agent.session.input.tool_result', call_id: 'call_1', turn_id: 'turn_1', success: true, output: 'Rain' }] });
  });

  it('can be that a call failed here', async () => {
    const stage = stageOf(
      { events: [...begun(), of('requires_action', { session: { ...session, required_actions: [action] } })] },
      { events: [ended()] },
      { status: 202, json: {} },
    );
    await stage.hear('Go', assistant, () => ({ ok: false, output: 'It was not allowed.' }));
    assert.deepEqual(stage.server.bodies.at(-1), { events: [{ type: 'agent.session.input.tool_result', call_id: 'call_1', turn_id: 'turn_1', success: false, error: 'It was not allowed.' }] });
    assert.match(String(stage.server.asked.at(-1)?.headers['idempotency-key']), /^[\da-f-]{36}$/);
  });

  it('can be that it waits for what nobody here can give', async () => {
    const stage = stageOf({ events: [...begun(), of('requires_action', { session: { ...session, required_actions: [{ type: 'environment_connection', environment_id: 'env_1' }] } })] });
    const { end } = await stage.hear('Go', assistant);
    assert.deepEqual(end, { kind: 'notSupported', message: `The agent at ${new URL(stage.server.origin).host} waits for something that cannot be given here.`, action: 'retry' });
  });

  it('can be that its session has failed', async () => {
    const stage = stageOf({ events: [...begun(), of('failed', { session: { ...session, status: 'failed', error: 'The environment is gone.' } })] });
    const { end } = await stage.hear('Go', assistant);
    assert.deepEqual(end, { kind: 'serverError', message: `The agent at ${new URL(stage.server.origin).host} gave this answer up: The environment is gone.`, action: 'retry' });
  });

  it('is nothing when it was cancelled elsewhere', async () => {
    const { text, end } = await stageOf({ events: [...begun(), of('turn.cancelled', { turn: { ...turn, status: 'cancelled' }, usage: null })] }).hear('Go', assistant);
    assert.deepEqual([text, end], ['', undefined]);
  });
});

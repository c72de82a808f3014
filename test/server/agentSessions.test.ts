import { deepEqual, equal } from 'node:assert/strict';
import type OpenAI from 'openai';
import type { AgentSessionEvent, AgentSessionInputParam, AgentSessionItem } from 'openai/resources/beta/agents/agents';
import type { SessionListParams } from 'openai/resources/beta/agents/sessions/sessions';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, collect, refusalOf } from './testClient.ts';

const model = 'offline-large';
const environment = { type: 'none' } as const;
const weather = { type: 'function', name: 'weather', description: '', parameters: {} } as const;

const message = (text: string): AgentSessionInputParam => ({ type: 'agent.session.input.message', input: [{ role: 'user', content: [{ type: 'input_text', text }] }] });
const textIn = (told: readonly AgentSessionEvent[]): string => told.map((event) => (event.type === 'agent.session.turn.output_text.delta' ? event.delta : '')).join('');
const textsOf = (items: readonly AgentSessionItem[]): readonly string[] =>
  items.flatMap((item) => (item.type === 'message' ? item.content.map((part) => ('text' in part ? part.text : '')) : []));
const endOf = (told: readonly AgentSessionEvent[]): unknown => told.flatMap((event) => ('turn' in event ? [[event.turn.status, event.turn.error?.code]] : [])).at(-1);

describe('a session of an agent', () => {
  let server: OfflineServer;
  let agent: string;
  let sessions: OpenAI['beta']['agents']['sessions'];
  before(async () => {
    server = await startOfflineServer();
    ({ sessions } = clientFor(server.url).beta.agents);
  });
  beforeEach(async () => {
    server.reset();
    ({ id: agent } = await clientFor(server.url).beta.agents.create({ model, instructions: 'Be kind.', tools: [weather] }));
  });
  after(() => server.close());

  /** All that a new session tells of its first turn. */
  async function toldOf(input: string): Promise<readonly AgentSessionEvent[]> {
    const { items } = await collect(await sessions.create({ environment, agent_id: agent, input, stream: true }));
    return items;
  }

  /** A session that has answered this. */
  async function idleAfter(input: string): Promise<string> {
    const [first] = await toldOf(input);
    return first?.type === 'agent.session.created' ? first.session.id : '';
  }

  /** What is told from now on, until the session is idle after a turn. */
  async function listen(session: string, act: () => Promise<unknown>): Promise<readonly AgentSessionEvent[]> {
    const stream = await sessions.events.stream(session);
    await act();
    const told: AgentSessionEvent[] = [];
    for await (const event of stream) {
      told.push(event);
      if (event.type === 'agent.session.idle' && told.length > 1) break;
    }
    return told;
  }

  const say = (session: string, text: string): Promise<void> => sessions.events.create(session, { events: [message(text)] });

  it('tells its first turn as it is made', async () => {
    const told = await toldOf('say one two');
    deepEqual(told.map(({ type }) => type.replace('agent.session.', '')), [
      'created',
      'in_progress',
      'turn.created',
      'turn.item.added',
      'turn.in_progress',
      'turn.item.added',
      'turn.content_part.added',
      'turn.output_text.delta',
      'turn.output_text.delta',
      'turn.output_text.done',
      'turn.content_part.done',
      'turn.item.done',
      'turn.completed',
      'idle',
    ]);
    equal(new Set(told.map(({ event_id: id }) => id)).size, told.length);
  });

  it('answers, whether or not somebody listens', async () => {
    const { id, status } = await sessions.create({ environment, agent_id: agent, input: 'say hello' });
    equal(status, 'in_progress');
    await until(id, 'idle');
    const { data: [turn] } = await sessions.turns.list(id);
    deepEqual([turn?.status, turn?.usage?.output_tokens, (await sessions.retrieve(id)).status], ['completed', 2, 'idle']);
  });

  it('satisfies the stream helper of the SDK', async () => {
    const { output_text: text } = await sessions.stream(await idleAfter('Hello'), { input: 'say one two' }).finalResult();
    equal(text, 'one two');
  });

  it('needs an input, and an agent or a model', async () => {
    deepEqual(await refusalOf(sessions.create({ environment, agent_id: agent })), [400, 'missing_required_parameter', 'input']);
    deepEqual(await refusalOf(sessions.create({ environment, input: 'Hello' })), [400, 'missing_required_parameter', 'agent_id']);
    deepEqual(await refusalOf(sessions.create({ environment, agent_id: 'agent_none', input: 'Hello' })), [404, null, null]);
  });

  it('can be told otherwise than its agent, which does not change with it', async () => {
    const { agent: told } = await sessions.create({ environment, agent_id: agent, agent: { instructions: 'Be brief.', model: 'offline-small' }, input: 'Hello' });
    deepEqual([told.id, told.instructions, told.model, told.tools.length], [agent, 'Be brief.', 'offline-small', 1]);
    equal((await clientFor(server.url).beta.agents.retrieve(agent)).model, model);
  });

  it('remembers what was said', async () => {
    const session = await idleAfter('My name is Ada');
    const told = await listen(session, () => say(session, 'what did I say'));
    equal(textIn(told), 'You have said:\n\n1. My name is Ada');
  });

  it('tells who comes to listen how it stands, and nothing of what has been', async () => {
    const session = await idleAfter('say hello');
    const [first, second] = await listen(session, () => say(session, 'say more'));
    deepEqual([first?.type, second?.type], ['agent.session.idle', 'agent.session.in_progress']);
  });

  it('does not do twice what it is told under one key', async () => {
    const session = await idleAfter('say hello');
    const told = { events: [message('slow')], 'Idempotency-Key': 'k' };
    await sessions.events.create(session, told);
    await sessions.events.create(session, told);
    deepEqual(textsOf((await sessions.items.list(session)).data).filter((text) => text === 'slow'), ['slow']);
  });

  it('keeps what was said, for all and for each turn', async () => {
    const session = await idleAfter('say one');
    await listen(session, () => say(session, 'say two'));
    const { data: all } = await sessions.items.list(session, { order: 'asc' });
    const { data: [turn] } = await sessions.turns.list(session);
    const { data: last } = await sessions.turns.items.list(turn?.id ?? '', { session_id: session, order: 'asc' });
    deepEqual([textsOf(all), textsOf(last)], [['say one', 'one', 'say two', 'two'], ['say two', 'two']]);
  });

  it('waits for what a function returns', async () => {
    const { id } = await sessions.create({ environment, agent_id: agent, input: 'call weather {"city":"Paris"}' });
    const told = await listen(id, async () => {
      const { status, required_actions: [action] } = await until(id, 'requires_action');
      if (action?.type !== 'function_call') throw new Error('No function was called.');
      deepEqual([status, action.name, action.arguments], ['requires_action', 'weather', { city: 'Paris' }]);
      equal((await sessions.turns.retrieve(action.turn_id, { session_id: id })).status, 'waiting');
      const { call_id, turn_id } = action;
      await sessions.events.create(id, { events: [{ type: 'agent.session.input.tool_result', call_id, turn_id, success: true, output: 'Rain' }] });
    });
    equal(textIn(told), 'weather returned Rain');
    const { data } = await sessions.items.list(id, { order: 'asc' });
    deepEqual(data.map(({ type }) => type), ['message', 'function_call', 'function_call_output', 'message']);
  });

  it('takes no result that it does not wait for', async () => {
    const session = await idleAfter('say hello');
    const result = { type: 'agent.session.input.tool_result', call_id: 'call_1', turn_id: 'turn_1', success: true, output: 'Rain' } as const;
    deepEqual(await refusalOf(sessions.events.create(session, { events: [result] })), [400, null, 'events']);
  });

  it('is free again once its turn is cancelled', async () => {
    const { id } = await sessions.create({ environment, agent_id: agent, input: 'slow' });
    const told = await listen(id, () => sessions.events.create(id, { events: [{ type: 'agent.session.input.cancel' }] }));
    deepEqual([endOf(told), (await sessions.retrieve(id)).status], [['cancelled', undefined], 'idle']);
  });

  it('is free again once a turn is cancelled that waits for a function', async () => {
    const { id } = await sessions.create({ environment, agent_id: agent, input: 'call weather {}' });
    await until(id, 'requires_action');
    const told = await listen(id, () => sessions.events.create(id, { events: [{ type: 'agent.session.input.cancel' }] }));
    deepEqual([endOf(told), (await sessions.retrieve(id)).required_actions], [['cancelled', undefined], []]);
  });

  it('heeds in the same turn what is said while it is at work', async () => {
    const { id } = await sessions.create({ environment, agent_id: agent, input: 'call weather {}' });
    const { required_actions: [action] } = await until(id, 'requires_action');
    await say(id, 'say stop');
    const told = await listen(id, () => {
      const { call_id = '', turn_id = '' } = action?.type === 'function_call' ? action : {};
      return sessions.events.create(id, { events: [{ type: 'agent.session.input.tool_result', call_id, turn_id, success: false, error: 'No.' }] });
    });
    deepEqual([textIn(told), (await sessions.turns.list(id)).data.length], ['weather returned No.stop', 1]);
  });

  const ends: readonly (readonly [string, readonly unknown[]])[] = [
    ['fail run', ['failed', 'rate_limit_exceeded']],
    ['fail failed', ['failed', 'server_error']],
    ['run incomplete', ['failed', 'max_output_tokens']],
  ];
  for (const [words, end] of ends) {
    it(`ends a turn as ${end.join(': ')} at the words “${words}”`, async () => {
      deepEqual(endOf(await toldOf(words)), end);
    });
  }

  it('tells of an error in the midst of an answer, and goes no further', async () => {
    server.plan({ fault: 'errorEvent', after: 1, code: 'server_error', message: 'Oh.' });
    const told = await toldOf('say one two three');
    deepEqual([textIn(told), told.find((event) => event.type === 'error')?.error.message, endOf(told)], ['one ', 'Oh.', ['failed', 'server_error']]);
  });

  it('loses its stream at the words for that, and works on', async () => {
    const session = await idleAfter('Hello');
    const stream = await sessions.events.stream(session);
    await say(session, 'fail cut');
    const { error } = await collect(stream);
    equal(error instanceof Error, true);
    await until(session, 'idle');
    equal((await sessions.turns.list(session)).data[0]?.status, 'completed');
  });

  it('refuses to be deleted while it is at work', async () => {
    const { id } = await sessions.create({ environment, agent_id: agent, input: 'slow' });
    deepEqual(await refusalOf(sessions.delete(id)), [409, null, null]);
    await listen(id, () => sessions.events.create(id, { events: [{ type: 'agent.session.input.cancel' }] }));
    deepEqual(await sessions.delete(id), { id, object: 'agent.session.deleted', deleted: true });
    deepEqual(await refusalOf(sessions.retrieve(id)), [404, null, null]);
  });

  it('is changed for the turns to come', async () => {
    const session = await idleAfter('Hello');
    const changed = await sessions.update(session, { agent: { model: 'offline-small', tools: [], reasoning: { effort: 'low' } }, metadata: { a: 'b' } });
    deepEqual([changed.agent.model, changed.agent.tools, changed.agent.reasoning.effort, changed.metadata], ['offline-small', [], 'low', { a: 'b' }]);
  });

  it('is listed by its agent and its metadata', async () => {
    const one = await sessions.create({ environment, agent_id: agent, input: 'Hello', metadata: { a: '1' } });
    const two = await sessions.create({ environment, agent: { model }, input: 'Hello', metadata: { a: '2' } });
    const idsOf = async (query: SessionListParams): Promise<readonly string[]> => (await sessions.list(query)).data.map(({ id }) => id);
    deepEqual([await idsOf({}), await idsOf({ agent_id: agent }), await idsOf({ metadata: { a: '2' } })], [[two.id, one.id], [one.id], [two.id]]);
  });

  /** The session once it stands like this. */
  async function until(id: string, status: OpenAI.Beta.Agents.AgentSession['status']): Promise<OpenAI.Beta.Agents.AgentSession> {
    for (;;) {
      const session = await sessions.retrieve(id);
      if (session.status === status) return session;
    }
  }
});

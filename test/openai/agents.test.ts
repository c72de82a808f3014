import assert from 'node:assert/strict';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import type { EngineEvent, FunctionCall } from '../../src/core/engine.ts';
import type { Bookmark } from '../../src/shared/bookmark.ts';
import type { Fault } from '../server/faults.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { clientFor } from '../server/testClient.ts';
import { eventually } from '../support/eventually.ts';
import { describeEngine } from './engineContract.ts';
import { bookmarkOf, EngineStage, past, textOf } from './engineStage.ts';

describeEngine('Agents', { api: 'agents' }, { recovers: true, toldAsItsOwn: false });

const weather = { type: 'function', name: 'weather', description: 'The weather.', parameters: { type: 'object', properties: {} } } as const;
const tutor: Assistant = { ...emptyDefinition, id: 'tutor', name: 'Tutor', instructions: 'Be kind.', tools: [weather] };
const numbers = 'say one two three four five six seven';
const { signal } = new AbortController();
const notesOf = (events: readonly EngineEvent[]) => events.flatMap((event) => (event.type === 'note' ? [event.note] : []));

describe('the Agents engine', () => {
  let server: OfflineServer;
  let stage: EngineStage;
  let agents: ReturnType<typeof clientFor>['beta']['agents'];
  before(async () => {
    server = await startOfflineServer();
    ({ agents } = clientFor(server.url).beta);
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
    stage = new EngineStage(server, { api: 'agents' });
  });

  /** What was asked, as `POST /agents`, ids left out. */
  const asked = (): readonly string[] => server.requests.map(({ method, path }) => `${method} ${path.replace('/v1', '').replaceAll(/_[\da-f]{48}/g, '')}`);
  const statusOf = async ({ id }: Bookmark): Promise<string> => (await agents.sessions.retrieve(id)).status;

  /** A first exchange, and the bookmark that it leaves. */
  async function begun(assistant: Assistant = tutor, on = stage): Promise<Bookmark> {
    const bookmark = bookmarkOf(await on.events('Blue is my colour.', { assistant }));
    assert.ok(bookmark !== undefined);
    return bookmark;
  }

  it('makes an agent of an assistant, and answers in a session of it', async () => {
    await begun();
    assert.deepEqual(asked(), ['GET /agents', 'POST /agents', 'POST /agents/sessions']);
    const { data: [agent] } = await agents.list();
    assert.deepEqual([agent?.name, agent?.instructions, agent?.model, agent?.metadata], ['Tutor', 'Be kind.', 'offline-large', { workspace_assistant: 'tutor' }]);
  });

  it('finds the agent again that it made another time', async () => {
    await begun();
    await begun(tutor, new EngineStage(server, { api: 'agents' }));
    assert.equal((await agents.list()).data.length, 1);
  });

  it('changes the agent when the assistant has changed, and takes back what it says no more', async () => {
    await begun({ ...tutor, parameters: { reasoning_effort: 'low' } });
    await begun({ ...tutor, instructions: 'Be brief.' });
    const { data } = await agents.list();
    assert.deepEqual(data.map(({ instructions, reasoning }) => [instructions, reasoning.effort]), [['Be brief.', null]]);
  });

  it('makes the agent anew that has gone from the server', async () => {
    await begun();
    const { data: [agent] } = await agents.list();
    await agents.delete(agent?.id ?? '');
    assert.deepEqual(await stage.outcome('say hello', { assistant: tutor }), { text: 'hello', end: 'done' });
  });

  it('goes on in the session of its bookmark, and sends only what is new', async () => {
    const bookmark = await begun();
    await stage.events('say hello', { assistant: tutor, history: past('Blue is my colour.', 'Noted.'), bookmark });
    assert.deepEqual(asked().slice(3), ['GET /agents/sessions/sess', 'POST /agents/sessions/sess', 'GET /agents/sessions/sess/events', 'POST /agents/sessions/sess/events']);
    assert.deepEqual(server.requests.at(-1)?.body, { events: [{ type: 'agent.session.input.message', input: [{ role: 'user', content: [{ type: 'input_text', text: 'say hello' }] }] }] });
  });

  it('begins a new session, with what was said before, for another agent', async () => {
    const bookmark = await begun();
    const other: Assistant = { ...tutor, id: 'other' };
    const events = await stage.events('what did I say', { assistant: other, history: past('Blue is my colour.', 'Noted.'), bookmark });
    assert.match(textOf(events), /The user: Blue is my colour\.\s+You: Noted\./);
    assert.notDeepEqual(bookmarkOf(events), bookmark);
  });

  it('begins a new session when the instructions have changed: those of a session cannot', async () => {
    const bookmark = await begun();
    const assistant: Assistant = { ...tutor, instructions: 'Talk like a pirate.' };
    const events = await stage.events('Who are you?', { assistant, history: past('Blue is my colour.', 'Noted.'), bookmark });
    assert.match(textOf(events), /Talk like a pirate\./);
    assert.notEqual(bookmarkOf(events)?.id, bookmark.id);
  });

  it('gives a session that goes on the model and the tools of now', async () => {
    const bookmark = await begun();
    const events = await stage.events('Who are you?', { assistant: { ...tutor, tools: [] }, model: 'offline-small', bookmark });
    assert.match(textOf(events), /Model: offline-small/);
    assert.deepEqual([bookmarkOf(events), (await agents.sessions.retrieve(bookmark.id)).agent.tools], [bookmark, []]);
  });

  it('says in one thread what the thread adds to the instructions', async () => {
    const events = await stage.events('Hello', { assistant: tutor, instructions: 'Address the user as Jane Doe.' });
    assert.match(textOf(events), /^Hello Jane Doe!/);
    assert.deepEqual((await agents.list()).data.map(({ instructions }) => instructions), ['Be kind.']);
  });

  it('has functions called, in one turn, and tells the model what came of them', async () => {
    const calls: FunctionCall[] = [];
    const call = async (one: FunctionCall) => {
      calls.push(one);
      return { ok: one.input.includes('Paris'), output: `It rains: ${one.input}` };
    };
    const events = await stage.events('call weather {"city":"Paris"}\ncall weather {"city":"Rome"}', { assistant: tutor, call });
    assert.equal(textOf(events), 'weather returned It rains: {"city":"Paris"}\nweather returned It rains: {"city":"Rome"}');
    assert.deepEqual([calls.map(({ name, input }) => [name, input]), events.at(-1)], [[['weather', '{"city":"Paris"}'], ['weather', '{"city":"Rome"}']], { type: 'done' }]);
    assert.deepEqual(notesOf(events).flatMap(({ status }) => status ?? []), ['queued', 'in_progress', 'requires_action']);
  });

  it('gives up a model that calls functions for ever, and frees the session (case 61)', async () => {
    const { end } = await stage.outcome('keep calling weather {}', { assistant: tutor });
    assert.deepEqual(end, { kind: 'interrupted', message: 'The model has called functions 20 times in a row without an answer.', action: 'continue' });
    const { data: [session] } = await agents.sessions.list();
    await eventually(() => statusOf({ place: '', kind: 'session', id: session?.id ?? '' }), 'idle');
  });

  it('tells what a turn has used', async () => {
    const [bookmark, events] = [await begun(), await stage.events('say one two', { assistant: tutor })];
    const usage = notesOf(events).findLast((note) => note.usage !== undefined)?.usage;
    assert.deepEqual([usage?.outputTokens, (usage?.inputTokens ?? 0) > 0, bookmark.kind], [2, true, 'session']);
  });

  it('leaves the session free when it is stopped, and goes on in it', async () => {
    const bookmark = await begun();
    const controller = new AbortController();
    for await (const event of stage.engine.answer(stage.turn('slow', { assistant: tutor, bookmark }), controller.signal)) if (event.type === 'text') controller.abort();
    const events = await stage.events('what did I say', { assistant: tutor, bookmark });
    assert.deepEqual([bookmarkOf(events), textOf(events)], [bookmark, 'You have said:\n\n1. Blue is my colour.\n2. slow']);
  });

  it('leaves the session free when it is stopped while a function is called', async () => {
    const controller = new AbortController();
    const call = (): Promise<never> => new Promise((_resolve, reject) => {
      controller.signal.addEventListener('abort', () => {
        reject(new Error('Stopped.'));
      });
      controller.abort();
    });
    const events: EngineEvent[] = [];
    for await (const event of stage.engine.answer(stage.turn('call weather {}', { assistant: tutor, call }), controller.signal)) events.push(event);
    const bookmark = bookmarkOf(events);
    assert.ok(bookmark !== undefined && events.at(-1)?.type !== 'done');
    await eventually(() => statusOf(bookmark), 'idle');
  });

  it('listens no longer when what it says is refused', async () => {
    const bookmark = await begun();
    server.plan({ fault: 'status', status: 403, method: 'POST', path: '/v1/agents/sessions/*/events' });
    const { end } = await stage.outcome('say hello', { assistant: tutor, bookmark });
    assert.ok(typeof end === 'object' && end.kind === 'requestRefused', JSON.stringify(end));
    await server.settled();
  });

  const losses: readonly (readonly [string, Fault])[] = [
    ['broken off', { fault: 'cut', after: 3 }],
    ['ended early', { fault: 'endEarly', after: 3 }],
    ['lost from its first word on', { fault: 'cut', after: 0 }],
  ];
  for (const [how, fault] of losses) {
    it(`has the whole answer, and each word once, when the stream of a later turn is ${how}`, async () => {
      const bookmark = await begun();
      server.plan({ ...fault, method: 'GET', path: '/v1/agents/sessions/*/events' });
      assert.deepEqual(await stage.outcome(numbers, { assistant: tutor, bookmark }), { text: 'one two three four five six seven', end: 'done' });
    });
  }

  it('waits for the end of a turn whose stream was lost', async () => {
    const slow = await startOfflineServer({ wordDelay: 60 });
    slow.plan({ fault: 'cut', after: 1, path: '/v1/agents/sessions' });
    assert.deepEqual(await new EngineStage(slow, { api: 'agents' }).outcome(numbers), { text: 'one two three four five six seven', end: 'done' });
    await slow.close();
  });

  it('tells of a session that the server lost midway as of a lost connection', async () => {
    server.plan({ fault: 'cut', after: 3, path: '/v1/agents/sessions' });
    server.plan({ fault: 'status', status: 404, path: '/v1/agents/sessions/*/turns/*' });
    const { end } = await stage.outcome(numbers, { assistant: tutor });
    assert.ok(typeof end === 'object' && end.kind === 'offline', JSON.stringify(end));
  });

  it('says why a turn failed, and goes on in its session', async () => {
    const bookmark = await begun();
    const words = 'Your account is not active, please check your billing details on our website.';
    const { host } = new URL(server.url);
    const { end } = await stage.outcome('fail run', { assistant: tutor, bookmark });
    assert.deepEqual(end, { kind: 'noCredit', message: `The agent at ${host} gave this answer up: ${words}`, action: 'chooseConnection' });
    assert.deepEqual(bookmarkOf(await stage.events('say hello', { assistant: tutor, bookmark })), bookmark);
  });

  it('says that there were too many requests, where that is all', async () => {
    server.plan({ fault: 'failed', code: 'rate_limit_exceeded', message: 'Slow down.', path: '/v1/agents/sessions' });
    const { end } = await stage.outcome(numbers, { assistant: tutor });
    assert.ok(typeof end === 'object' && end.kind === 'rateLimited' && end.action === 'retry', JSON.stringify(end));
  });

  it('names the parameter that the model does not take, and does without it in the session that it has', async () => {
    const assistant: Assistant = { ...tutor, parameters: { reasoning_effort: 'low' } };
    const bookmark = await begun(assistant);
    server.set({ refusedParameters: ['reasoning.effort'] });
    const { end } = await new EngineStage(server, { api: 'agents' }).outcome('say hello', { assistant, bookmark });
    assert.ok(typeof end === 'object' && end.kind === 'parameterRefused' && end.parameter === 'reasoning_effort', JSON.stringify(end));
    assert.deepEqual(await stage.outcome('say hello', { assistant, bookmark, without: ['reasoning_effort'] }), { text: 'hello', end: 'done' });
    assert.equal((await agents.sessions.retrieve(bookmark.id)).agent.reasoning.effort, null);
  });

  it('lets an agent of the server’s answer, and overrides of it what the assistant says itself', async () => {
    const { id } = await agents.create({ model: 'offline-small', instructions: 'Address the user as Ada.' });
    const own: Assistant = { ...emptyDefinition, id: 'a', name: 'A', serverId: id };
    assert.match(textOf(await stage.events('Hello', { assistant: own })), /^Hello Ada![^]*Model: offline-small/);
    assert.match(textOf(await stage.events('Hello', { assistant: { ...own, model: 'offline-large', instructions: 'Address the user as Bob.' } })), /^Hello Bob![^]*Model: offline-large/);
    assert.equal(asked().filter((one) => one === 'POST /agents').length, 1);
  });

  it('says that an agent of the server’s is not there', async () => {
    const { end } = await stage.outcome('Hello', { assistant: { ...tutor, serverId: 'agent_none' } });
    assert.deepEqual(end, { kind: 'notFound', message: `There is no agent “agent_none” at ${new URL(server.url).host}.`, action: 'openAssistant' });
  });

  for (const serverId of ['../agents', 'agent/..', 'agent_1?x', '']) {
    it(`sends nothing for the id “${serverId}”`, async () => {
      const { end } = await stage.outcome('Hello', { assistant: { ...tutor, serverId } });
      assert.ok(typeof end === 'object' && end.kind === 'notFound', JSON.stringify(end));
      assert.deepEqual(asked(), []);
    });
  }

  it('forgets a session, even one that is at work', async () => {
    const bookmark = await begun();
    await agents.sessions.events.create(bookmark.id, { events: [{ type: 'agent.session.input.message', input: [{ role: 'user', content: [{ type: 'input_text', text: 'slow' }] }] }] });
    await stage.engine.forget(bookmark, signal);
    assert.deepEqual((await agents.sessions.list()).data, []);
  });

  it('forgets nothing of another server', async () => {
    const bookmark = await begun();
    await stage.engine.forget({ ...bookmark, place: `agents ${server.url}1 agent_1` }, signal);
    assert.equal(await statusOf(bookmark), 'idle');
  });

  it('says that there is no such API', async () => {
    server.set({ agents: false });
    const { end } = await stage.outcome('Hello', { assistant: tutor });
    assert.deepEqual(end, { kind: 'notThisApi', message: `There is no Agents API at ${server.url} (404).`, action: 'openSettings' });
  });
});

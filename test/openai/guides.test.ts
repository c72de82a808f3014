import assert from 'node:assert/strict';
import { toFile } from 'openai';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import type { EngineEvent, FunctionCall } from '../../src/core/engine.ts';
import type { Citation, Step } from '../../src/shared/answerParts.ts';
import type { Failure } from '../../src/shared/failure.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { clientFor } from '../server/testClient.ts';
import { eventually } from '../support/eventually.ts';
import { bookmarkOf, EngineStage, textOf } from './engineStage.ts';

const tutor: Assistant = {
  ...emptyDefinition,
  id: 'tutor',
  name: 'Math Tutor',
  instructions: 'You are a personal math tutor. Write and run code to answer math questions.',
  tools: [{ type: 'code_interpreter' }],
};
const question = 'I need to solve the equation `3x + 11 = 14`. Can you help me?';
const weather = { type: 'function', name: 'getWeather', parameters: { type: 'object', properties: { city: { type: 'string' } } } } as const;
const notActive = 'Your account is not active, please check your billing details on our website.';

const isWord = (event: EngineEvent): boolean => event.type === 'text';
const isRunning = (event: EngineEvent): boolean => event.type === 'note' && event.note.status === 'in_progress';

/** Each step as it was told last, without the times of the day. */
function stepsOf(events: readonly EngineEvent[]): readonly Pick<Step, 'kind' | 'title' | 'state' | 'input' | 'output'>[] {
  const last = new Map(events.flatMap((event) => (event.type === 'step' ? [[event.step.id, event.step] as const] : [])));
  return [...last.values()].map(({ kind, title, state, input, output }) => ({ kind, title, state, ...(input === undefined ? {} : { input }), ...(output === undefined ? {} : { output }) }));
}

/** What the answer cites, as it was told last. */
function citationsOf(events: readonly EngineEvent[]): readonly Citation[] | undefined {
  return events.flatMap((event) => (event.type === 'note' && event.note.citations !== undefined ? [event.note.citations] : [])).at(-1);
}

function statusesOf(events: readonly EngineEvent[]): readonly string[] {
  return events.flatMap((event) => (event.type === 'note' && event.note.status !== undefined ? [event.note.status] : []));
}

for (const assistantsShape of ['v2', 'v1'] as const) {
  describe(`what the guides do with the Assistants API, at a server of its ${assistantsShape === 'v2' ? 'second' : 'first'} version`, () => {
    let server: OfflineServer;
    let stage: EngineStage;
    before(async () => {
      server = await startOfflineServer({ features: { assistantsShape } });
    });
    after(() => server.close());
    beforeEach(() => {
      server.reset();
      stage = new EngineStage(server, { api: 'assistants' });
    });

    it('a math tutor runs code, shows it and what came of it, and answers', async () => {
      const events = await stage.events(question, { assistant: tutor });
      const input = "from sympy import Eq, solve, symbols\nx = symbols('x')\nsolve(Eq(3*x + 11, 14), x)";
      assert.deepEqual(stepsOf(events), [{ kind: 'code', title: 'Code interpreter', state: 'complete', input, output: '[1]' }]);
      assert.equal(textOf(events), 'The solution of `3x + 11 = 14` is x = 1.');
      assert.deepEqual([events.at(-1), statusesOf(events).at(0), statusesOf(events).at(-1)], [{ type: 'done' }, 'queued', 'completed']);
    });

    it('a premium customer is addressed by name in one thread, and the assistant stays as it is', async () => {
      const premium = 'Please address the user as Jane Doe. The user has a premium account.';
      assert.equal(textOf(await stage.events(question, { assistant: tutor })), 'The solution of `3x + 11 = 14` is x = 1.');
      const { length } = server.requests;
      assert.equal(textOf(await stage.events(question, { assistant: tutor, instructions: premium })), 'Hello Jane Doe! The solution of `3x + 11 = 14` is x = 1.');
      assert.deepEqual(server.requests.slice(length).filter(({ path }) => path.startsWith('/v1/assistants')), []);
    });

    it('a support bot answers out of its file, and names it', async () => {
      const client = clientFor(server.url);
      const { id: fileId } = await client.files.create({ file: await toFile(Buffer.from('Shipping takes two days.\nReturns are free for 30 days.\n'), 'guide.md'), purpose: 'assistants' });
      const { id: storeId } = await client.vectorStores.create({ file_ids: [fileId] });
      const files = assistantsShape === 'v2' ? { file_search: { vector_store_ids: [storeId] } } : { code_interpreter: { file_ids: [fileId] } };
      const bot: Assistant = { ...emptyDefinition, id: 'bot', name: 'Support', instructions: 'You are a support bot.', tools: [{ type: 'file_search' }], toolResources: files };
      const events = await stage.events('How long does shipping take?', { assistant: bot });
      assert.equal(textOf(events), 'guide.md says: “Shipping takes two days.” [guide.md].');
      assert.deepEqual(stepsOf(events).map(({ kind, state }) => [kind, state]), [['search', 'complete']]);
      const cited = { name: 'guide.md', fileId, ...(assistantsShape === 'v2' ? { quote: 'Shipping takes two days.\nReturns are free for 30 days.\n' } : {}) };
      assert.deepEqual(citationsOf(events), [cited]);
    });

    it('functions are called all together, and what they return goes back in one piece', async () => {
      const assistant: Assistant = { ...emptyDefinition, id: 'weather', name: 'Weather', instructions: 'Tell the weather.', tools: [weather] };
      const calls: FunctionCall[] = [];
      const events = await stage.events('call getWeather {"city":"Rome"}\ncall getWeather {"city":"Oslo"}', {
        assistant,
        call: async (call) => {
          calls.push(call);
          return { ok: true, output: `fine weather, as always in ${call.input}` };
        },
      });
      assert.deepEqual(calls.map(({ name, input }) => [name, input]), [['getWeather', '{"city":"Rome"}'], ['getWeather', '{"city":"Oslo"}']]);
      assert.equal(textOf(events), 'getWeather returned fine weather, as always in {"city":"Rome"}\ngetWeather returned fine weather, as always in {"city":"Oslo"}');
      assert.equal(server.requests.filter(({ path }) => path.endsWith('/submit_tool_outputs')).length, 1);
      assert.ok(statusesOf(events).includes('requires_action'));
    });

    it('an account that is not active fails the run, in the server’s words', async () => {
      const { end } = await stage.outcome('fail run');
      const { host } = new URL(server.url);
      assert.deepEqual(end, { kind: 'noCredit', message: `The account at ${host} cannot be used: ${notActive}`, action: 'chooseConnection' });
    });

    it('too many requests fail the run, and may be tried again', async () => {
      server.plan({ fault: 'failed', path: '/v1/threads/runs', after: 0, code: 'rate_limit_exceeded', message: 'Rate limit reached for requests.' });
      const { end } = await stage.outcome('say hello');
      assert.deepEqual(end, { kind: 'rateLimited', message: `${new URL(server.url).host} has had too many requests for now: Rate limit reached for requests.`, action: 'retry' });
    });

    it('a run that takes too long expires, and may be tried again', async () => {
      const { end } = await stage.outcome('expire');
      assert.deepEqual(end, { kind: 'expired', message: `The run expired at ${new URL(server.url).host} before it was finished.`, action: 'retry' });
    });

    it('a run that expires while a function is being called says so (case 56)', async () => {
      const assistant: Assistant = { ...emptyDefinition, id: 'weather', name: 'Weather', instructions: 'Tell the weather.', tools: [weather] };
      const { end } = await stage.outcome('expire', { assistant, call: async () => new Promise((resolve) => { setTimeout(resolve, 150, { ok: true, output: 'late' }); }) });
      assert.ok(typeof end === 'object' && end.kind === 'expired', JSON.stringify(end));
    });

    it('a stopped run is cancelled at the server, and its thread goes on', async () => {
      const stop = new AbortController();
      const heard: EngineEvent[] = [];
      for await (const event of stage.engine.answer(stage.turn('slow'), stop.signal)) {
        heard.push(event);
        if ((assistantsShape === 'v2' ? isWord : isRunning)(event)) stop.abort();
      }
      const bookmark = bookmarkOf(heard);
      assert.ok(bookmark !== undefined);
      await eventually(async () => runsOf(server, bookmark.id), ['cancelled']);
      const after = await stage.outcome('what did I say', { bookmark });
      assert.deepEqual(after, { text: 'You have said:\n\n1. slow', end: 'done' });
    });

    it('a thread can be used at once after a stop', async () => {
      const stop = new AbortController();
      const heard: EngineEvent[] = [];
      for await (const event of stage.engine.answer(stage.turn('slow'), stop.signal)) {
        heard.push(event);
        if (isRunning(event)) stop.abort();
      }
      const bookmark = bookmarkOf(heard);
      assert.ok(bookmark !== undefined);
      assert.deepEqual(await stage.outcome('what did I say', { bookmark }), { text: 'You have said:\n\n1. slow', end: 'done' });
    });
  });
}

describe('a server that answers 404 to everything', () => {
  it('is told in words by every call, and is not asked for ever', async () => {
    const server = await startOfflineServer({ features: { assistants: false, models: [] } });
    const { signal } = new AbortController();
    const stage = new EngineStage(server, { api: 'assistants' });
    const { assistants } = stage.backEnd;
    const { files } = assistants ?? {};
    assert.ok(assistants !== undefined && files !== undefined);
    const lost = { place: `assistants ${server.url}`, kind: 'thread', id: 'thread_1' } as const;
    const turns = [
      await stage.outcome('say hello'),
      await stage.outcome('say hello', { assistant: { ...builtInAssistant, serverId: 'asst_1' } }),
      await stage.outcome('say hello', { assistant: { ...builtInAssistant, serverId: 'asst_1' }, bookmark: lost }),
    ];
    const failures = [
      ...turns.map(({ end }) => end),
      await failureOf(assistants.list(signal)),
      await failureOf(assistants.retrieve('asst_1', signal)),
      await failureOf(assistants.create({ ...emptyDefinition, model: 'm' }, signal)),
      await failureOf(assistants.update('asst_1', emptyDefinition, signal)),
      await failureOf(assistants.remove('asst_1', signal)),
      await failureOf(files.list('asst_1', signal)),
      await failureOf(files.attach('asst_1', 'file_1', signal)),
      await failureOf(files.detach('asst_1', 'file_1', signal)),
      await failureOf(stage.engine.forget({ ...lost, id: '../files' }, signal)),
    ];
    assert.deepEqual(failures.slice(0, -1), failures.slice(0, -1).map(() => ({ kind: 'notThisApi', message: `There is no Assistants API at ${server.url} (404).`, action: 'openSettings' })));
    assert.deepEqual(failures.at(-1), { kind: 'notFound', message: '“../files” is not the id of anything at a server.', action: 'openAssistant' });
    assert.ok(server.requests.length < 2 * failures.length, String(server.requests.length));
    await server.close();
  });
});

/** Where the runs of a thread stand, as the server tells it. */
async function runsOf(server: OfflineServer, threadId: string): Promise<unknown> {
  const { data } = await clientFor(server.url).get<{ readonly data: readonly { readonly status: string }[] }>(`/threads/${threadId}/runs`, { headers: { 'OpenAI-Beta': 'assistants=v2' } });
  return data.map(({ status }) => status);
}

async function failureOf(asked: Promise<unknown>): Promise<Failure> {
  const error = await asked.then(() => new Error('It went well.'), (reason: unknown) => reason);
  assert.ok(error instanceof FailureError, String(error));
  return error.failure;
}

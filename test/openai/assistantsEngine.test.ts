import assert from 'node:assert/strict';
import { emptyDefinition, type Assistant } from '../../src/core/assistant.ts';
import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { clientFor } from '../server/testClient.ts';
import { bookmarkOf, EngineStage, past, textOf } from './engineStage.ts';

const { signal } = new AbortController();
const beta = { headers: { 'OpenAI-Beta': 'assistants=v2' } } as const;
const pirate: Assistant = { ...emptyDefinition, id: 'personal/pirate', name: 'Pirate', instructions: 'Talk like a pirate.', metadata: { team: 'sea' } };

/** Twenty exchanges. */
const longHistory = Array.from({ length: 20 }, (_, index) => past(`Fact ${String(index + 1)}`, 'Noted.')).flat();

describe('the Assistants engine', () => {
  let server: OfflineServer;
  let stage: EngineStage;
  before(async () => {
    server = await startOfflineServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
    stage = new EngineStage(server, { api: 'assistants' });
  });
  const asked = (): readonly string[] => server.requests.map(({ method, path }) => `${method} ${path.replace('/v1', '').replaceAll(/(?<=_)[\da-f]{8,}/g, '…')}`);
  const toldTo = (path: string): readonly unknown[] => server.requests.filter((request) => request.method === 'POST' && request.path === path).map(({ body }) => body);

  it('makes an assistant at the server once, and changes it when ours has changed', async () => {
    await stage.events('say one', { assistant: pirate });
    await stage.events('say two', { assistant: pirate });
    await stage.events('say three', { assistant: { ...pirate, parameters: { temperature: 0.5 } } });
    assert.deepEqual(asked(), ['GET /assistants', 'POST /assistants', 'POST /threads/runs', 'POST /threads/runs', 'POST /assistants/asst_…', 'POST /threads/runs']);
    assert.deepEqual(toldTo('/v1/assistants'), [{
      model: 'offline-large', name: 'Pirate', instructions: 'Talk like a pirate.', tools: [], metadata: { team: 'sea', workspace_assistant: 'personal/pirate' }, tool_resources: {},
    }]);
  });

  it('finds the assistant again that an earlier window has made', async () => {
    await stage.events('say one', { assistant: pirate });
    const later = new EngineStage(server, { api: 'assistants' });
    await later.events('say two', { assistant: pirate });
    assert.deepEqual(asked().slice(3), ['GET /assistants', 'POST /assistants/asst_…', 'POST /threads/runs']);
  });

  it('makes the assistant anew when it was deleted at the server', async () => {
    await stage.events('say one', { assistant: pirate });
    for (const { id } of (await stage.backEnd.assistants?.list(signal)) ?? []) await stage.backEnd.assistants?.remove(id, signal);
    assert.deepEqual(await stage.outcome('say two', { assistant: pirate }), { text: 'two', end: 'done' });
  });

  it('begins a thread and its run in one request, and goes on in it with what is new', async () => {
    const assistant = { ...builtInAssistant, id: 'a' };
    const bookmark = bookmarkOf(await stage.events('Hello', { assistant }));
    assert.ok(bookmark !== undefined);
    await stage.events('say more', { assistant, history: past('Hello', 'Hi.'), bookmark });
    assert.deepEqual(asked().slice(2), ['POST /threads/runs', 'POST /threads/thread_…/messages', 'POST /threads/thread_…/runs']);
    assert.deepEqual(toldTo(`/v1/threads/${bookmark.id}/messages`), [{ role: 'user', content: 'say more' }]);
  });

  it('has the thread at the server say whose it is, and whose it has become', async () => {
    const bookmark = bookmarkOf(await stage.events('Hello', { assistant: { ...builtInAssistant, id: 'a' } }));
    assert.ok(bookmark !== undefined);
    await stage.events('say more', { assistant: pirate, history: past('Hello', 'Hi.'), bookmark });
    assert.deepEqual(toldTo('/v1/threads/runs').map((body) => /"workspace_assistant":"(.*?)"/.exec(JSON.stringify(body))?.[1]), ['a']);
    assert.deepEqual(toldTo(`/v1/threads/${bookmark.id}`), [{ metadata: { workspace_assistant: 'personal/pirate' } }]);
  });

  it('begins a new thread with the whole history when the server has forgotten the old one', async () => {
    const bookmark = bookmarkOf(await stage.events('Blue is my colour.'));
    assert.ok(bookmark !== undefined);
    await stage.engine.forget(bookmark, signal);
    const events = await stage.events('what did I say', { history: past('Blue is my colour.', 'Noted.'), bookmark });
    assert.equal(textOf(events), 'You have said:\n\n1. Blue is my colour.');
    assert.notEqual(bookmarkOf(events)?.id, bookmark.id);
  });

  it('takes a history along that is longer than a new thread may be', async () => {
    const heard = textOf(await stage.events('what did I say', { history: longHistory }));
    assert.equal(heard, `You have said:\n\n${longHistory.flatMap(({ role, text }) => (role === 'user' ? [text] : [])).map((text, index) => `${String(index + 1)}. ${text}`).join('\n')}`);
    assert.deepEqual(asked().slice(2), ['POST /threads', ...Array.from({ length: 9 }, () => 'POST /threads/thread_…/messages'), 'POST /threads/thread_…/runs']);
  });

  it('asks after the run where the answer is not to come as it is written', async () => {
    const events = await stage.events('say one two three', { assistant: { ...builtInAssistant, parameters: { stream: false } } });
    assert.deepEqual(events.flatMap((event) => (event.type === 'text' ? [event.text] : [])), ['one two three']);
    assert.deepEqual(events.at(-1), { type: 'done' });
  });

  it('ends a run of another window that is in the way, and goes on (case 52)', async () => {
    const bookmark = bookmarkOf(await stage.events('say hello'));
    assert.ok(bookmark !== undefined);
    const client = clientFor(server.url);
    const [assistant] = (await stage.backEnd.assistants?.list(signal)) ?? [];
    await client.post(`/threads/${bookmark.id}/messages`, { body: { role: 'user', content: 'slow' }, ...beta });
    await client.post(`/threads/${bookmark.id}/runs`, { body: { assistant_id: assistant?.id }, ...beta });
    const { text, end } = await stage.outcome('what did I say', { bookmark });
    assert.deepEqual([text, end], ['You have said:\n\n1. say hello\n2. slow', 'done']);
    const { data } = await client.get<{ readonly data: readonly { readonly status: string }[] }>(`/threads/${bookmark.id}/runs`, beta);
    assert.deepEqual(data.map(({ status }) => status), ['completed', 'cancelled', 'completed']);
  });

  it('says what broke the stream off when the run cannot be asked after either', async () => {
    server.plan({ fault: 'cut', after: 3, path: '/v1/threads/runs' });
    server.plan({ fault: 'status', status: 500, method: 'GET', path: '/v1/threads/*/runs/*', times: 5 });
    const { end } = await stage.outcome('say one two three four five six');
    assert.ok(typeof end === 'object' && end.kind === 'offline', JSON.stringify(end));
  });

  it('does not let functions be called for ever (case 61)', async () => {
    const assistant: Assistant = { ...pirate, tools: [{ type: 'function', name: 'dig' }] };
    const { end } = await stage.outcome('keep calling dig', { assistant });
    assert.ok(typeof end === 'object' && end.kind === 'requestRefused' && /20 times/.test(end.message), JSON.stringify(end));
  });

  it('says that a function failed, whatever the server makes of it', async () => {
    const assistant: Assistant = { ...pirate, tools: [{ type: 'function', name: 'dig' }] };
    const events = await stage.events('call dig', { assistant, call: async () => ({ ok: false, output: 'There is no shovel.' }) });
    assert.deepEqual(events.flatMap((event) => (event.type === 'step' ? [[event.step.title, event.step.state]] : [])), [['dig', 'failed']]);
    assert.equal(textOf(events), 'dig returned There is no shovel.');
  });
});

import assert from 'node:assert/strict';
import { useOfflineServer } from '../support/useOfflineServer.ts';
import { describeEngine } from './engineContract.ts';
import { bookmarkOf, EngineStage, past, textOf } from './engineStage.ts';

describeEngine('Responses with conversations', { api: 'responses' });
describeEngine('Responses with stored responses', { api: 'responses', history: 'response' });
describeEngine('Responses with nothing stored', { api: 'responses', history: 'local' });
describeEngine('Chat Completions', { api: 'chatCompletions' });
describeEngine('Assistants', { api: 'assistants' }, { recovers: true });
describeEngine('Assistants of the first version', { api: 'assistants' }, { features: { assistantsShape: 'v1' }, streams: false, toldAsItsOwn: false });
describeEngine('Agents', { api: 'agents' }, { recovers: true, toldAsItsOwn: false });

describe('the Responses engine', () => {
  const server = useOfflineServer();
  const paths = (): readonly string[] => server().requests.map(({ path }) => path.replace('/v1', ''));

  it('keeps the history in a conversation and sends only what is new', async () => {
    const stage = new EngineStage(server(), {});
    const bookmark = bookmarkOf(await stage.events('First'));
    assert.ok(bookmark?.kind === 'conversation');
    await stage.events('Second', { history: past('First', 'Yes.'), bookmark });
    assert.deepEqual(paths(), ['/conversations', '/responses', '/responses']);
    assert.deepEqual(server().requests.at(-1)?.body, {
      model: 'offline-large', instructions: stage.turn('').assistant.instructions, input: [{ role: 'user', content: 'Second' }], conversation: bookmark.id, store: true, stream: true,
    });
  });

  it('goes on from the last response where there are no conversations', async () => {
    server().set({ conversations: false });
    const stage = new EngineStage(server(), {});
    const before = await stage.goesBefore('First', 'Yes.');
    assert.equal(before.bookmark?.kind, 'response');
    const heard = textOf(await stage.events('what did I say', before));
    assert.match(heard, /First/);
    assert.deepEqual(paths(), ['/conversations', '/responses', '/responses']);
  });

  it('sends the whole history to a server that keeps nothing', async () => {
    server().set({ conversations: false, keepsResponses: false });
    const stage = new EngineStage(server(), {});
    const first = await stage.events('First');
    assert.equal(bookmarkOf(first), undefined);
    assert.match(textOf(await stage.events('what did I say', { history: past('First', 'Yes.') })), /First/);
  });

  it('stores nothing at the server when the history is to stay here', async () => {
    const stage = new EngineStage(server(), { history: 'local' });
    assert.equal(bookmarkOf(await stage.events('First')), undefined);
    const body = server().requests.at(-1)?.body;
    assert.ok(typeof body === 'object' && body !== null && 'store' in body && body.store === false);
    assert.deepEqual(paths(), ['/responses']);
  });

  it('answers through Chat Completions where there is no Responses API', async () => {
    server().set({ conversations: false, responses: false });
    const stage = new EngineStage(server(), {});
    assert.equal(textOf(await stage.events('say hello')), 'hello');
    await stage.events('say again');
    assert.deepEqual(paths(), ['/conversations', '/responses', '/chat/completions', '/chat/completions']);
  });

  it('says so where there is no API at all', async () => {
    server().set({ conversations: false, responses: false, chatCompletions: false });
    const { end } = await new EngineStage(server(), {}).outcome('say hello');
    assert.deepEqual(end, { kind: 'notThisApi', message: `There is no Responses API at ${server().url} (404).`, action: 'openSettings' });
  });

  it('deletes a conversation that it is to forget', async () => {
    const stage = new EngineStage(server(), {});
    const bookmark = bookmarkOf(await stage.events('First'));
    assert.ok(bookmark !== undefined);
    await stage.engine.forget(bookmark, new AbortController().signal);
    assert.deepEqual([server().requests.at(-1)?.method, server().requests.at(-1)?.path], ['DELETE', `/v1/conversations/${bookmark.id}`]);
  });
});

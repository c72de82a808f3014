import assert from 'node:assert/strict';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { EngineChat } from '../faults/engineChat.ts';

describe('a stream that falls silent', () => {
  let server: OfflineServer;
  before(async () => {
    server = await startOfflineServer({ contract: false });
  });
  after(() => server.close());

  for (const [how, comments] of [['altogether (case 6)', false], ['but for comments (case 7)', true]] as const) {
    it(`${how} is given up in time, and its first words stay`, async () => {
      server.plan({ fault: 'stall', after: 3, comments, path: '/v1/responses' });
      const chat = new EngineChat({ id: 'c', name: 'Here', baseUrl: server.url, api: 'responses', auth: 'none', headers: {} }, { first: 10_000, next: 700 });
      const answer = chat.last(await chat.say('count to 6'));
      assert.deepEqual([answer?.text.trim(), answer?.state, answer?.failure?.kind, answer?.failure?.action], ['1\n2\n3', 'interrupted', 'stalled', 'retry']);
    });
  }

  for (const [name, api, path] of [['a response in the background', 'responses', '/v1/responses'], ['a run', 'assistants', '/v1/threads/runs'], ['a turn of an agent', 'agents', '/v1/agents/sessions']] as const) {
    it(`is whole all the same once the server is asked, for ${name} (case 6)`, async () => {
      server.plan({ fault: 'stall', after: 5, path });
      const chat = new EngineChat({ id: 'c', name: 'Here', baseUrl: server.url, api, auth: 'none', headers: {} }, { first: 10_000, next: 10_000, choice: 400 }, { background: true });
      const offers: unknown[] = [];
      chat.threads.onEvent(({ threadId, event }) => {
        if (event.type !== 'silent') return;
        offers.push(event.silence);
        if (event.silence?.asking === undefined) chat.chat.askServer(threadId);
      });
      const answer = chat.last(await chat.say('count to 12'));
      assert.deepEqual([answer?.text, answer?.state, offers[0]], [Array.from({ length: 12 }, (_, index) => index + 1).join('\n'), 'complete', { seconds: 0, canAsk: true }]);
    });
  }
});

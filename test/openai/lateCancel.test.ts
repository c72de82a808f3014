import { deepEqual } from 'node:assert/strict';
import type { EngineEvent } from '../../src/core/engine.ts';
import type { Connection } from '../../src/core/connections.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { clientFor } from '../server/testClient.ts';
import { eventually } from '../support/eventually.ts';
import { bookmarkOf, EngineStage, textOf } from './engineStage.ts';

/** Where each wire asks for the end of an answer. */
const cancelPath: readonly (readonly [Connection['api'], string])[] = [['responses', '/v1/responses/*/cancel'], ['assistants', '/v1/threads/*/runs/*/cancel'], ['agents', '/v1/agents/sessions/*/events']];

const beta = { headers: { 'OpenAI-Beta': 'assistants=v2' } } as const;

describe('A server that is asked to cancel what has ended', () => {
  let server: OfflineServer;
  before(async () => {
    server = await startOfflineServer({ wordDelay: 5 });
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
  });
  const cancels = (): number => server.requests.filter(({ method, path, body }) => method === 'POST' && (path.endsWith('/cancel') || JSON.stringify(body ?? '').includes('input.cancel'))).length;

  for (const [api, path] of cancelPath) for (const status of [400, 404, 409]) {
    it(`may say so with ${String(status)}: the answer is stopped, and the next prompt is answered, on ${api} (case 55)`, async () => {
      const stage = new EngineStage(server, { api });
      const controller = new AbortController();
      const told: EngineEvent[] = [];
      for await (const event of stage.engine.answer(stage.turn('count to 30', { background: true }), controller.signal)) {
        told.push(event);
        if (textOf(told) === '' || controller.signal.aborted) continue;
        server.plan({ fault: 'status', status, message: 'It is already completed.', method: 'POST', path });
        controller.abort();
      }
      await eventually(cancels, 1);
      const bookmark = bookmarkOf(told);
      const next = await stage.outcome('say two', { background: true, ...(bookmark === undefined ? {} : { bookmark }) });
      deepEqual([told.some(({ type }) => type === 'done'), next], [false, { text: 'two', end: 'done' }]);
    });
  }

  for (const status of [400, 404, 409]) {
    it(`may say so with ${String(status)} of another window’s run, whose end is awaited then (case 55)`, async () => {
      const stage = new EngineStage(server, { api: 'assistants' });
      const bookmark = bookmarkOf(await stage.events('say hello'));
      const client = clientFor(server.url);
      const [assistant] = (await stage.backEnd.assistants?.list(AbortSignal.timeout(5000))) ?? [];
      await client.post(`/threads/${bookmark?.id ?? ''}/messages`, { body: { role: 'user', content: 'count to 10' }, ...beta });
      await client.post(`/threads/${bookmark?.id ?? ''}/runs`, { body: { assistant_id: assistant?.id }, ...beta });
      server.plan({ fault: 'status', status, message: 'It is already completed.', method: 'POST', path: '/v1/threads/*/runs/*/cancel' });
      const { text, end } = await stage.outcome('what did I say', bookmark === undefined ? {} : { bookmark });
      const { data } = await client.get<{ readonly data: readonly { readonly status: string }[] }>(`/threads/${bookmark?.id ?? ''}/runs`, beta);
      deepEqual([text, end, data.map((run) => run.status), cancels()], ['You have said:\n\n1. say hello\n2. count to 10', 'done', ['completed', 'completed', 'completed'], 1]);
    });
  }
});

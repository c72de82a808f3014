import assert from 'node:assert/strict';
import type { Connection } from '../../src/core/connections.ts';
import type { Fault } from '../server/faults.ts';
import { useOfflineServer } from '../support/useOfflineServer.ts';
import { EngineStage, type Outcome } from './engineStage.ts';

const mayCount = /may have (?:been answered, and counted|counted this request),? all the same\.$/;

/** A prompt, and who is asked: the requests whose answers may be lost, and whether the answer is found, or the user told. */
const asks: readonly (readonly [engine: string, connection: Partial<Connection>, when: string, path: string, found: boolean])[] = [
  ['Responses in a conversation', {}, 'in a new thread', '/v1/responses', true],
  ['Responses in a conversation', {}, 'later in a thread', '/v1/responses', true],
  ['Responses without one', { history: 'response' }, 'later in a thread', '/v1/responses', false],
  ['Responses that keep nothing', { history: 'local' }, 'in a new thread', '/v1/responses', false],
  ['Chat Completions', { api: 'chatCompletions' }, 'in a new thread', '/v1/chat/completions', false],
  ['Assistants', { api: 'assistants' }, 'in a new thread', '/v1/threads/runs', false],
  ['Assistants', { api: 'assistants' }, 'later in a thread, for its message', '/v1/threads/*/messages', true],
  ['Assistants', { api: 'assistants' }, 'later in a thread, for its run', '/v1/threads/*/runs', true],
  ['Agents', { api: 'agents' }, 'in a new thread', '/v1/agents/sessions', false],
  ['Agents', { api: 'agents' }, 'later in a thread', '/v1/agents/sessions/*/events', true],
];

describe('When the answer to a prompt is lost', () => {
  const server = useOfflineServer();

  const ask = async (connection: Partial<Connection>, when: string, fault: Fault): Promise<Outcome> => {
    const stage = new EngineStage(server(), connection);
    const before = when.startsWith('later') ? await stage.goesBefore('say hello', 'hello') : {};
    server().plan(fault);
    return stage.outcome('say once', before);
  };
  const turnsAt = (path: string): number => server().requests.filter((request) => request.method === 'POST' && sameForm(request.path, path)).length;

  for (const [engine, connection, when, path, found] of asks) {
    it(`${engine}, ${when}: ${found ? 'the server is asked for it' : 'it is said that it may count'}, and nobody sends it twice (case 34)`, async () => {
      const outcome = await ask(connection, when, { fault: 'lostAnswer', method: 'POST', path });
      if (found) assert.deepEqual(outcome, { text: 'once', end: 'done' });
      else assert.ok(outcome.text === '' && typeof outcome.end === 'object' && outcome.end.action === 'retry' && mayCount.test(outcome.end.message), JSON.stringify(outcome));
      const repeated = engine === 'Agents' && found ? 1 : 0;
      const earlier = when.startsWith('later') && path === '/v1/responses' ? 1 : 0;
      assert.equal(turnsAt(path), 1 + earlier + repeated);
    });

    it(`${engine}, ${when}: where the server failed instead, Retry is offered and nothing was sent twice (case 33)`, async () => {
      const { text, end } = await ask(connection, when, { fault: 'status', status: 500, method: 'POST', path, times: 2 });
      assert.ok(text === '' && typeof end === 'object' && end.kind === 'serverError' && end.action === 'retry', JSON.stringify(end));
    });
  }

  it('once more the same is said, it is not taken for what was said before (case 34)', async () => {
    const stage = new EngineStage(server(), {});
    const before = await stage.goesBefore('say hello', 'hello');
    server().plan({ fault: 'status', status: 502, method: 'POST', path: '/v1/responses' });
    const { text, end } = await stage.outcome('say hello', before);
    assert.ok(text === '' && typeof end === 'object' && mayCount.test(end.message), JSON.stringify(end));
  });

  it('and the server cannot be asked either, it is said that it may count (case 34)', async () => {
    server().plan({ fault: 'status', status: 500, method: 'GET', path: '/v1/conversations/*/items', times: 20 });
    const { end } = await ask({}, 'in a new thread', { fault: 'lostAnswer', method: 'POST', path: '/v1/responses' });
    assert.ok(typeof end === 'object' && mayCount.test(end.message), JSON.stringify(end));
  });
});

function sameForm(path: string, form: string): boolean {
  const [segments, wanted] = [path.split('/'), form.split('/')];
  return segments.length === wanted.length && wanted.every((segment, index) => segment === '*' || segment === segments[index]);
}

import assert from 'node:assert/strict';
import { builtInAssistant } from '../../src/core/builtInAssistant.ts';
import type { Connection } from '../../src/core/connections.ts';
import type { EngineEvent, ServerHandle, Turn } from '../../src/core/engine.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { startOfflineServer, type OfflineServer } from '../server/offlineServer.ts';
import { eventually } from '../support/eventually.ts';
import { EngineStage, textOf } from './engineStage.ts';

const numbers = Array.from({ length: 30 }, (_, index) => String(index + 1)).join('\n');
const handleOf = (events: readonly EngineEvent[]): ServerHandle | undefined => events.flatMap((event) => (event.type === 'begun' ? [event.handle] : [])).at(-1);

/** All that is told until the abort, which comes as soon as `until` says so. */
async function heard(events: AsyncIterable<EngineEvent>, controller: AbortController, until: (told: readonly EngineEvent[]) => boolean, reason?: string): Promise<readonly EngineEvent[]> {
  const told: EngineEvent[] = [];
  for await (const event of events) {
    told.push(event);
    if (until(told)) controller.abort(reason);
  }
  return told;
}

/** What every engine promises whose server goes on giving an answer by itself. */
function describeRejoining(name: string, connection: Partial<Connection>): void {
  describe(`an answer that goes on at the server, on ${name}`, () => {
    let server: OfflineServer;
    let stage: EngineStage;
    before(async () => {
      server = await startOfflineServer({ wordDelay: 10 });
    });
    after(() => server.close());
    beforeEach(() => {
      server.reset();
      stage = new EngineStage(server, connection);
    });
    const ask = (text: string, more: Partial<Turn> = {}): Turn => stage.turn(text, { background: true, ...more });
    /** The handle of an answer whose window closed after its first words. */
    const left = async (text: string): Promise<ServerHandle> => {
      const controller = new AbortController();
      const told = await heard(stage.engine.answer(ask(text), controller.signal), controller, (events) => textOf(events) !== '', 'closing');
      const handle = handleOf(told);
      assert.ok(handle !== undefined && !told.some(({ type }) => type === 'done'));
      return handle;
    };
    const rejoined = (handle: ServerHandle, controller: AbortController, more: Partial<Turn> = {}): AsyncIterable<EngineEvent> => {
      const { engine } = new EngineStage(server, connection);
      assert.ok(engine.rejoin !== undefined);
      return engine.rejoin(ask('', more), handle, controller.signal);
    };

    it('is heard whole by another window, from its beginning to its end', async () => {
      const told = await heard(rejoined(await left('count to 30'), new AbortController()), new AbortController(), () => false);
      assert.deepEqual([textOf(told), told.at(-1), told.some((event) => event.type === 'note' && event.note.usage !== undefined)], [numbers, { type: 'done' }, true]);
      assert.equal(server.requests.some(({ path }) => path.endsWith('/cancel')), false);
    });

    it('is heard as well when it has long ended', async () => {
      const handle = await left('count to 5');
      await new Promise((resolve) => { setTimeout(resolve, 300); });
      const told = await heard(rejoined(handle, new AbortController()), new AbortController(), () => false);
      assert.deepEqual([textOf(told), told.at(-1)], ['1\n2\n3\n4\n5', { type: 'done' }]);
    });

    it('is left by the next window that closes, too', async () => {
      const handle = await left('count to 30');
      const controller = new AbortController();
      await heard(rejoined(handle, controller), controller, (events) => events.length === 1, 'closing');
      const told = await heard(rejoined(handle, new AbortController()), new AbortController(), () => false);
      assert.equal(textOf(told), numbers);
    });

    it('ends at the server when the user stops it (case 54)', async () => {
      const handle = await left('slow');
      const controller = new AbortController();
      await heard(rejoined(handle, controller), controller, (events) => events.length > 0);
      await eventually(() => server.requests.some(({ method, path }) => method === 'POST' && (path.endsWith('/cancel') || path.endsWith('/events'))), true);
    });

    it('says so when the server has forgotten it', async () => {
      const handle = await left('count to 30');
      server.reset();
      await assert.rejects(heard(rejoined(handle, new AbortController()), new AbortController(), () => false), (error) => error instanceof FailureError && /no longer has this answer/.test(error.message));
    });

    it('is not looked for at another server', async () => {
      await assert.rejects(heard(rejoined({ place: 'elsewhere', kind: 'response', id: 'resp_1' }, new AbortController()), new AbortController(), () => false), (error) => error instanceof FailureError && error.failure.action === 'continue');
    });
  });
}

describeRejoining('Responses in the background', { api: 'responses' });
describeRejoining('Responses in the background, without conversations', { api: 'responses', history: 'response' });
describeRejoining('the Assistants API', { api: 'assistants' });
describeRejoining('the Agents API', { api: 'agents' });

describe('a response in the background', () => {
  let server: OfflineServer;
  before(async () => {
    server = await startOfflineServer();
  });
  after(() => server.close());
  beforeEach(() => {
    server.reset();
  });
  const bodies = (): readonly unknown[] => server.requests.filter(({ method, path }) => method === 'POST' && path === '/v1/responses').map(({ body }) => body !== null && typeof body === 'object' && 'background' in body);

  it('is whole although its stream broke off (cases 3, 4)', async () => {
    server.plan({ fault: 'cut', after: 8, path: '/v1/responses' });
    const stage = new EngineStage(server, {});
    assert.deepEqual(await stage.outcome('count to 30', { background: true }), { text: numbers, end: 'done' });
  });

  it('is asked for only where it is wanted, and where the server may keep it', async () => {
    await new EngineStage(server, {}).outcome('say hello');
    await new EngineStage(server, { history: 'local' }).outcome('say hello', { background: true });
    await new EngineStage(server, { history: 'response' }).outcome('say hello', { background: true });
    assert.deepEqual(bodies(), [false, false, true]);
  });

  it('calls functions, and goes on with what they gave, once it is heard again (case 65)', async () => {
    const calculator = { type: 'function', name: 'add', parameters: { type: 'object', properties: {} } } as const;
    const first = new EngineStage(server, { history: 'response' });
    const more: Partial<Turn> = { background: true, assistant: { ...builtInAssistant, tools: [calculator] } };
    const controller = new AbortController();
    const told = await heard(first.engine.answer(first.turn('call add {"a":1}', { ...more, call: () => new Promise(() => undefined) }), controller.signal), controller, (events) => handleOf(events) !== undefined, 'closing');
    const handle = handleOf(told);
    assert.ok(handle !== undefined);
    const second = new EngineStage(server, { history: 'response' });
    const { engine } = second;
    assert.ok(engine.rejoin !== undefined);
    const rest = await heard(engine.rejoin(second.turn('', { ...more, call: async () => ({ ok: true, output: 'Three.' }) }), handle, new AbortController().signal), new AbortController(), () => false);
    assert.match(textOf(rest), /Three\./);
  });
});

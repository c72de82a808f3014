import assert from 'node:assert/strict';
import { namedConnection, type Connection } from '../../src/core/connections.ts';
import type { Model } from '../../src/core/engine.ts';
import { ModelLists, retirementWords, type KeptList } from '../../src/core/modelLists.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { backEndOf, ScriptedEngine } from '../support/fakes.ts';

const today = Date.UTC(2026, 10, 21);
const hour = 3_600_000;
const settings = { connections: [{ id: 'one', name: 'One', baseUrl: 'https://one.example/v1', api: 'responses', auth: 'none' }], active: 'one' };
const connection = namedConnection(settings, 'one');

/** A server that lists `listed`, and a clock that stands at `now`. */
class Stage {
  now = today;
  asked = 0;
  listed: readonly Model[] | FailureError = [{ id: 'old', shutdownDate: '2026-12-01' }, { id: 'new' }];
  readonly lists = listsOver(this);

  async models(): Promise<readonly Model[]> {
    this.asked += 1;
    if (this.listed instanceof FailureError) throw this.listed;
    return this.listed;
  }
}

function listsOver(stage: Stage): ModelLists {
  let memory: Readonly<Record<string, KeptList>> = {};
  const backEnds = {
    of: async () => ({ ...backEndOf(new ScriptedEngine()), models: () => stage.models() }),
    connectionOf: ({ connection: id = 'one' }: { readonly connection?: string }): Connection => namedConnection(settings, id),
  };
  return new ModelLists(backEnds, { get: () => memory, set: (next) => { memory = next; } }, () => stage.now);
}

describe('The lists of models', () => {
  it('are empty, and nobody is warned, before a server was asked', () => {
    const server = new Stage();
    assert.deepEqual([server.lists.known(connection), server.lists.retirement({ model: 'old' }), server.asked], [[], undefined, 0]);
  });

  it('tell, once asked for, which model retires, when, and what to use instead', async () => {
    const { lists } = new Stage();
    await lists.renew(connection);
    assert.deepEqual(lists.retirement({ model: 'old' }), { kind: 'retires', date: '2026-12-01', days: 10, replacement: 'new' });
    assert.equal(lists.retirement({ model: 'new' }), undefined);
    assert.equal(lists.retirement({}), undefined);
  });

  it('are asked for once an hour at most', async () => {
    const server = new Stage();
    await server.lists.renew(connection);
    server.now += hour - 1;
    await server.lists.renew(connection);
    assert.equal(server.asked, 1);
    server.now += 1;
    await server.lists.renew(connection);
    assert.equal(server.asked, 2);
  });

  it('stay as they were when the server answers 404 to everything, for a day', async () => {
    const server = new Stage();
    await server.lists.renew(connection);
    server.listed = new FailureError({ kind: 'notFound', message: 'Not found.', action: 'retry' });
    for (let passed = 0; passed < 24; passed += 1) {
      server.now += hour;
      await server.lists.renew(connection);
    }
    assert.deepEqual([server.asked, server.lists.known(connection).map(({ id }) => id)], [25, ['old', 'new']]);
  });

  it('stay as they were when the server lists nothing', async () => {
    const server = new Stage();
    await server.lists.renew(connection);
    server.listed = [];
    await server.lists.ask(connection, AbortSignal.timeout(1000));
    assert.equal(server.lists.known(connection).length, 2);
  });

  it('keep the window that a model had when it was loaded last, until it is loaded with another', async () => {
    const server = new Stage();
    const windows: unknown[] = [];
    for (const window of [4096, undefined, 8192]) {
      server.listed = [{ id: 'local', loads: true, ...(window === undefined ? {} : { window }) }];
      await server.lists.ask(connection, AbortSignal.timeout(1000));
      windows.push(server.lists.known(connection)[0]?.window);
    }
    assert.deepEqual(windows, [4096, 4096, 8192]);
  });

  it('are told apart by the address of the connection', async () => {
    const { lists } = new Stage();
    await lists.renew(connection);
    assert.deepEqual(lists.known({ ...connection, baseUrl: 'https://two.example/v1' }), []);
  });

  it('are not asked for by an answer of an assistant that names no model', () => {
    const server = new Stage();
    server.lists.renewFor({});
    server.lists.renewFor({ model: 'old', connection: 'missing' });
    assert.equal(server.asked, 0);
  });
});

describe('What becomes of a model', () => {
  it('is said in one sentence', () => {
    assert.deepEqual(
      [
        retirementWords('a', { kind: 'gone' }), retirementWords('a', { kind: 'gone', date: '2026-10-23', days: -29 }), retirementWords('a', { kind: 'retires', date: '2026-11-21', days: 0 }),
        retirementWords('a', { kind: 'retires', date: '2026-11-22', days: 1 }), retirementWords('a', { kind: 'retires', date: '2027-01-14', days: 54 }),
      ],
      [
        'a is not among the models of its server.', 'a was switched off on 2026-10-23.', 'a is switched off on 2026-11-21, today.',
        'a is switched off on 2026-11-22, tomorrow.', 'a is switched off on 2027-01-14, in 54 days.',
      ],
    );
  });
});

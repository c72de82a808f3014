import { deepEqual } from 'node:assert/strict';
import { activeConnection, readConnections } from '../../src/core/connections.ts';
import { readCap, readPrices } from '../../src/core/spendingSettings.ts';
import { FailureError } from '../../src/shared/rpc.ts';

const good = { id: 'openai', name: 'OpenAI', baseUrl: 'https://api.openai.com/v1', api: 'responses', auth: 'key' };
const long = 'x'.repeat(1_000_000);

/** Values that no setting should have. */
const corrupt: readonly unknown[] = [null, undefined, true, 0, -1, Number.NaN, '', long, [], [null], [[[]]], ['x'], {}, { a: { b: {} } }, [long], { [long]: long }, JSON.parse('{ "__proto__": { "polluted": true } }')];

/** How a reading ends: with nothing to say, or with the one sentence that a user is told. */
function told(read: () => unknown): string {
  try {
    read();
    return 'fine';
  } catch (error) {
    return error instanceof FailureError ? `${error.failure.kind}, ${error.failure.action}` : String(error);
  }
}

describe('Settings of the wrong shape', () => {
  it('leave no connection, and one sentence that says what to mend (case 133)', () => {
    const said = corrupt.map((connections) => told(() => activeConnection({ connections, active: 'openai' })));
    deepEqual(said.filter((words) => !/^settings, (?:openSettings|chooseConnection)$/.test(words)), []);
  });

  it('say no more than a line, however long they are (case 133)', () => {
    const { problems } = readConnections({ connections: [{ ...good, id: long }, { ...good, name: long }, { ...good, baseUrl: long }, { ...good, api: long }, { ...good, [long]: 1 }, long], active: 'openai' });
    deepEqual(problems.map((problem) => problem.length < 500), problems.map(() => true));
  });

  it('leave the connections beside them usable, and the wrong choice of one says so (case 133)', () => {
    deepEqual(corrupt.map((entry) => readConnections({ connections: [entry, good], active: 'openai' }).connections.map(({ id }) => id)), corrupt.map(() => ['openai']));
    deepEqual(corrupt.map((active) => told(() => activeConnection({ connections: [good], active }))), corrupt.map(() => 'settings, chooseConnection'));
  });

  it('are no prices, and no cap is passed unseen (case 133)', () => {
    deepEqual(corrupt.map((prices) => Object.values(readPrices({ prices, thread: {}, day: {} }))), corrupt.map(() => []));
    const caps = corrupt.map((thread) => told(() => readCap({ prices: {}, thread, day: {} }, 'thread')));
    deepEqual([...new Set(caps)].toSorted(), ['fine', 'settings, openSettings']);
  });
});

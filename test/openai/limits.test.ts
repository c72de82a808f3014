import assert from 'node:assert/strict';
import type { Connection } from '../../src/core/connections.ts';
import { OwnRateGates } from '../../src/core/rateGates.ts';
import { guardedFetch, type Fetch } from '../../src/openai/guardedFetch.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { type Scripted, ScriptedServer } from './scriptedServer.ts';

const failureOf = async (promise: Promise<unknown>): Promise<unknown> => promise.then(() => 'no failure', (error: unknown) => (error instanceof FailureError ? error.failure : error));
const tooMany = { status: 429, json: { error: { code: 'rate_limit_exceeded' } } };
const fine = { json: {} };

describe('The limits of a server', () => {
  let server: ScriptedServer;
  const gates = new OwnRateGates();
  const window = (): Fetch => {
    const connection: Connection = { id: 'c', name: 'C', baseUrl: `${server.origin}/v1`, api: 'responses', auth: 'none', headers: {} };
    return guardedFetch(connection, async () => undefined, undefined, gates);
  };
  const ask = (go: Fetch, more: RequestInit = {}): Promise<Response> => go(`${server.origin}/v1/responses`, { method: 'POST', body: '{}', ...more });
  const script = async (...answers: readonly Scripted[]): Promise<void> => {
    server = await new ScriptedServer(...answers).open();
  };
  afterEach(() => {
    server.close();
  });

  it('are heeded by all who go there: nothing is sent before its time, and how long that is is said (cases 28, 31)', async () => {
    await script({ ...tooMany, headers: { 'retry-after': '120' } });
    await ask(window());
    const failure = await failureOf(ask(window()));
    assert.deepEqual([failure, server.asked.length], [{ kind: 'rateLimited', message: `${new URL(server.origin).host} has had too many requests for now.`, action: 'retry', retryAfter: 120 }, 1]);
  });

  it('let twenty who met them together through one after the other, each once (case 31)', async () => {
    await script(...Array.from({ length: 20 }, () => ({ ...tooMany, headers: { 'retry-after-ms': '400' } })), ...Array.from({ length: 20 }, () => fine));
    const windows = Array.from({ length: 20 }, window);
    await Promise.all(windows.map((go) => ask(go)));
    const until = gates.closedUntil(server.origin);
    const answers = await Promise.all(windows.map((go) => ask(go)));
    const back = server.asked.slice(20).map(({ at }) => at);
    assert.deepEqual([server.asked.length, answers.every(({ ok }) => ok), back.filter((at) => at < until)], [40, true, []]);
    assert.ok((back.at(-1) ?? 0) - (back[0] ?? 0) > 2000, 'The release is staggered.');
  });

  it('are waited for no longer than the user wants (case 28)', async () => {
    await script({ ...tooMany, headers: { 'retry-after': '9' } });
    await ask(window());
    const controller = new AbortController();
    const asked = ask(window(), { signal: controller.signal });
    controller.abort();
    await assert.rejects(asked, { name: 'AbortError' });
    assert.equal(server.asked.length, 1);
  });

  it('are not those of an account without credit, which is asked once and keeps nobody waiting (case 30)', async () => {
    await script({ status: 429, json: { error: { code: 'insufficient_quota' } }, headers: { 'retry-after': '120' } }, fine);
    const go = window();
    const statuses = [(await ask(go)).status, (await ask(go)).status];
    assert.deepEqual([statuses, server.asked.length], [[429, 200], 2]);
  });
});

describe('A server with a problem of its own', () => {
  let server: ScriptedServer;
  const script = async (...statuses: readonly number[]): Promise<Fetch> => {
    server = await new ScriptedServer(...statuses.map((status) => ({ status, json: {} }))).open();
    return guardedFetch({ id: 'c', name: 'C', baseUrl: `${server.origin}/v1`, api: 'responses', auth: 'none', headers: {} }, async () => undefined);
  };
  afterEach(() => {
    server.close();
  });

  for (const method of ['GET', 'DELETE']) {
    it(`is asked up to five times to ${method}, and no more (case 32)`, async () => {
      const go = await script(500, 502, 503, 504, 200);
      const whole = await go(`${server.origin}/v1/files/file-1`, { method });
      server.close();
      const again = await script(500, 502, 503, 504, 500, 200);
      const broken = await again(`${server.origin}/v1/files/file-1`, { method });
      assert.deepEqual([whole.status, broken.status, server.asked.length], [200, 500, 5]);
    });
  }

  it('is asked once to do anything else (case 33)', async () => {
    const go = await script(500, 200);
    const response = await go(`${server.origin}/v1/responses`, { method: 'POST', body: '{}' });
    assert.deepEqual([response.status, server.asked.length], [500, 1]);
  });

  it('is not asked again for what it refuses (case 38)', async () => {
    const go = await script(403, 200);
    const response = await go(`${server.origin}/v1/models`);
    assert.deepEqual([response.status, server.asked.length], [403, 1]);
  });
});

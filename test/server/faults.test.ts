import { deepEqual, equal, match } from 'node:assert/strict';
import { request } from 'node:http';
import type OpenAI from 'openai';
import { gatewayPage } from './statusFaults.ts';
import type { Fault } from './faults.ts';
import { startOfflineServer, type OfflineServer } from './offlineServer.ts';
import { clientFor, collect, refusalOf, textOf } from './testClient.ts';

const model = 'offline-large';
const whole = '1\n2\n3\n4\n5\n6';

describe('a planned fault', () => {
  let server: OfflineServer;
  let client: OpenAI;
  before(async () => {
    server = await startOfflineServer();
    client = clientFor(server.url);
  });
  afterEach(() => {
    server.reset();
  });
  after(() => server.close());

  async function streamed(fault: Fault) {
    server.plan(fault);
    const { items, error } = await collect(await client.responses.create({ model, input: 'count to 6', stream: true }));
    return { text: textOf(items), last: items.at(-1)?.type, error: error instanceof Error ? error.message : undefined };
  }

  /** The chunks of a streamed answer as they come in. */
  async function received(fault: Fault): Promise<readonly string[]> {
    server.plan(fault);
    const response = await fetch(`${server.url}/responses`, { method: 'POST', body: JSON.stringify({ model, input: 'count to 6', stream: true }) });
    const chunks: string[] = [];
    for await (const chunk of response.body ?? []) chunks.push(Buffer.from(chunk).toString('latin1'));
    return chunks;
  }

  /** The answer to a plain request, as it comes. */
  async function page(body: object): Promise<readonly [status: number, text: string, headers: Headers]> {
    const headers = { authorization: 'Bearer sk-1234567890-wxyz' };
    const response = await fetch(`${server.url}/responses`, { method: 'POST', redirect: 'manual', headers, body: JSON.stringify(body) });
    return [response.status, await response.text(), response.headers];
  }

  const ask = { model, input: 'say hello' };

  it('happens to as many matching requests as it says, and to no other', async () => {
    server.plan({ fault: 'status', status: 500, method: 'GET', path: '/v1/models/*', times: 2 });
    const statuses: unknown[] = [];
    await client.models.list();
    for (let time = 0; time < 2; time += 1) statuses.push((await refusalOf(client.models.retrieve(model)))[0]);
    deepEqual([statuses, (await client.models.retrieve(model)).id], [[500, 500], model]);
  });

  it('happens in the order in which it was planned', async () => {
    server.plan({ fault: 'status', status: 503 });
    server.plan({ fault: 'status', status: 429 });
    deepEqual([(await page(ask))[0], (await page(ask))[0], (await page(ask))[0]], [503, 429, 200]);
  });

  const known: readonly [fault: Fault & { readonly fault: 'status' }, refusal: readonly unknown[]][] = [
    [{ fault: 'status', status: 401 }, [401, 'invalid_api_key', null]],
    [{ fault: 'status', status: 403 }, [403, 'unsupported_country_region_territory', null]],
    [{ fault: 'status', status: 404 }, [404, null, null]],
    [{ fault: 'status', status: 404, code: 'model_not_found' }, [404, 'model_not_found', 'model']],
    [{ fault: 'status', status: 429 }, [429, 'rate_limit_exceeded', null]],
    [{ fault: 'status', status: 429, code: 'insufficient_quota' }, [429, 'insufficient_quota', null]],
    [{ fault: 'status', status: 400, code: 'context_length_exceeded' }, [400, 'context_length_exceeded', 'input']],
    [{ fault: 'status', status: 400, code: 'conversation_locked' }, [400, 'conversation_locked', 'conversation']],
    [{ fault: 'status', status: 400, code: 'unsupported_parameter' }, [400, 'unsupported_parameter', null]],
    [{ fault: 'status', status: 500 }, [500, null, null]],
    [{ fault: 'status', status: 503 }, [503, null, null]],
  ];
  for (const [fault, refusal] of known) {
    it(`answers ${String(fault.status)} ${fault.code ?? 'alone'} in the words of the service`, async () => {
      server.plan(fault);
      deepEqual(await refusalOf(client.responses.create(ask)), refusal);
    });
  }

  it('repeats the key that was sent, its middle starred out', async () => {
    server.plan({ fault: 'status', status: 401 });
    match((await page(ask))[1], /provided: sk-12345\*{6}wxyz\./);
  });

  it('repeats the whole key when it is told to', async () => {
    server.plan({ fault: 'status', status: 401, message: 'Bad key: {key}' });
    match((await page(ask))[1], /"Bad key: sk-1234567890-wxyz"/);
  });

  it('says how long to wait', async () => {
    server.plan({ fault: 'status', status: 429, headers: { 'retry-after': '120' } });
    equal((await page(ask))[2].get('retry-after'), '120');
  });

  it('answers with the page of a gateway, of a network, or of its own', async () => {
    server.plan({ fault: 'status', status: 502 });
    server.plan({ fault: 'html' });
    server.plan({ fault: 'status', status: 404, body: 'gone' });
    const [[, first], [status, second], [, third]] = [await page(ask), await page(ask), await page(ask)];
    deepEqual([first, status, second.includes('Sign in'), third], [gatewayPage, 200, true, 'gone']);
  });

  it('redirects', async () => {
    server.plan({ fault: 'redirect', location: 'http://elsewhere.example/' });
    const [status, , headers] = await page(ask);
    deepEqual([status, headers.get('location')], [307, 'http://elsewhere.example/']);
  });

  const delta = 'response.output_text.delta';
  const noJson = 'Error reading response: malformed server-sent event JSON.';
  const streams: readonly [what: string, fault: Fault, outcome: object][] = [
    ['cuts the connection after some deltas', { fault: 'cut', after: 2 }, { text: '1\n2\n', last: delta, error: 'terminated' }],
    ['cuts it after the last delta, where there are not so many', { fault: 'cut', after: 20 }, { text: whole, last: delta, error: 'terminated' }],
    ['ends the stream cleanly before its time', { fault: 'endEarly', after: 2 }, { text: '1\n2\n', last: delta, error: undefined }],
    ['sends what is no JSON', { fault: 'garbage', after: 1 }, { text: '1\n', last: delta, error: noJson }],
    ['sends everything twice', { fault: 'duplicate' }, { text: '1\n1\n2\n2\n3\n3\n4\n4\n5\n5\n66', last: 'response.completed', error: undefined }],
    ['tells of an error and no more', { fault: 'errorEvent', after: 2, message: 'Oh no' }, { text: '1\n2\n', last: delta, error: 'Oh no' }],
    ['breaks off as incomplete', { fault: 'incomplete', after: 2 }, { text: '1\n2\n', last: 'response.incomplete', error: undefined }],
    ['fails', { fault: 'failed', after: 0 }, { text: '', last: 'response.failed', error: undefined }],
    ['refuses', { fault: 'refusal' }, { text: '', last: 'response.completed', error: undefined }],
  ];
  for (const [what, fault, outcome] of streams) {
    it(what, async () => {
      deepEqual(await streamed(fault), outcome);
    });
  }

  it('loses the answer, and keeps it all the same when it is told to finish', async () => {
    server.plan({ fault: 'endEarly', after: 1, finish: true });
    const { items: [created] } = await collect(await client.responses.create({ model, input: 'count to 6', stream: true }));
    const id = created?.type === 'response.created' ? created.response.id : '';
    await server.settled();
    equal((await client.responses.retrieve(id)).output_text, whole);
  });

  it('sends a line of two megabytes, which says the same as without', async () => {
    const plain = (await received({ fault: 'duplicate', path: '/elsewhere' })).join('');
    const huge = (await received({ fault: 'hugeLine', after: 1, megabytes: 2 })).join('');
    const hugeLine = huge.split('\n').findIndex((line) => line.length > 2_000_000);
    const plainLine = plain.split('\n').findIndex((line) => line.includes('"2\\n"'));
    equal(hugeLine, plainLine);
  });

  it('sends byte by byte', async () => {
    server.plan({ fault: 'byteByByte' });
    const sizes = await new Promise<ReadonlySet<number>>((resolve) => {
      const seen = new Set<number>();
      request(`${server.url}/responses`, { method: 'POST' }, (incoming) => {
        incoming.on('data', (chunk: Buffer) => seen.add(chunk.length)).once('end', () => {
          resolve(seen);
        });
      }).end(JSON.stringify({ ...ask, stream: true }));
    });
    deepEqual([...sizes], [1]);
  });

  it('falls silent until the client leaves', async () => {
    server.plan({ fault: 'stall', after: 1 });
    const stream = await client.responses.create({ model, input: 'count to 6', stream: true });
    const events = stream[Symbol.asyncIterator]();
    for (let step = await events.next(); step.done !== true && step.value.type !== 'response.output_text.delta'; ) step = await events.next();
    const first = await Promise.race([events.next().then(() => 'an event'), client.models.list().then(() => 'silence')]);
    stream.controller.abort();
    await server.settled();
    deepEqual([first, server.requests[0]?.outcome], ['silence', 'closedByClient']);
  });

  it('falls silent but for comments', async () => {
    server.plan({ fault: 'stall', after: 1, comments: true });
    const { body } = await fetch(`${server.url}/responses`, { method: 'POST', body: JSON.stringify({ model, input: 'count to 6', stream: true }) });
    let heard = '';
    for await (const text of body?.pipeThrough(new TextDecoderStream()) ?? []) {
      heard += text;
      if (heard.includes(': ping')) break;
    }
    equal(/output_text\.delta\ndata: .*"1\\n".*\n\n: ping\n\n$/.test(heard), true);
  });

  it('never answers', async () => {
    server.plan({ fault: 'hang', path: '/v1/responses' });
    const leaving = new AbortController();
    const asked = client.responses.create(ask, { signal: leaving.signal }).catch(() => undefined);
    await client.models.list();
    const outcomes = server.requests.map(({ outcome }) => outcome);
    leaving.abort();
    await asked;
    equal(outcomes[0], 'open');
  });

  it('comes from the prompt as well', async () => {
    deepEqual(await refusalOf(client.responses.create({ model, input: 'fail quota' })), [429, 'insufficient_quota', null]);
    const { items, error } = await collect(await client.responses.create({ model, input: 'fail cut', stream: true }));
    deepEqual([textOf(items).split(' ').length, error instanceof Error], [13, true]);
  });
});

import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { Connection } from '../../src/core/connections.ts';
import { makeBackEnd } from '../../src/openai/engines.ts';
import type { Failure } from '../../src/shared/failure.ts';
import { FailureError } from '../../src/shared/rpc.ts';
import { eventually } from '../support/eventually.ts';
import { response, responseEvents, said } from './scriptedServer.ts';
import { assistantWith } from './toolStage.ts';

type Numbered = Readonly<Record<string, unknown>>;

const words = 'one two three';
const events: readonly Numbered[] = responseEvents('resp_1', [said(words)]).map((event, sequence_number) => ({ ...event, sequence_number }));
const sse = (list: readonly object[]): string => list.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('');
const delta = (place: unknown): Numbered => ({ type: 'response.output_text.delta', output_index: place, content_index: place, item_id: 'msg_never', delta: 'EVIL' });

/** What a server that answers like this is heard to say. */
async function heardOf(answer: (outgoing: ServerResponse, incoming: IncomingMessage) => void, connection: Partial<Connection> = {}): Promise<{ readonly text: string; readonly end: Failure | 'done' | undefined }> {
  const server = createServer((incoming, outgoing) => { incoming.resume().on('end', () => { answer(outgoing, incoming); }); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const { engine } = makeBackEnd({ id: 'c', name: 'Raw', baseUrl: `http://127.0.0.1:${String(port)}/v1`, api: 'responses', auth: 'none', headers: {}, history: 'local', ...connection }, async () => undefined);
  let text = '';
  try {
    const turn = { assistant: assistantWith([]), model: 'm', history: [], prompt: { text: 'Go', attachments: [] }, without: [], call: async () => ({ ok: true, output: '' }), bytesOf: async () => undefined };
    for await (const event of engine.answer(turn, new AbortController().signal)) {
      if (event.type === 'text') text += event.text;
      if (event.type === 'done') return { text, end: event.incomplete ?? 'done' };
    }
    return { text, end: undefined };
  } catch (error) {
    if (error instanceof FailureError) return { text, end: error.failure };
    throw error;
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const streamed = (body: string | Uint8Array, headers: Readonly<Record<string, string>> = {}) => (outgoing: ServerResponse): void => {
  outgoing.writeHead(200, { 'content-type': 'text/event-stream', ...headers }).end(body);
};
const chunk = (choice: object): object => ({ id: 'c', object: 'chat.completion.chunk', model: 'm', choices: [choice] });
const whole = { text: words, end: 'done' };

describe('a stream of the Responses API', () => {
  it('may come with its events twice, and in another order (cases 9, 10)', async () => {
    const [first, second, third, ...rest] = events.flatMap((event) => [event, event]);
    assert.deepEqual(await heardOf(streamed(sse([first ?? {}, third ?? {}, second ?? {}, ...rest.slice(0, 3).toReversed(), ...rest.slice(3)]))), whole);
  });

  it('may lack a piece of the text, which its end has (case 10)', async () => {
    assert.deepEqual(await heardOf(streamed(sse(events.filter(({ sequence_number: number }) => number !== 2)))), whole);
  });

  for (const place of [1e9, -1, '__proto__', 0.5, null]) {
    it(`may not speak of the place ${JSON.stringify(place)} (case 12)`, async () => {
      const { text } = await heardOf(streamed(sse([...events.slice(0, 1), delta(place), ...events.slice(1)])));
      assert.deepEqual([text.includes('EVIL') && place !== null, Object.hasOwn(Object.prototype, 'delta')], [false, false]);
    });
  }

  it('may tell of things that nobody knows (case 13)', async () => {
    const odd = [{ type: 'response.dream.delta', dream: {} }, { type: 'response.output_item.done', output_index: 7, item: { type: 'dream', odd: [null] } }, { type: 'keepalive' }, 7, null, 'x', []];
    assert.deepEqual(await heardOf(streamed(odd.map((event) => `event: odd\ndata: ${JSON.stringify(event)}\n\n`).join('') + sse(events))), whole);
  });

  for (const [name, encoding, packed] of [['gzip', 'gzip', gzipSync], ['Brotli', 'br', brotliCompressSync]] as const) {
    it(`may be packed with ${name} (case 21)`, async () => {
      assert.deepEqual(await heardOf(streamed(packed(sse(events)), { 'content-encoding': encoding })), whole);
    });
  }

  it('is not told as whole when what it is packed in is cut (case 21)', async () => {
    const { text, end } = await heardOf(streamed(gzipSync(sse(events)).subarray(0, -20), { 'content-encoding': 'gzip' }));
    assert.deepEqual([words.startsWith(text), end === 'done'], [true, false]);
  });

  it('ends with its terminal event, though the server keeps the connection, and lets go of it (case 8)', async () => {
    let closed = false;
    const heard = await heardOf((outgoing) => {
      outgoing.once('close', () => { closed = true; });
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' }).write(sse(events));
    });
    await eventually(() => closed, true);
    assert.deepEqual(heard, whole);
  });

  it('may be an error in one piece of JSON (case 20)', async () => {
    const { end } = await heardOf((outgoing) => { outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"error":{"message":"Out of order today.","type":"server_error"}}'); });
    assert.ok(typeof end === 'object' && end.kind === 'serverError' && end.message.endsWith('Out of order today.'), JSON.stringify(end));
  });

  it('may hold nothing but reasoning (case 25)', async () => {
    const thought = { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm.' }] };
    assert.deepEqual(await heardOf(streamed(sse(responseEvents('resp_1', [thought])))), { text: '', end: 'done' });
  });

  it('is whole after a hundred thousand deltas (case 17)', async () => {
    const text = 'x'.repeat(100_000);
    const pieces = Array.from({ length: text.length }, () => ({ type: 'response.output_text.delta', output_index: 0, delta: 'x' }));
    const heard = await heardOf(streamed(sse([...pieces, { type: 'response.completed', response: response('resp_1', [said(text)]) }])));
    assert.deepEqual([heard.text === text, heard.end], [true, 'done']);
  }).timeout(20_000);
});

describe('a conversation in which another answer is arriving', () => {
  const locked = '{"error":{"message":"Another process is currently operating on this conversation.","type":"invalid_request_error","param":"conversation","code":"conversation_locked"}}';

  it('is waited for, and the prompt is sent once it is free (case 51)', async () => {
    const paths: (string | undefined)[] = [];
    const heard = await heardOf((outgoing, { url }) => {
      paths.push(url);
      if (url === '/v1/conversations') outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{"id":"conv_1","object":"conversation"}');
      else if (paths.length === 2) outgoing.writeHead(400, { 'content-type': 'application/json' }).end(locked);
      else streamed(sse(events))(outgoing);
    }, { history: 'conversation' });
    assert.deepEqual([heard, paths], [whole, ['/v1/conversations', '/v1/responses', '/v1/responses']]);
  });
});

describe('a stream of the Chat Completions API', () => {
  it('ends with its last word, though the server keeps the connection (case 8)', async () => {
    const heard = await heardOf((outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'text/event-stream' }).write(`${sse([chunk({ index: 0, delta: { content: words } }), chunk({ index: 0, delta: {}, finish_reason: 'stop' })])}data: [DONE]\n\n`);
    }, { api: 'chatCompletions' });
    assert.deepEqual(heard, whole);
  });

  it('has no choice of the number 1e9 and no words that are none (case 12)', async () => {
    const odd = [chunk({ index: 1e9, delta: { content: 'EVIL' } }), chunk({ index: 0, delta: { content: { evil: 1 } } }), { choices: 7 }, { choices: [null] }];
    assert.deepEqual(await heardOf(streamed(sse([...odd, chunk({ index: 0, delta: { content: words }, finish_reason: 'stop' })])), { api: 'chatCompletions' }), whole);
  });
});

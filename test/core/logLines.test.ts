import assert from 'node:assert/strict';
import { APIError } from 'openai';
import { logEntry } from '../../src/core/logLines.ts';
import { Redaction } from '../../src/core/redaction.ts';
import { FailureError } from '../../src/shared/rpc.ts';

const key = 'sk-proj/planted+"key\\of=forty~letters!0123456789';
const plain = (text: string): string => text;

/** The key as a server, a proxy or a header dump may give it back. */
const forms: Readonly<Record<string, string>> = {
  plain: key,
  abridged: `${key.slice(0, 12)}…${key.slice(-8)}`,
  'URL-encoded': `https://elsewhere.example/?key=${encodeURIComponent(key)}`,
  'URL-encoded in small letters': encodeURIComponent(key).replaceAll(/%[\dA-F]{2}/g, (escape) => escape.toLowerCase()),
  'JSON-escaped': JSON.stringify({ error: { message: `Incorrect API key provided: ${key}` } }),
  'JSON-escaped twice': JSON.stringify(JSON.stringify({ key })),
  base64: Buffer.from(key).toString('base64'),
  'base64 after a user name': `Basic ${Buffer.from(`:${key}`).toString('base64')}`,
  'base64 after two letters': Buffer.from(`me${key}at home`).toString('base64'),
  base64url: Buffer.from(`a:${key}`).toString('base64url'),
  'a header dump': `authorization: Bearer ${key}\napi-key: ${key}\nx-api-key=${key}`,
};

/** Eight letters of the key in any of its forms are too many. */
function betrays(text: string): boolean {
  const pieces = [key, encodeURIComponent(key), JSON.stringify(key), ...[0, 1, 2].map((before) => Buffer.from('x'.repeat(before) + key).toString('base64').slice(4, -4))];
  return pieces.some((piece) => Array.from({ length: piece.length - 8 }, (_, at) => piece.slice(at, at + 9)).some((letters) => text.includes(letters)));
}

describe('A log entry', () => {
  it('tells the kinds, status, codes and request of an error and of what caused it', () => {
    const answer = new APIError(429, { message: 'You wrote: my secret plan', code: 'rate_limit_exceeded', type: 'requests' }, undefined, new Headers({ 'x-request-id': 'req_1' }));
    const error = new FailureError({ kind: 'rateLimited', message: 'Too many requests.', action: 'retry' }, { cause: answer });
    assert.deepEqual(logEntry('A turn failed.', error, plain).split('\n  '), ['A turn failed.', 'FailureError: Too many requests. (rateLimited)', 'An answer of the server, status 429, code rate_limit_exceeded, type requests, request req_1']);
  });

  it('holds nothing of a body, whether it was read or not', () => {
    const page = '<html>the whole page with my prompt</html>';
    const errors = [new APIError(502, undefined, page, new Headers()), parseError(`{"prompt": my prompt}`), new APIError(400, { message: 'my prompt', param: 'my prompt' }, 'my prompt', new Headers())];
    assert.deepEqual(errors.map((error) => logEntry('Failed.', error, plain)).filter((entry) => /prompt|html/.test(entry)), []);
  });

  it('tells why nobody could be reached', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED', syscall: 'connect' });
    assert.equal(logEntry('Failed.', new TypeError('fetch failed', { cause: refused }), plain), 'Failed.\n  TypeError: fetch failed\n  Error: connect ECONNREFUSED 127.0.0.1:1, code ECONNREFUSED, syscall connect');
  });

  for (const [form, text] of Object.entries(forms)) {
    it(`holds no key that was ${form}, wherever it stood`, () => {
      const redaction = new Redaction();
      redaction.learn(key);
      const { redact } = redaction;
      assert.ok(betrays(text));
      const failure = new FailureError({ kind: 'keyRefused', message: `Refused: ${text}`, action: 'setKey' }, { cause: new TypeError(`fetch failed: ${text}`) });
      const entries = [logEntry(`Asked with ${text}`, undefined, redact), logEntry('Failed.', failure, redact), logEntry('Failed.', new Error(text, { cause: Object.assign(new Error(text), { code: text }) }), redact)];
      assert.deepEqual(entries.filter(betrays), []);
    });
  }
});

describe('A long log entry', () => {
  it('holds no half of a key either, where it is cut', () => {
    const redaction = new Redaction();
    redaction.learn(key);
    const entries = Array.from({ length: 60 }, (_, shift) => logEntry('Failed.', new Error(`${'x'.repeat(340 + shift)} ${Buffer.from(`:${key}`).toString('base64')}`), redaction.redact));
    assert.deepEqual(entries.filter(betrays), []);
  });
});

function parseError(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

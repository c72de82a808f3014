import { deepEqual } from 'node:assert/strict';
import { APIConnectionError, APIError } from 'openai';
import type { Connection } from '../../src/core/connections.ts';
import { translated } from '../../src/openai/failures.ts';

const connection: Connection = { id: 'c', name: 'C', baseUrl: 'https://api.example/v1', api: 'responses', auth: 'key', headers: {} };
const wordsFor = (error: unknown): string => translated(error, connection).failure.message;

/** What `fetch` throws: its reason is in its cause. */
function failedFetch(code: string, message = 'reason'): APIConnectionError {
  return new APIConnectionError({ cause: new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) }) });
}

describe('A server that cannot be reached', () => {
  it('has a certificate that is not trusted: the proxy’s and the clock are named, and nothing is to be switched off (cases 47, 48)', () => {
    const codes = ['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED', 'SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'ERR_TLS_CERT_ALTNAME_INVALID'];
    deepEqual(codes.map((code) => wordsFor(failedFetch(code))), codes.map((code) => `The certificate of api.example is not trusted (${code}); check your proxy’s certificate and this computer’s clock.`));
  });

  it('is behind a proxy that wants a sign-in (case 48)', () => {
    const told = 'The proxy on the way to api.example wants a sign-in (407); check VS Code’s proxy settings.';
    deepEqual([wordsFor(failedFetch('UND_ERR_ABORTED', 'Proxy response (407) !== 200 when HTTP Tunneling')), wordsFor(new APIError(407, undefined, 'Proxy Authentication Required', new Headers()))], [told, told]);
  });

  it('is not found, does not answer, or is lost on the way (cases 48, 49)', () => {
    deepEqual(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ETIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'ECONNRESET', 'ENETUNREACH'].map((code) => wordsFor(failedFetch(code))), [
      'api.example was not found; check the address and your network.', 'api.example was not found; check the address and your network.', 'Nothing answers at api.example; is the server running?',
      'api.example could not be reached in time.', 'api.example could not be reached in time.', 'The connection to api.example was lost.', 'api.example could not be reached (ENETUNREACH).',
    ]);
  });
});

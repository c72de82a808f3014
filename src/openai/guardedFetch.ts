import { isLoopback, originOf, type Connection } from '../core/connections.ts';
import type { Credential } from '../core/engine.ts';
import { OwnRateGates, type RateGates } from '../core/rateGates.ts';
import { FailureError } from '../shared/rpc.ts';
import { admission } from './admission.ts';
import { noCreditCodes } from './noCredit.ts';
import { patientFetch } from './patientFetch.ts';
import { retryAfter } from './retryAfter.ts';
import { toldBody } from './toldBody.ts';
import { witnessOf } from './witnesses.ts';
import { t } from '../shared/words.ts';

/** The most bytes that are read of an answer, of one line of it, and of a file. */
export interface Caps {
  readonly total: number;
  readonly line: number;
  /** Of what is asked for as bytes; 512 MB is the most that OpenAI keeps in one file. */
  readonly file: number;
  /** Of an answer that says no. */
  readonly error: number;
}

const caps: Caps = { total: 256 * 1024 * 1024, line: 8 * 1024 * 1024, file: 512 * 1024 * 1024, error: 64 * 1024 };

/** What the SDK calls to reach the network. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

/** What the SDK may say in its headers; all else, among it what environment variables add, is left out. */
const allowed = ['accept', 'content-type', 'openai-beta', 'idempotency-key'];

/**
 * The only way out to the network: to the origin of this connection and no other, over https or on this machine, with the
 * connection's own headers and its secret, following no redirect, reading no more than the caps allow. It calls the global
 * `fetch`, which in VS Code heeds the user's proxy and certificate settings. A server that has had too many requests is left alone for as
 * long as it asks, by all who share the gates. Who bears witness to a turn is told what leaves, byte for
 * byte; in a rehearsal the secret is not read and nothing leaves. Throws FailureError.
 */
export function guardedFetch(connection: Connection, credential: Credential, limits: Caps = caps, gates: RateGates = new OwnRateGates()): Fetch {
  const origin = originOf(connection);
  return async (input, init = {}) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (url.origin !== origin || (url.protocol !== 'https:' && !isLoopback(url))) {
      throw new FailureError({ kind: 'redirected', message: t('A request to {0} was held back: this connection is bound to {1}.', url.host, origin), action: 'openLog' });
    }
    const witness = witnessOf(init);
    const { method = 'GET', body } = init;
    const headers = await guardedHeaders(connection, witness?.standIn === undefined ? credential : unread(connection), new Headers(init.headers));
    const signal = init.signal ?? new AbortController().signal;
    if (witness?.standIn === undefined) await admission(gates, url, signal);
    const leaving = { method, address: url.href, headers: [...headers.keys()], body: witness === undefined ? '' : await toldBody(body) };
    if (method !== 'GET') witness?.tell(leaving);
    if (witness?.standIn !== undefined) return witness.standIn(leaving);
    const response = await sent(url, { ...init, signal, headers, redirect: init.redirect === 'error' ? 'error' : 'manual', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' });
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      await response.body?.cancel();
      throw redirected(url, URL.parse(response.headers.get('location') ?? '', url.href)?.host);
    }
    const isFile = headers.get('accept') === 'application/binary';
    if (response.ok) return capped(response, isFile ? { total: limits.file, line: limits.file } : limits);
    const refusal = await shortened(response, limits.error);
    if (response.status === 429 && !noCreditCodes.some((code) => refusal.includes(code))) gates.close(origin, Date.now() + retryAfter(response.headers) * 1000);
    return new Response(refusal, response);
  };
}

async function sent(url: URL, init: RequestInit & { readonly signal: AbortSignal }): Promise<Response> {
  try {
    return await patientFetch(url, init);
  } catch (error) {
    // What `fetch` says of a redirect when it was told that one is an error.
    if (init.redirect === 'error' && error instanceof Error && error.cause instanceof Error && error.cause.message === 'unexpected redirect') throw redirected(url);
    throw error;
  }
}

function redirected({ host }: URL, target = t('another place')): FailureError {
  return new FailureError({ kind: 'redirected', message: t('{0} tried to send this request on to {1}; nothing was sent there. Check the base URL.', host, target), action: 'openSettings' });
}

/** Stands for the secret where nothing is sent. */
function unread({ auth }: Connection): Credential {
  return async () => (auth === 'none' ? undefined : 'unread');
}

async function guardedHeaders(connection: Connection, credential: Credential, asked: Headers): Promise<Headers> {
  const headers = new Headers({ 'user-agent': 'workspace-assistants' });
  for (const name of allowed) {
    const value = asked.get(name);
    if (value !== null) headers.set(name, value);
  }
  for (const [name, value] of Object.entries(connection.headers)) headers.set(name, value);
  const secret = await credential();
  if (secret === undefined) return headers;
  if (connection.azure !== undefined && connection.auth === 'key') headers.set('api-key', secret);
  else headers.set('authorization', `Bearer ${secret}`);
  return headers;
}

function capped(response: Response, { total, line }: Pick<Caps, 'total' | 'line'>): Response {
  if (response.body === null) return response;
  let read = 0;
  let sinceBreak = 0;
  const meter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      read += chunk.byteLength;
      const lastBreak = chunk.lastIndexOf(10);
      sinceBreak = lastBreak === -1 ? sinceBreak + chunk.byteLength : chunk.byteLength - lastBreak - 1;
      if (read > total || sinceBreak > line) {
        const size = t('{0} MB', Math.round((read > total ? total : line) / 1024 / 1024));
        controller.error(new FailureError({ kind: 'tooLarge', message: t('The server sent more than {0} at once; the rest was not read.', size), action: 'retry' }));
      } else controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(meter), response);
}

async function shortened(response: Response, limit: number): Promise<string> {
  const decoder = new TextDecoder();
  const body: AsyncIterable<Uint8Array> | null = response.body;
  let text = '';
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length >= limit) break;
  }
  return text.slice(0, limit);
}

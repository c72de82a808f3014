import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import type { Parameters } from '../core/assistant.ts';
import { originOf, type Connection } from '../core/connections.ts';
import type { Failure } from '../shared/model.ts';
import { FailureError } from '../shared/rpc.ts';
import { tooMany } from './admission.ts';
import { noCreditCodes } from './noCredit.ts';
import { refusedParameter } from './refusedParameter.ts';
import { retryAfter } from './retryAfter.ts';
import { isUnsound } from './soundly.ts';

/** The longest piece of a server's own words that is shown, in characters. */
const quoteLimit = 240;

const apiNames: Readonly<Record<Connection['api'], string>> = { responses: 'Responses', chatCompletions: 'Chat Completions', assistants: 'Assistants', agents: 'Agents' };

/** The SDK's error, or any other, as a FailureError in words; `sent` are the parameters that a model may refuse; the error itself stays in `cause`, for the log. */
export function translated(error: unknown, connection: Connection, model = '', sent: Parameters = {}): FailureError {
  const known = failureInside(error);
  if (known !== undefined) return known;
  const refused = isApiError(error) && (error.status === 400 || error.status === 422) ? refusedParameter({ param: error.param, message: wordsOf(error) }, sent, model) : undefined;
  if (refused !== undefined) return new FailureError(refused, { cause: error });
  return new FailureError(failureFor(error, connection, model), { cause: error });
}

/** Whether the server said that it has no such endpoint. */
export function isMissingEndpoint(error: unknown): boolean {
  return isApiError(error) && (error.status === 404 || error.status === 405 || error.status === 501) && error.code !== 'model_not_found';
}

/** Whether it is an answer of the server that says no, or an error event in the midst of an answer. */
export function isApiError(error: unknown): error is APIError {
  return error instanceof APIError;
}

/** What an error of the API says in one line, without markup; empty if it says nothing that fits. */
export function quoted(message: string | undefined): string {
  if (message === undefined || /<\/?[a-z!][^>]*>/i.test(message)) return '';
  const line = message.replaceAll(/\s+/g, ' ').trim();
  return line.length > quoteLimit ? `${line.slice(0, quoteLimit)}…` : line;
}

function failureInside(error: unknown): FailureError | undefined {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof FailureError) return at;
  return undefined;
}

function failureFor(error: unknown, connection: Connection, model: string): Failure {
  const { host } = new URL(connection.baseUrl);
  if (error instanceof APIUserAbortError) return { kind: 'interrupted', message: 'The answer was stopped.', action: 'retry' };
  if (error instanceof APIConnectionTimeoutError) return { kind: 'stalled', message: `${host} did not answer in time.`, action: 'retry' };
  if (isApiError(error) && error.status !== undefined) return ofStatus(error, error.status, connection, model);
  if (isApiError(error) && !(error instanceof APIConnectionError)) return ofEvent(error, host, model);
  if (error instanceof SyntaxError || isUnsound(error)) return { kind: 'notThisApi', message: `${host} sent something in the answer that could not be read.`, action: 'retry' };
  return unreachable(error, host);
}

function ofStatus(error: APIError, status: number, connection: Connection, model: string): Failure {
  const { host } = new URL(connection.baseUrl);
  if (status === 401) {
    if (connection.auth === 'none') return { kind: 'keyRefused', message: `${host} asks for a key, but this connection sends none; set its "auth" to "key".`, action: 'openSettings' };
    return { kind: 'keyRefused', message: `The key was refused by ${originOf(connection)}.`, action: 'setKey' };
  }
  const general = ofCode(error, host, model);
  if (general !== undefined) return general;
  if (status === 429) return tooMany(host, retryAfter(error.headers)).failure;
  if (isMissingEndpoint(error) && /vector.?store\b.*\bvs_/i.test(error.message)) return { kind: 'notFound', message: sentence(`${host} refused the request (${String(status)})`, error), action: 'openLog' };
  if (isMissingEndpoint(error)) {
    return { kind: 'notThisApi', message: `There is no ${apiNames[connection.api]} API at ${connection.baseUrl} (${String(status)}).`, action: 'openSettings' };
  }
  if (status === 407) return proxyRefused(host);
  if (status === 413) return { kind: 'contextTooLong', message: `The message is too large for ${host}.`, action: 'newThread' };
  if (status >= 500) return { kind: 'serverError', message: `${host} had a problem of its own (${String(status)}).`, action: 'retry' };
  return { kind: 'requestRefused', message: sentence(`${host} refused the request (${String(status)})`, error), action: 'openLog' };
}

function ofEvent(error: APIError, host: string, model: string): Failure {
  const general = ofCode(error, host, model);
  if (general !== undefined) return general;
  if (error.code === 'rate_limit_exceeded') return { kind: 'rateLimited', message: `${host} has had too many requests for now.`, action: 'retry' };
  return { kind: 'serverError', message: sentence(`${host} broke off the answer`, error), action: 'retry' };
}

function ofCode(error: APIError, host: string, model: string): Failure | undefined {
  const words = wordsOf(error);
  if (noCreditCodes.includes(error.code ?? '')) return { kind: 'noCredit', message: `The account at ${host} has no credit left.`, action: 'chooseConnection' };
  if (error.code === 'conversation_locked') return { kind: 'busy', message: `${host} is still busy with an earlier answer in this thread.`, action: 'retry' };
  if (error.code === 'context_length_exceeded' || /context (?:length|window|size)|maximum context|too many tokens|prompt is too long/i.test(words)) {
    return { kind: 'contextTooLong', message: `This thread is too long for ${model === '' ? 'the model' : model}; begin a new one, or take attachments off.`, action: 'newThread' };
  }
  if (error.code === 'model_not_found' || (error.status === 404 && /\bmodel\b/i.test(words))) {
    return { kind: 'modelGone', message: `${host} has no model “${model}” for you.`, action: 'chooseModel' };
  }
  return undefined;
}

function unreachable(error: unknown, host: string): Failure {
  const code = codeOf(error);
  const why: Readonly<Record<string, string>> = {
    ECONNREFUSED: `Nothing answers at ${host}; is the server running?`,
    ENOTFOUND: `${host} was not found; check the address and your network.`,
    EAI_AGAIN: `${host} was not found; check the address and your network.`,
    ECONNRESET: `The connection to ${host} was lost.`,
    UND_ERR_SOCKET: `The connection to ${host} was lost.`,
    UND_ERR_CONNECT_TIMEOUT: `${host} could not be reached in time.`,
    ETIMEDOUT: `${host} could not be reached in time.`,
  };
  if (/Proxy response \(407\)/.test(reasonOf(error))) return proxyRefused(host);
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|SSL|TLS/.test(code)) {
    return { kind: 'offline', message: `The certificate of ${host} is not trusted (${code}); check your proxy’s certificate and this computer’s clock.`, action: 'retry' };
  }
  return { kind: 'offline', message: why[code] ?? `${host} could not be reached${code === '' ? '' : ` (${code})`}.`, action: 'retry' };
}

function proxyRefused(host: string): Failure {
  return { kind: 'offline', message: `The proxy on the way to ${host} wants a sign-in (407); check VS Code’s proxy settings.`, action: 'retry' };
}

function reasonOf(error: unknown): string {
  let reason = '';
  for (let at = error; at instanceof Error; at = at.cause) reason = at.message;
  return reason;
}

function codeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) if ('code' in at && typeof at.code === 'string') return at.code;
  return '';
}

function wordsOf(error: APIError): string {
  const body: unknown = error.error;
  const message = typeof body === 'string' ? body : typeof body === 'object' && body !== null && 'message' in body ? body.message : undefined;
  return typeof message === 'string' ? message : error.message;
}

function sentence(beginning: string, error: APIError): string {
  const words = quoted(wordsOf(error));
  return words === '' ? `${beginning}.` : `${beginning}: ${words}`;
}

import { APIConnectionError, APIConnectionTimeoutError, APIError, APIUserAbortError } from 'openai';
import type { Parameters } from '../core/assistant.ts';
import { originOf, type Connection } from '../core/connections.ts';
import type { Failure } from '../shared/failure.ts';
import { FailureError } from '../shared/rpc.ts';
import { tooMany } from './admission.ts';
import { noCreditCodes } from './noCredit.ts';
import { refusedParameter } from './refusedParameter.ts';
import { retryAfter } from './retryAfter.ts';
import { isUnsound } from './soundly.ts';
import { entryOf } from '../shared/entryOf.ts';
import { t } from '../shared/words.ts';

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
  if (error instanceof APIUserAbortError) return { kind: 'interrupted', message: t('The answer was stopped.'), action: 'retry' };
  if (error instanceof APIConnectionTimeoutError) return { kind: 'stalled', message: t('{0} did not answer in time.', host), action: 'retry' };
  if (isApiError(error) && error.status !== undefined) return ofStatus(error, error.status, connection, model);
  if (isApiError(error) && !(error instanceof APIConnectionError)) return ofEvent(error, host, model);
  if (error instanceof SyntaxError || isUnsound(error)) return { kind: 'notThisApi', message: t('{0} sent something in the answer that could not be read.', host), action: 'retry' };
  return unreachable(error, host);
}

function ofStatus(error: APIError, status: number, connection: Connection, model: string): Failure {
  const { host } = new URL(connection.baseUrl);
  if (status === 401) {
    if (connection.auth === 'none') return { kind: 'keyRefused', message: t('{0} asks for a key, but this connection sends none; set its "auth" to "key".', host), action: 'openSettings' };
    return { kind: 'keyRefused', message: t('The key was refused by {0}.', originOf(connection)), action: 'setKey' };
  }
  const general = ofCode(error, host, model);
  if (general !== undefined) return general;
  if (status === 429) return tooMany(host, retryAfter(error.headers)).failure;
  if (isMissingEndpoint(error) && /vector.?store\b.*\bvs_/i.test(error.message)) return { kind: 'notFound', message: refusal(host, status, error), action: 'openLog' };
  if (isMissingEndpoint(error)) {
    return { kind: 'notThisApi', message: t('There is no {0} API at {1} ({2}).', apiNames[connection.api], connection.baseUrl, String(status)), action: 'openSettings' };
  }
  if (status === 407) return proxyRefused(host);
  if (status === 413) return { kind: 'contextTooLong', message: t('The message is too large for {0}.', host), action: 'newThread' };
  if (status >= 500) return { kind: 'serverError', message: t('{0} had a problem of its own ({1}).', host, String(status)), action: 'retry' };
  return { kind: 'requestRefused', message: refusal(host, status, error), action: 'openLog' };
}

function ofEvent(error: APIError, host: string, model: string): Failure {
  const general = ofCode(error, host, model);
  if (general !== undefined) return general;
  if (error.code === 'rate_limit_exceeded') return { kind: 'rateLimited', message: t('{0} has had too many requests for now.', host), action: 'retry' };
  return { kind: 'serverError', message: brokenOff(host, error), action: 'retry' };
}

function ofCode(error: APIError, host: string, model: string): Failure | undefined {
  const words = wordsOf(error);
  if (noCreditCodes.includes(error.code ?? '')) return { kind: 'noCredit', message: t('The account at {0} has no credit left.', host), action: 'chooseConnection' };
  if (error.code === 'conversation_locked') return { kind: 'busy', message: t('{0} is still busy with an earlier answer in this thread.', host), action: 'retry' };
  if (error.code === 'context_length_exceeded' || /context (?:length|window|size)|maximum context|too many tokens|prompt is too long/i.test(words)) {
    return { kind: 'contextTooLong', message: model === '' ? t('This thread is too long for the model; begin a new one, or take attachments off.') : t('This thread is too long for {0}; begin a new one, or take attachments off.', model), action: 'newThread' };
  }
  if (error.code === 'model_not_found' || (error.status === 404 && /\bmodel\b/i.test(words))) {
    return { kind: 'modelGone', message: t('{0} has no model “{1}” for you.', host, model), action: 'chooseModel' };
  }
  return undefined;
}

function unreachable(error: unknown, host: string): Failure {
  const code = codeOf(error);
  if (/^UND_ERR_(?:BODY|HEADERS)_TIMEOUT$/.test(code)) return { kind: 'stalled', message: t('{0} did not answer in time.', host), action: 'retry' };
  const why: Readonly<Record<string, string>> = {
    ECONNREFUSED: t('Nothing answers at {0}; is the server running?', host),
    ENOTFOUND: t('{0} was not found; check the address and your network.', host),
    EAI_AGAIN: t('{0} was not found; check the address and your network.', host),
    ECONNRESET: t('The connection to {0} was lost.', host),
    UND_ERR_SOCKET: t('The connection to {0} was lost.', host),
    UND_ERR_CONNECT_TIMEOUT: t('{0} could not be reached in time.', host),
    ETIMEDOUT: t('{0} could not be reached in time.', host),
  };
  if (/Proxy response \(407\)/.test(reasonOf(error))) return proxyRefused(host);
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|SSL|TLS/.test(code)) {
    return { kind: 'offline', message: t('The certificate of {0} is not trusted ({1}); check your proxy’s certificate and this computer’s clock.', host, code), action: 'retry' };
  }
  return { kind: 'offline', message: entryOf(why, code) ?? (code === '' ? t('{0} could not be reached.', host) : t('{0} could not be reached ({1}).', host, code)), action: 'retry' };
}

function proxyRefused(host: string): Failure {
  return { kind: 'offline', message: t('The proxy on the way to {0} wants a sign-in (407); check VS Code’s proxy settings.', host), action: 'retry' };
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

function refusal(host: string, status: number, error: APIError): string {
  const words = quoted(wordsOf(error));
  return words === '' ? t('{0} refused the request ({1}).', host, String(status)) : t('{0} refused the request ({1}): {2}', host, String(status), words);
}

function brokenOff(host: string, error: APIError): string {
  const words = quoted(wordsOf(error));
  return words === '' ? t('{0} broke off the answer.', host) : t('{0} broke off the answer: {1}', host, words);
}

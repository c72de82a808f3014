import { ApiError, contextLengthExceeded, conversationLocked, keyRefused, modelNotFound } from './errors.ts';
import type { Fault } from './faults.ts';

interface StatusAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

type StatusFault = Extract<Fault, { readonly fault: 'status' }>;

const quota = 'You exceeded your current quota, please check your plan and billing details. '
  + 'For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.';
const rate = 'Rate limit reached for requests per min (RPM): Limit 3, Used 3, Requested 1. Please try again in 2s. '
  + 'Visit https://platform.openai.com/account/rate-limits to learn more.';
const server = 'The server had an error while processing your request. Sorry about that!';
const overloaded = 'The engine is currently overloaded, please try again later.';
const region = 'Country, region, or territory not supported';

/** A page such as a gateway puts in place of an answer: 5 KB of HTML. */
export const gatewayPage = `<html>\n<head><title>502 Bad Gateway</title></head>\n<body>\n<center><h1>502 Bad Gateway</h1></center>
<hr><center>cloudflare</center>\n</body>\n</html>\n${'<!-- a padding to disable MSIE and Chrome friendly error page -->\n'.repeat(75)}`;

/** The service's own words by code, for the key that was sent. */
function byCode(code: string, key: string): ApiError | undefined {
  switch (code) {
    case 'invalid_api_key':
      return keyRefused(key);
    case 'unsupported_country_region_territory':
      return new ApiError(403, { message: region, type: 'request_forbidden', code });
    case 'model_not_found':
      return modelNotFound('gpt-gone');
    case 'rate_limit_exceeded':
      return new ApiError(429, { message: rate, type: 'requests', code }, { 'retry-after': '2' });
    case 'insufficient_quota':
      return new ApiError(429, { message: quota, type: code, code });
    case 'context_length_exceeded':
      return contextLengthExceeded('input');
    case 'conversation_locked':
      return conversationLocked();
    default:
      return undefined;
  }
}

const codeByStatus: Readonly<Record<number, string>> = {
  401: 'invalid_api_key',
  403: 'unsupported_country_region_territory',
  429: 'rate_limit_exceeded',
};

function byStatus(status: number): ApiError {
  if (status === 404) return new ApiError(404, { message: 'The requested resource was not found.' });
  if (status === 503) return new ApiError(503, { message: overloaded, type: 'service_unavailable_error' });
  if (status >= 500) return new ApiError(status, { message: server, type: 'server_error' });
  return new ApiError(status, { message: 'The request was refused.' });
}

/** The answer that a `status` fault stands for: headers and text. */
export function statusAnswer(fault: StatusFault, key: string): StatusAnswer {
  const plain = fault.code === undefined && fault.message === undefined;
  const page = fault.body ?? (fault.status === 502 && plain ? gatewayPage : undefined);
  if (page !== undefined) return { headers: { 'content-type': 'text/html; charset=utf-8', ...fault.headers }, text: page };
  const code = fault.code ?? codeByStatus[fault.status];
  const known = (code === undefined ? undefined : byCode(code, key)) ?? byStatus(fault.status);
  const message = (fault.message ?? known.message).replaceAll('{key}', key);
  const error = { ...known.body.error, message, code: code ?? known.body.error.code };
  const headers = { 'content-type': 'application/json', ...known.headers, ...fault.headers };
  return { headers, text: JSON.stringify({ error }) };
}

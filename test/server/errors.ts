/** The body of every error of the service. */
export interface ErrorBody {
  readonly error: { readonly message: string; readonly type: string; readonly param: string | null; readonly code: string | null };
}

/** An answer that is an error, on its way through code that throws. */
export class ApiError extends Error {
  readonly status: number;
  readonly body: ErrorBody;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, error: Partial<ErrorBody['error']> & { readonly message: string }, headers: Readonly<Record<string, string>> = {}) {
    super(error.message);
    this.name = 'ApiError';
    this.status = status;
    const { message, type = 'invalid_request_error', param = null, code = null } = error;
    this.body = { error: { message, type, param, code } };
    this.headers = headers;
  }
}

const keysPage = 'https://platform.openai.com/account/api-keys';

/** The key as the service shows it: its middle is starred out, a short one stands as it is. */
function masked(key: string): string {
  return key.length <= 12 ? key : `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}`;
}

/** 401 for a key that is not known, which the service repeats in part. */
export function keyRefused(key: string): ApiError {
  const message = `Incorrect API key provided: ${masked(key)}. You can find your API key at ${keysPage}.`;
  return new ApiError(401, { message, code: 'invalid_api_key' });
}

/** 401 for a request without a key. */
export function keyMissing(): ApiError {
  const message = "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth "
    + `(i.e. Authorization: Bearer YOUR_KEY). You can obtain an API key from ${keysPage}.`;
  return new ApiError(401, { message });
}

/** 404 for a model that is not offered. */
export function modelNotFound(model: string): ApiError {
  const message = `The model \`${model}\` does not exist or you do not have access to it.`;
  return new ApiError(404, { message, param: 'model', code: 'model_not_found' });
}

/** 404 for an object that is not there; `noun` as in “Conversation”. */
export function objectNotFound(noun: string, id: string): ApiError {
  return new ApiError(404, { message: `${noun} with id '${id}' not found.` });
}

/** 400 for an answer to build upon that is not there. */
export function previousResponseNotFound(id: string): ApiError {
  const message = `Previous response with id '${id}' not found.`;
  return new ApiError(400, { message, param: 'previous_response_id', code: 'previous_response_not_found' });
}

/** 400 for a conversation in which an answer is being written. */
export function conversationLocked(): ApiError {
  const message = 'Another process is currently operating on this conversation. Please retry in a few seconds.';
  return new ApiError(400, { message, param: 'conversation', code: 'conversation_locked' });
}

/** 400 for more tokens than the model takes. `param` is the one that holds the text. */
export function contextLengthExceeded(param: 'input' | 'messages'): ApiError {
  const message = 'Your input exceeds the context window of this model. Please adjust your input and try again.';
  return new ApiError(400, { message, param, code: 'context_length_exceeded' });
}

/** 404 for an object that is not there, in the words of the older endpoints; `noun` as in “assistant”. */
export function noneFound(noun: string, id: string): ApiError {
  return new ApiError(404, { message: `No ${noun} found with id '${id}'.` });
}

/** 404 for a file that is not there. */
export function noSuchFile(id: string): ApiError {
  return new ApiError(404, { message: `No such File object: ${id}`, param: 'id' });
}

/** 400 for a parameter that the model does not take. */
export function unsupportedParameter(name: string): ApiError {
  const message = `Unsupported parameter: '${name}' is not supported with this model.`;
  return new ApiError(400, { message, param: name, code: 'unsupported_parameter' });
}

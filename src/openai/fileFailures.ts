import { APIUserAbortError } from 'openai';
import type { Connection } from '../core/connections.ts';
import type { Failure } from '../shared/failure.ts';
import { FailureError } from '../shared/rpc.ts';
import { isApiError, isMissingEndpoint, translated } from './failures.ts';

/** What a request was about: the server's noun for it, and its id or its name. */
export interface FileSubject {
  readonly noun: 'file' | 'upload' | 'vector store';
  readonly id?: string;
}

/** The SDK's error about files and vector stores as a FailureError in words. */
export function fileFailure(error: unknown, connection: Connection, { noun, id }: FileSubject): FailureError {
  const { host } = new URL(connection.baseUrl);
  const worded = (failure: Failure): FailureError => new FailureError(failure, { cause: error });
  if (error instanceof APIUserAbortError || (error instanceof Error && error.name === 'AbortError')) return worded({ kind: 'interrupted', message: 'That was stopped.', action: 'retry' });
  if (isMissingEndpoint(error)) {
    const said = error instanceof Error && !/invalid url/i.test(error.message) ? error.message : '';
    const missing = /\bfile\b/i.test(said) ? 'file' : /\bvector.?store\b|\bupload\b/i.test(said) ? noun : undefined;
    if (missing === undefined) return worded({ kind: 'notSupported', message: `${host} keeps no ${noun === 'upload' ? 'files as large as that' : `${noun}s`}.`, action: 'chooseConnection' });
    return worded({ kind: 'notFound', message: missing === noun && id !== undefined ? `There is no ${noun} “${id}” at ${host}.` : `A ${missing} is missing at ${host}.`, action: 'openLog' });
  }
  if (isApiError(error) && error.status === 413) return worded({ kind: 'tooLarge', message: `${host} takes no ${noun} of this size.`, action: 'openLog' });
  return translated(error, connection);
}

/** Whether what was asked may have been done although there is no good answer: none came, none that can be read, or the server failed. */
export function mayHaveLanded(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof FailureError) return false;
  return !isApiError(error) || error.status === undefined || error.status >= 500;
}

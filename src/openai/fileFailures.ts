import { APIUserAbortError } from 'openai';
import type { Connection } from '../core/connections.ts';
import type { Failure } from '../shared/failure.ts';
import { FailureError } from '../shared/rpc.ts';
import { isApiError, isMissingEndpoint, translated } from './failures.ts';
import { t } from '../shared/words.ts';

/** What a request was about: the server's noun for it, and its id or its name. */
export interface FileSubject {
  readonly noun: 'file' | 'upload' | 'vector store';
  readonly id?: string;
}

type Worded = Readonly<Record<FileSubject['noun'], (...values: readonly string[]) => string>>;

const kept: Worded = {
  file: (host) => t('{0} keeps no files.', host),
  upload: (host) => t('{0} keeps no files as large as that.', host),
  'vector store': (host) => t('{0} keeps no vector stores.', host),
};
const named: Worded = {
  file: (id, host) => t('There is no file “{0}” at {1}.', id, host),
  upload: (id, host) => t('There is no upload “{0}” at {1}.', id, host),
  'vector store': (id, host) => t('There is no vector store “{0}” at {1}.', id, host),
};
const lost: Worded = {
  file: (host) => t('A file is missing at {0}.', host),
  upload: (host) => t('An upload is missing at {0}.', host),
  'vector store': (host) => t('A vector store is missing at {0}.', host),
};
const tooLarge: Worded = {
  file: (host) => t('{0} takes no file of this size.', host),
  upload: (host) => t('{0} takes no upload of this size.', host),
  'vector store': (host) => t('{0} takes no vector store of this size.', host),
};

/** The SDK's error about files and vector stores as a FailureError in words. */
export function fileFailure(error: unknown, connection: Connection, { noun, id }: FileSubject): FailureError {
  const { host } = new URL(connection.baseUrl);
  const worded = (failure: Failure): FailureError => new FailureError(failure, { cause: error });
  if (error instanceof APIUserAbortError || (error instanceof Error && error.name === 'AbortError')) return worded({ kind: 'interrupted', message: t('That was stopped.'), action: 'retry' });
  if (isMissingEndpoint(error)) {
    const said = error instanceof Error && !/invalid url/i.test(error.message) ? error.message : '';
    const missing = /\bfile\b/i.test(said) ? 'file' : /\bvector.?store\b|\bupload\b/i.test(said) ? noun : undefined;
    if (missing === undefined) return worded({ kind: 'notSupported', message: kept[noun](host), action: 'chooseConnection' });
    return worded({ kind: 'notFound', message: missing === noun && id !== undefined ? named[missing](id, host) : lost[missing](host), action: 'openLog' });
  }
  if (isApiError(error) && error.status === 413) return worded({ kind: 'tooLarge', message: tooLarge[noun](host), action: 'openLog' });
  return translated(error, connection);
}

/** Whether what was asked may have been done although there is no good answer: none came, none that can be read, or the server failed. */
export function mayHaveLanded(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) if (at instanceof FailureError) return false;
  return !isApiError(error) || error.status === undefined || error.status >= 500;
}

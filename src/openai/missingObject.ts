import { FailureError } from '../shared/rpc.ts';
import { isMissingEndpoint } from './failures.ts';
import { t } from '../shared/words.ts';

/** What a request was about, by its ids. */
export interface Subject {
  readonly assistant: string;
  readonly file?: string;
}

/** Whether the server says that it is an assistant that it does not find. */
export function isAboutAssistant(error: unknown): boolean {
  return isMissingEndpoint(error) && error instanceof Error && /\bassistant\b/i.test(error.message);
}

/** The server’s word that an assistant, or a file of one, is not there, as a FailureError; any other error as it is. */
export function missingObject(error: unknown, { assistant, file }: Subject, host: string): unknown {
  if (isAboutAssistant(error)) return notFound(t('There is no assistant “{0}” at {1}.', assistant, host), error);
  const aboutFile = file !== undefined && isMissingEndpoint(error) && error instanceof Error && /\bfile\b/i.test(error.message);
  return aboutFile ? notFound(t('There is no file “{0}” at {1}.', file, host), error) : error;
}

function notFound(message: string, cause: unknown): FailureError {
  return new FailureError({ kind: 'notFound', message, action: 'openAssistant' }, { cause });
}

import type { Failure } from '../shared/failure.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Outcome } from '../shared/threadEvents.ts';
import { t } from '../shared/words.ts';

/** An answer that ended without its server saying so. */
export function brokenOff(message: string): Outcome {
  return { state: 'interrupted', failure: { kind: 'interrupted', message, action: 'continue' } };
}

/** An answer that was going on at a server which is not to be asked here. */
export function goneOn(): FailureError {
  return new FailureError({ kind: 'interrupted', message: t('This answer went on at a server that is not connected here any more.'), action: 'continue' });
}

/** The failure in an error; an unexpected error becomes a sentence that points to the log. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return { kind: 'internal', message: t('Something went wrong inside the extension; the log has the details.'), action: 'openLog' };
}

import type { Failure, FailureAction } from '../src/shared/model.ts';
import { FailureError } from '../src/shared/rpc.ts';

/** What the button for each step says. */
export const offers: Readonly<Record<FailureAction, string>> = {
  chooseAssistant: 'Choose Assistant…',
  chooseConnection: 'Choose Connection…',
  chooseModel: 'Choose Model…',
  continue: 'Continue',
  dropParameter: 'Ask Without It',
  newThread: 'New Thread',
  openAssistant: 'Open Assistant',
  openLog: 'Open Log',
  openSettings: 'Open Settings',
  retry: 'Retry',
  setKey: 'Set API Key…',
};

/** The failure that this error carries; for any other error, one of our own. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return { kind: 'internal', message: `Something went wrong in the conversation panel: ${String(error)}`, action: 'openLog' };
}

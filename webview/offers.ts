import type { Failure, FailureAction } from '../src/shared/model.ts';
import type { RoomStep } from '../src/shared/protocol.ts';
import { FailureError } from '../src/shared/rpc.ts';

/** What the button for each step says. */
export const offers: Readonly<Record<FailureAction, string>> = {
  chooseAssistant: 'Choose Assistant…',
  chooseConnection: 'Choose Connection…',
  chooseModel: 'Choose Model…',
  continue: 'Continue',
  dropLargest: 'Drop Largest Attachment',
  dropParameter: 'Ask Without It',
  newThread: 'New Thread',
  openAssistant: 'Open Assistant',
  openLog: 'Open Log',
  openSettings: 'Open Settings',
  retry: 'Retry',
  sendAnyway: 'Send Anyway',
  setKey: 'Set API Key…',
  summarise: 'New Thread from a Summary',
  trimOldest: 'Leave Out Oldest Messages',
};

/** The failure that this error carries; for any other error, one of our own. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return { kind: 'internal', message: `Something went wrong in the conversation panel: ${String(error)}`, action: 'openLog' };
}

/** Whether a step is about what is written in the composer. */
export function isForComposer(action: FailureAction): action is RoomStep | 'sendAnyway' {
  return action === 'dropLargest' || action === 'summarise' || action === 'trimOldest' || action === 'sendAnyway';
}

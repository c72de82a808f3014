import type { Failure, FailureAction } from '../src/shared/failure.ts';
import type { RoomStep } from '../src/shared/asks.ts';
import { FailureError } from '../src/shared/rpc.ts';
import { t } from './l10n.ts';

/** What the button for each step says. */
export const offers: Readonly<Record<FailureAction, string>> = {
  chooseAssistant: t('Choose Assistant…'),
  chooseConnection: t('Choose Connection…'),
  chooseModel: t('Choose Model…'),
  continue: t('Continue'),
  dropLargest: t('Drop Largest Attachment'),
  dropParameter: t('Ask Without It'),
  editMessage: t('Edit Message'),
  newThread: t('New Thread'),
  openAssistant: t('Open Assistant'),
  openLog: t('Open Log'),
  openSettings: t('Open Settings'),
  retry: t('Retry'),
  sendAnyway: t('Send Anyway'),
  setKey: t('Set API Key…'),
  summarise: t('New Thread from a Summary'),
  trimOldest: t('Leave Out Oldest Messages'),
};

/** The failure that this error carries; for any other error, one of our own. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  return { kind: 'internal', message: t('Something went wrong in the conversation panel: {0}', String(error)), action: 'openLog' };
}

/** Whether a step is about what is written in the composer. */
export function isForComposer(action: FailureAction): action is RoomStep | 'sendAnyway' {
  return action === 'dropLargest' || action === 'summarise' || action === 'trimOldest' || action === 'sendAnyway';
}

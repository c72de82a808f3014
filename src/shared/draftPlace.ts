import type { DraftPlace } from './message.ts';

/** Under which name a draft is kept that is written in a new thread, and in a new temporary one. */
export const newThread = '';
export const newTemporaryThread = 'temporary';

/** Under which name a draft is kept that is written there: the id of its thread, if that has begun. */
export function draftKey({ threadId, temporary }: DraftPlace): string {
  return threadId ?? (temporary === true ? newTemporaryThread : newThread);
}

import type { Fitting } from '../shared/asks.ts';
import type { ContextMeter, Measured } from './contextMeter.ts';
import type { RoomMaker } from './roomMaker.ts';

/** What sees to it that a prompt fits. */
export interface FittingParts {
  readonly meter: Pick<ContextMeter, 'check'>;
  readonly rooms: Pick<RoomMaker, 'trim'>;
}

/**
 * Right before a prompt of a thread is sent once more: throws FailureError `contextTooLong` when it would not fit, unless it is wanted
 * anyway, or without the oldest messages, which are then left out from now on. `refused`: the server has said that it is too long.
 */
export async function fit({ meter, rooms }: FittingParts, threadId: string, measured: Measured, { anyway, trimmed }: Fitting, refused = false): Promise<void> {
  if (trimmed === true) await rooms.trim(threadId, measured, refused);
  else if (anyway === undefined) await meter.check(measured, true);
}

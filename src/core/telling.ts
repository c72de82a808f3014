import { FailureError } from '../shared/rpc.ts';
import type { EngineEvent } from './engine.ts';
import { soundEvents } from './soundEvents.ts';

/** One telling of an answer by its engine, without what is not as it must be. */
export interface Telling {
  readonly next: () => Promise<IteratorResult<EngineEvent>>;
  /** Tells the engine to let go; with the reason `closing`, what goes on at the server goes on there. */
  readonly letGo: (reason?: 'closing') => void;
  /** Hears no more of it. */
  readonly end: () => void;
}

/** The telling that this begins; it ends early when the signal aborts. */
export function tellingOf(begin: (signal: AbortSignal) => AsyncIterable<EngineEvent>, signal: AbortSignal): Telling {
  const controller = new AbortController();
  const iterator = soundEvents(begin(AbortSignal.any([signal, controller.signal])));
  return {
    next: () => iterator.next(),
    letGo: (reason) => { controller.abort(reason); },
    end: () => void iterator.return(undefined).catch(() => undefined),
  };
}

/** A telling that broke off: nothing comes of it any more. */
export function brokenOffTelling(telling: Telling): Telling {
  return { ...telling, next: () => Promise.withResolvers<never>().promise };
}

/** Whether a telling ended because its connection did. */
export function isLost(error: unknown): boolean {
  return error instanceof FailureError && (error.failure.kind === 'offline' || error.failure.kind === 'stalled');
}

import type { Engine } from '../core/engine.ts';
import type { SentRequest } from '../core/sentRequest.ts';

/** Who is told of the requests that are sent under a signal. */
export interface Witness {
  readonly tell: (request: SentRequest) => void;
  /** Answers in the place of the server: then nothing goes out. */
  readonly standIn?: (request: SentRequest) => Response;
}

const witnesses = new WeakMap<AbortSignal, Witness>();
const signalOf = Symbol('the signal that a request was asked for with');

/** What the SDK hands to fetch, and with it, whose request it is. */
interface Marked extends RequestInit {
  [signalOf]?: AbortSignal;
}

/** Tells this witness of all that is sent under the signal from now on. */
export function bearWitness(signal: AbortSignal, witness: Witness): void {
  witnesses.set(signal, witness);
}

/** Whether what is asked for under this signal is answered here: nothing that comes of it is to be remembered. */
export function isRehearsal(signal: AbortSignal): boolean {
  return witnesses.get(signal)?.standIn !== undefined;
}

/** Notes on a request with which signal it was asked for: the SDK gives fetch one of its own. */
export function mark(request: RequestInit, signal: AbortSignal | null | undefined): void {
  const marked: Marked = request;
  if (signal !== null && signal !== undefined) marked[signalOf] = signal;
}

/** Who is to be told of this request. */
export function witnessOf(request: RequestInit): Witness | undefined {
  const marked: Marked = request;
  const signal = marked[signalOf];
  return signal === undefined ? undefined : witnesses.get(signal);
}

/** The same engine, telling each turn what is sent for it. */
export function witnessed(engine: Engine): Engine {
  const rejoin = engine.rejoin?.bind(engine);
  return {
    answer: (turn, signal) => {
      if (turn.sent !== undefined) bearWitness(signal, { tell: turn.sent });
      return engine.answer(turn, signal);
    },
    ...(rejoin === undefined ? {} : {
      rejoin: (turn, handle, signal) => {
        if (turn.sent !== undefined) bearWitness(signal, { tell: turn.sent });
        return rejoin(turn, handle, signal);
      },
    }),
    forget: (bookmark, signal) => engine.forget(bookmark, signal),
  };
}

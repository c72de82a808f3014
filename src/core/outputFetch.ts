import type { Output } from '../shared/answerParts.ts';
import type { Failure, FailureKind } from '../shared/failure.ts';
import { FailureError } from '../shared/rpc.ts';
import { type Patience, patience, withDeadline } from './deadline.ts';
import type { MadeFile } from './engine.ts';
import { headLength, mediaTypeIn } from './mediaTypes.ts';
import { outputPlace } from './outputNames.ts';
import type { Log, OutputStore } from './stores.ts';
import { t } from '../shared/words.ts';

/** What a file is fetched with. */
export interface FetchParts {
  readonly store: OutputStore;
  readonly log: Log;
  readonly explain: (error: unknown) => Failure;
  readonly patience?: Patience;
  /** How long to wait before a file is asked for again, in milliseconds. */
  readonly pauses?: readonly number[];
}

const usualPauses: readonly number[] = [1000, 4000, 10_000];

/** What may have passed when it is asked for again. */
const passing: ReadonlySet<FailureKind> = new Set(['interrupted', 'offline', 'rateLimited', 'serverError', 'stalled']);

/** What will not be had by asking again. */
const gone: ReadonlySet<FailureKind> = new Set(['expired', 'notFound']);

/** Why a file is lost that nobody fetches any more. */
export const closedMeanwhile: Failure = { kind: 'interrupted', message: t('VS Code was closed while this file was being fetched.'), action: 'retry' };

/** Fetches a file and keeps it; what fails for a reason that may pass is tried again. The output as it ends: kept, or lost. */
export async function fetchOutput(output: Output, file: MadeFile, parts: FetchParts, signal: AbortSignal): Promise<Output> {
  const pauses = parts.pauses ?? usualPauses;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await keep(output, file, parts, signal);
    } catch (error) {
      const failure = signal.aborted ? closedMeanwhile : parts.explain(error);
      const pause = passing.has(failure.kind) ? pauses[attempt] : undefined;
      if (pause === undefined || signal.aborted) {
        parts.log.error(`The file ${output.id} was not fetched.`, error);
        return { ...(gone.has(failure.kind) ? withoutAgain(output) : output), state: 'lost', why: failure.message };
      }
      await waited(pause, signal);
    }
  }
}

async function keep(output: Output, file: MadeFile, parts: FetchParts, signal: AbortSignal): Promise<Output> {
  const head: number[] = [];
  let told: string | undefined;
  const begin = async function* (until: AbortSignal): AsyncGenerator<Uint8Array> {
    const fetched = await file.fetch(until);
    told = fetched.name;
    yield* fetched.bytes;
  };
  const { hash, bytes } = await parts.store.keep(whole(withDeadline(begin, parts.patience ?? patience, signal), head, signal));
  const here = withoutAgain(output);
  const place = told === undefined ? here : outputPlace(told);
  return { ...here, ...place, mediaType: mediaTypeIn(Uint8Array.from(head), place.name), state: 'kept', bytes, hash };
}

function withoutAgain({ again: _again, ...output }: Output): Output {
  return output;
}

/** The same bytes, the first of them noted in `head`. Throws when the signal has cut them short. */
async function* whole(bytes: AsyncIterable<Uint8Array>, head: number[], signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for await (const piece of bytes) {
    head.push(...piece.subarray(0, headLength - head.length));
    yield piece;
  }
  if (signal.aborted) throw new FailureError(closedMeanwhile);
}

async function waited(milliseconds: number, signal: AbortSignal): Promise<void> {
  const over = Promise.withResolvers<null>();
  const end = (): void => {
    over.resolve(null);
  };
  const timer = setTimeout(end, milliseconds);
  signal.addEventListener('abort', end, { once: true });
  await over.promise;
  clearTimeout(timer);
  signal.removeEventListener('abort', end);
}

import { toStreamingFile, type OpenAI } from 'openai';
import type { UploadSource } from '../core/uploadSource.ts';
import type { UploadState } from '../core/uploadState.ts';
import { isApiError } from './failures.ts';
import { mayHaveLanded } from './fileFailures.ts';
import { pause } from '../core/pause.ts';
import { sending, type SendingPatience } from './sending.ts';

/** Parts on their way at the same time. */
const atOnce = 2;

/** What the parts of an upload are made from, and who is told. */
export interface PartsJob {
  readonly client: OpenAI;
  readonly source: UploadSource;
  /** Where the upload stands, each time that a part has arrived. */
  readonly keep: (state: UploadState) => void;
  readonly progress?: ((sent: number) => void) | undefined;
  /** How long to wait before a part is sent again, in milliseconds; when they are used up, it fails. */
  readonly pauses: readonly number[];
  readonly patience: SendingPatience;
}

/** How many parts an upload has. */
export function partCount({ bytes, partSize }: Pick<UploadState, 'bytes' | 'partSize'>): number {
  return Math.ceil(bytes / partSize);
}

/**
 * Sends the parts that the server does not have yet. A part whose answer is lost is sent again: what arrived of it belongs to no
 * file, since a file is made of the parts that are named at the end. Throws the SDK's error of the first part that fails for good.
 */
export async function sendParts(job: PartsJob, begun: UploadState, signal: AbortSignal): Promise<UploadState> {
  const parts = new Map(Object.entries(begun.parts));
  const stateNow = (): UploadState => ({ ...begun, parts: Object.fromEntries(parts) });
  const missing = Array.from({ length: partCount(begun) }, (_, place) => place).filter((place) => begun.parts[place] === undefined);
  const sent = new Map(Object.keys(begun.parts).map((place) => [Number(place), sizeOf(begun, Number(place))]));
  const tell = (place: number, bytes: number): void => {
    sent.set(place, bytes);
    job.progress?.([...sent.values()].reduce((sum, each) => sum + each, 0));
  };
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const work = async (): Promise<void> => {
    for (let place = missing.shift(); place !== undefined; place = missing.shift()) {
      const at = place;
      parts.set(String(at), await sendPart(job, begun, at, (bytes) => { tell(at, bytes); }, either));
      job.keep(stateNow());
    }
  };
  let first: unknown;
  await Promise.all(Array.from({ length: atOnce }, () => work().catch((error: unknown) => {
    if (!failed.signal.aborted) first = error;
    failed.abort();
  })));
  if (failed.signal.aborted) throw first;
  return stateNow();
}

async function sendPart({ client, source, pauses, patience }: PartsJob, state: UploadState, place: number, progress: (sent: number) => void, signal: AbortSignal): Promise<string> {
  const from = place * state.partSize;
  for (let tries = 0; ; tries += 1) {
    try {
      const pieces = source.read(signal, { from, to: from + sizeOf(state, place) });
      const { id } = await sending(pieces, { signal, patience, progress }, async (body, how) => client.uploads.parts.create(state.id, { data: toStreamingFile(body, 'part') }, how));
      return id;
    } catch (error) {
      const wait = pauses[tries];
      if (signal.aborted || wait === undefined || !(mayHaveLanded(error) || isBusy(error))) throw error;
      await pause(wait, signal);
      signal.throwIfAborted();
    }
  }
}

function sizeOf({ bytes, partSize }: UploadState, place: number): number {
  return Math.min(partSize, bytes - place * partSize);
}

function isBusy(error: unknown): boolean {
  return isApiError(error) && (error.status === 408 || error.status === 429);
}

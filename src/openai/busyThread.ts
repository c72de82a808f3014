import type { Run } from 'openai/resources/beta/threads/runs/runs';
import { FailureError } from '../shared/rpc.ts';
import { isApiError } from './failures.ts';
import { pause } from '../core/pause.ts';
import { isSettled } from './runEnd.ts';
import type { RunParts } from './runTalk.ts';
import { t } from '../shared/words.ts';

/** The most times that a run is asked after while it is being cancelled. */
const mostLooks = 60;

/** What a server says of a run that has nothing left to cancel: that it has ended, or that it is not there. */
const tooLate: ReadonlySet<unknown> = new Set([400, 404, 409]);

/** The runs that keep a thread at a server busy, and what is done about them. */
export class BusyThread {
  readonly #parts: RunParts;
  readonly #threadId: string;

  constructor(parts: RunParts, threadId: string) {
    this.#parts = parts;
    this.#threadId = threadId;
  }

  /** Does something with the thread; when a run is in the way, it is cancelled and awaited first. Throws FailureError `busy`. */
  async freely<Answer>(act: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    try {
      return await act();
    } catch (error) {
      if (!isBusy(error)) throw error;
      await this.free(signal);
      return act();
    }
  }

  /** Cancels what runs in the thread, and waits for its end. */
  async free(signal: AbortSignal): Promise<void> {
    const { client, wire } = this.#parts;
    const { data } = await client.beta.threads.runs.list(this.#threadId, { limit: 20, order: 'desc' }, wire.options(signal));
    for (const run of data) if (!isSettled(run)) await this.#end(run, signal);
  }

  /** Has a run cancelled; one that has ended meanwhile is no error. */
  async cancel(runId: string, signal: AbortSignal): Promise<void> {
    const { client, wire } = this.#parts;
    try {
      await client.beta.threads.runs.cancel(runId, { thread_id: this.#threadId }, wire.options(signal));
    } catch (error) {
      if (!isApiError(error) || !tooLate.has(error.status)) throw error;
    }
  }

  async #end({ id, status }: Run, signal: AbortSignal): Promise<void> {
    const { client, wire, host, pace } = this.#parts;
    if (status !== 'cancelling') await this.cancel(id, signal);
    for (let looks = 0; looks < mostLooks && !signal.aborted; looks += 1) {
      const run = await client.beta.threads.runs.retrieve(id, { thread_id: this.#threadId }, wire.options(signal));
      if (isSettled(run)) return;
      await pause(pace.first, signal);
    }
    throw new FailureError({ kind: 'busy', message: t('{0} is still busy with an earlier answer in this thread.', host), action: 'retry' });
  }
}

// “Thread thread_… already has an active run run_….” and “Can't add messages to thread_… while a run run_… is active.”
function isBusy(error: unknown): boolean {
  return isApiError(error) && (error.status === 400 || error.status === 409) && /active run|run \S+ is active|while a run/i.test(error.message);
}

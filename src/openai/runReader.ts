import type { Message } from 'openai/resources/beta/threads/messages';
import type { Run } from 'openai/resources/beta/threads/runs/runs';
import type { RunStep } from 'openai/resources/beta/threads/runs/steps';
import { everyItem, pageSize } from './everyItem.ts';
import { isApiError, isMissingEndpoint } from './failures.ts';
import { knownRun } from './runAnswer.ts';
import type { RunParts } from './runTalk.ts';

/** What can be read of a run at the server. */
export class RunReader {
  readonly #parts: RunParts;
  readonly #signal: AbortSignal;
  readonly #since: string | undefined;
  #hasSteps = true;

  /** `since` is the id of the message that the run is to answer, where it is known. */
  constructor(parts: RunParts, signal: AbortSignal, since?: string) {
    this.#parts = parts;
    this.#signal = signal;
    this.#since = since;
  }

  /** The run as it stands, and in how many milliseconds the server wants to be asked again, if it says so. */
  async run({ id, thread_id }: Pick<Run, 'id' | 'thread_id'>): Promise<{ readonly run: Run; readonly again?: number }> {
    const { data, response } = await this.#threads.runs.retrieve(id, { thread_id }, this.#options).withResponse();
    const again = Number(response.headers.get('openai-poll-after-ms') ?? Number.NaN);
    return { run: knownRun(data), ...(again > 0 ? { again } : {}) };
  }

  /** All steps, first to last; none where the server knows nothing of steps. */
  async *steps({ id, thread_id }: Run): AsyncGenerator<RunStep> {
    if (!this.#hasSteps) return;
    try {
      yield* everyItem((from) => this.#threads.runs.steps.list(id, { thread_id, limit: pageSize, order: 'asc', ...from }, this.#options));
    } catch (error) {
      if (!isMissingEndpoint(error)) throw error;
      this.#hasSteps = false;
    }
  }

  async step({ id, thread_id }: Run, stepId: string): Promise<RunStep> {
    return this.#threads.runs.steps.retrieve(stepId, { thread_id, run_id: id }, this.#options);
  }

  /** A step with the words that its searches have found; undefined where the server does not give it. */
  async stepWithContents({ id, thread_id }: Run, stepId: string): Promise<RunStep | undefined> {
    try {
      return await this.#threads.runs.steps.retrieve(stepId, { thread_id, run_id: id, include: ['step_details.tool_calls[*].file_search.results[*].content'] }, this.#options);
    } catch (error) {
      if (isApiError(error)) return undefined;
      throw error;
    }
  }

  /** One message, unless it is not to be had alone. */
  async message(threadId: string, messageId: string): Promise<Message | undefined> {
    try {
      return await this.#threads.messages.retrieve(messageId, { thread_id: threadId }, this.#options);
    } catch (error) {
      if (isMissingEndpoint(error)) return undefined;
      throw error;
    }
  }

  /** What the run has written: its own messages, or, where messages do not say whose they are, the answers at the end of the thread. */
  async messages({ id, thread_id }: Run): Promise<readonly Message[]> {
    const all: Message[] = [];
    // Never both: a server need not find a message of the user's among those of the run.
    const which = this.#since === undefined ? { run_id: id } : { after: this.#since };
    for await (const message of everyItem((from) => this.#threads.messages.list(thread_id, { limit: pageSize, order: 'asc', ...which, ...from }, this.#options))) all.push(message);
    const own = all.filter(({ run_id: runId }) => runId === id);
    if (own.length > 0) return own;
    return all.slice(all.findLastIndex(({ role }) => role === 'user') + 1).filter(({ role }) => role === 'assistant');
  }

  get #threads(): RunParts['client']['beta']['threads'] {
    return this.#parts.client.beta.threads;
  }

  get #options(): ReturnType<RunParts['wire']['options']> {
    return this.#parts.wire.options(this.#signal);
  }
}

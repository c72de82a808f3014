import type { Answer, Failure, Media } from '../shared/model.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Outcome, ThreadEvent } from '../shared/threadEvents.ts';
import { AnswerRecord } from './answerRecord.ts';
import type { Assistant } from './assistant.ts';
import type { Assistants } from './assistants.ts';
import type { BackEnds } from './backEnds.ts';
import type { Connection } from './connections.ts';
import { type Patience, patience, withDeadline } from './deadline.ts';
import type { BackEnd, CallResult, FunctionCall, Turn } from './engine.ts';
import type { FunctionCalls } from './functionCalls.ts';
import { brokenOff } from './outcomes.ts';
import type { RefusedParameters } from './refusedParameters.ts';
import type { AttachmentStore, Log } from './stores.ts';
import type { Threads } from './threads.ts';

/** What turns are run with. */
export interface TurnParts {
  readonly threads: Threads;
  readonly backEnds: Pick<BackEnds, 'answering'>;
  readonly assistants: Pick<Assistants, 'get' | 'mentioned' | 'defaultId'>;
  readonly calls: FunctionCalls;
  readonly attachmentStore: Pick<AttachmentStore, 'read'>;
  readonly refused: RefusedParameters;
  readonly log: Log;
  /** What to show of an error. */
  readonly explain: (error: unknown) => Failure;
  readonly patience?: Patience;
}

/** What an engine is to be asked, and the answer, already in its thread, that grows by it. */
export interface Ask extends Pick<Turn, 'history' | 'prompt' | 'bookmark' | 'instructions'> {
  readonly answer: Answer;
  /** Whether only one answer is wanted, whatever the assistant says. */
  readonly single?: boolean;
}

interface Running {
  readonly controller: AbortController;
  ended: Promise<void>;
}

/** Runs turns, one at a time in each thread, and stops them. A turn outlives the page that asked for it. */
export class Turns {
  readonly #parts: TurnParts;
  readonly #running = new Map<string, Running>();

  constructor(parts: TurnParts) {
    this.#parts = parts;
  }

  isRunning(threadId: string): boolean {
    return this.#running.has(threadId);
  }

  /**
   * Begins a turn of this assistant once it is known who answers; `prepare` puts it into its thread, or throws. Throws FailureError, with
   * nothing prepared, while a turn is running in the thread or none can be: no assistant, no key, wrong settings.
   */
  async begin(threadId: string, assistantId: string, prepare: (assistant: Assistant, connection: Connection) => Ask): Promise<void> {
    if (this.isRunning(threadId)) throw new FailureError({ kind: 'busy', message: 'An answer is still arriving in this thread. Stop it, or wait for its end.', action: 'retry' });
    const running: Running = { controller: new AbortController(), ended: Promise.resolve() };
    this.#running.set(threadId, running);
    try {
      const assistant = await this.#parts.assistants.get(assistantId);
      const { connection, backEnd } = await this.#parts.backEnds.answering(assistant);
      const ask = prepare(assistant, connection);
      running.ended = this.#run(threadId, ask, assistant, backEnd, running.controller.signal);
    } catch (error) {
      this.#running.delete(threadId);
      throw error;
    }
  }

  async stop(threadId: string): Promise<void> {
    const running = this.#running.get(threadId);
    running?.controller.abort();
    await running?.ended;
  }

  async close(): Promise<void> {
    const all = [...this.#running.values()];
    for (const { controller } of all) controller.abort('closing');
    await Promise.all(all.map(({ ended: end }) => end));
  }

  async #run(threadId: string, ask: Ask, assistant: Assistant, backEnd: BackEnd, signal: AbortSignal): Promise<void> {
    const record = new AnswerRecord(ask.answer, (event) => {
      this.#record(threadId, event);
    });
    let outcome: Outcome;
    try {
      outcome = await this.#listen(ask, assistant, backEnd, record, signal);
    } catch (error) {
      if (!signal.aborted) this.#parts.log.error(`The turn of answer ${ask.answer.id} failed.`, error);
      outcome = { state: record.any ? 'interrupted' : 'failed', failure: this.#parts.explain(error) };
    }
    this.#running.delete(threadId);
    record.settle(ended(outcome, signal));
  }

  async #listen({ answer, single, ...ask }: Ask, assistant: Assistant, backEnd: BackEnd, record: AnswerRecord, signal: AbortSignal): Promise<Outcome> {
    const model = assistant.model ?? (await backEnd.defaultModel(signal));
    const without = this.#parts.refused.of(answer.connectionName, model).filter((name) => assistant.parameters[name] !== undefined);
    record.note({ model, ...(without.length === 0 ? {} : { without }) });
    let waiting = 0;
    const call = async (wanted: FunctionCall): Promise<CallResult> => {
      waiting += 1;
      return this.#call(wanted, answer.id, record, signal).finally(() => { waiting -= 1; });
    };
    const bytesOf = ({ hash }: Media): Promise<Uint8Array | undefined> => this.#parts.attachmentStore.read(hash);
    const turn: Turn = { ...ask, assistant, model, without: single === true ? [...without, 'n'] : without, call, bytesOf };
    for await (const event of withDeadline((asked) => backEnd.engine.answer(turn, asked), this.#parts.patience ?? patience, signal, () => waiting > 0)) {
      if (event.type === 'text') record.add(event.text, event.choice ?? 0);
      else if (event.type === 'step') record.step(event.step);
      else if (event.type === 'note') record.note(event.note);
      else if (event.type === 'done') {
        if (event.incomplete !== undefined) return { state: 'incomplete', failure: event.incomplete };
        if (record.any) return { state: 'complete' };
        return { state: 'failed', failure: { kind: 'requestRefused', message: 'The model returned no text.', action: 'retry' } };
      }
    }
    return brokenOff('The connection ended before the answer did.');
  }

  async #call(call: FunctionCall, answerId: string, record: AnswerRecord, signal: AbortSignal): Promise<CallResult> {
    const step = { id: call.id, kind: 'function', title: call.name, input: call.input } as const;
    record.step({ ...step, state: 'waiting' });
    const result = await this.#parts.calls.wait(`${answerId} ${call.id}`, call, signal);
    record.step({ ...step, state: result.ok ? 'complete' : 'failed', output: result.output });
    return result;
  }

  // Nothing that keeps an event from being taken in may end the turn: the thread may be gone by now.
  #record(threadId: string, event: ThreadEvent): void {
    try {
      this.#parts.threads.apply(threadId, [event], { durable: false });
    } catch (error) {
      this.#parts.log.error(`What happened in thread ${threadId} was not taken in.`, error);
    }
  }
}

/** The server's own word on how an answer ended stands; any other end under an abort is the abort's. */
function ended(outcome: Outcome, signal: AbortSignal): Outcome {
  if (!signal.aborted || outcome.state === 'complete' || outcome.state === 'incomplete') return outcome;
  return signal.reason === 'closing' ? brokenOff('VS Code was closed while this answer was arriving.') : { state: 'stopped' };
}

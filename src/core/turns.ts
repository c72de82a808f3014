import type { Assistant, Failure } from '../shared/model.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Outcome, ThreadEvent } from '../shared/threadEvents.ts';
import { AnswerText } from './answerText.ts';
import type { BackEnds } from './backEnds.ts';
import { type Patience, patience, withDeadline } from './deadline.ts';
import type { BackEnd, Turn } from './engine.ts';
import { brokenOff } from './outcomes.ts';
import type { Log } from './stores.ts';
import type { Threads } from './threads.ts';

/** What turns are run with. */
export interface TurnParts {
  readonly threads: Threads;
  readonly backEnds: Pick<BackEnds, 'active'>;
  readonly assistant: () => Assistant;
  readonly log: Log;
  /** What to show of an error. */
  readonly explain: (error: unknown) => Failure;
  readonly patience?: Patience;
}

/** What an engine is to be asked, and the answer, already in its thread, that grows by it. */
export interface Ask extends Omit<Turn, 'assistant' | 'model'> {
  readonly answerId: string;
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
   * Begins a turn once it is known who answers; `prepare` puts it into its thread. Throws FailureError, with nothing prepared, while
   * a turn is running in the thread or none can be: no key, wrong settings.
   */
  async begin(threadId: string, prepare: (assistant: Assistant, connectionName: string) => Ask): Promise<void> {
    if (this.isRunning(threadId)) throw new FailureError({ kind: 'busy', message: 'An answer is still arriving in this thread. Stop it, or wait for its end.', action: 'retry' });
    const running: Running = { controller: new AbortController(), ended: Promise.resolve() };
    this.#running.set(threadId, running);
    try {
      const { connection, backEnd } = await this.#parts.backEnds.active();
      const assistant = this.#parts.assistant();
      const ask = prepare(assistant, connection.name);
      running.ended = this.#run(threadId, { assistant, ...ask }, backEnd, running.controller.signal);
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

  async #run(threadId: string, ask: Ask & Pick<Turn, 'assistant'>, backEnd: BackEnd, signal: AbortSignal): Promise<void> {
    const { answerId } = ask;
    const text = new AnswerText((piece) => {
      this.#record(threadId, { type: 'text', messageId: answerId, text: piece });
    });
    let outcome: Outcome;
    try {
      outcome = await this.#listen(threadId, ask, backEnd, text, signal);
    } catch (error) {
      if (!signal.aborted) this.#parts.log.error(`The turn of answer ${answerId} failed.`, error);
      outcome = { state: text.any ? 'interrupted' : 'failed', failure: this.#parts.explain(error) };
    }
    text.flush();
    this.#running.delete(threadId);
    this.#record(threadId, { type: 'settled', at: Date.now(), messageId: answerId, outcome: ended(outcome, signal) });
  }

  async #listen(threadId: string, { answerId, ...ask }: Ask & Pick<Turn, 'assistant'>, backEnd: BackEnd, text: AnswerText, signal: AbortSignal): Promise<Outcome> {
    const model = ask.assistant.model ?? (await backEnd.defaultModel(signal));
    this.#record(threadId, { type: 'noted', messageId: answerId, note: { model } });
    for await (const event of withDeadline(backEnd.engine.answer({ ...ask, model }, signal), this.#parts.patience ?? patience, signal)) {
      if (event.type === 'text') text.add(event.text);
      else if (event.type === 'note') this.#record(threadId, { type: 'noted', messageId: answerId, note: event.note });
      else if (event.type === 'done') {
        if (event.incomplete !== undefined) return { state: 'incomplete', failure: event.incomplete };
        if (text.any) return { state: 'complete' };
        return { state: 'failed', failure: { kind: 'requestRefused', message: 'The model returned no text.', action: 'retry' } };
      }
    }
    return brokenOff('The connection ended before the answer did.');
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

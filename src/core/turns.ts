import type { Answer, Failure, Media, Message } from '../shared/model.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Outcome, ThreadEvent } from '../shared/threadEvents.ts';
import { AnswerRecord } from './answerRecord.ts';
import type { Assistant } from './assistant.ts';
import type { Assistants } from './assistants.ts';
import type { BackEnds } from './backEnds.ts';
import { type Patience, patience, withDeadline } from './deadline.ts';
import type { Connection } from './connections.ts';
import type { BackEnd, CallResult, FunctionCall, Turn } from './engine.ts';
import type { FunctionCalls } from './functionCalls.ts';
import { type Exit, type Gate, withheld } from './gate.ts';
import { brokenOff } from './outcomes.ts';
import type { Obstacle } from './obstacles.ts';
import type { Outputs } from './outputs.ts';
import type { RefusedParameters } from './refusedParameters.ts';
import type { SentRequest } from './sentRequest.ts';
import { withoutToolSecrets } from './shownRequest.ts';
import type { AttachmentStore, Log, SentStore } from './stores.ts';
import type { Threads } from './threads.ts';
import { answerCall } from './turnCalls.ts';
import { TurnCitations } from './turnCitations.ts';
import { passagesFor, type TurnKnowledge } from './turnKnowledge.ts';
import { foreseenTexts, partsOf, passedPassages, withParts, wordsOf } from './turnParts.ts';

/** What turns are run with. */
export interface TurnParts {
  readonly threads: Threads;
  readonly backEnds: Pick<BackEnds, 'answering' | 'connectionOf' | 'knownModel' | 'of'>;
  readonly assistants: Pick<Assistants, 'get' | 'mentioned' | 'defaultId'>;
  readonly calls: FunctionCalls;
  readonly outputs: Outputs;
  /** What a turn sends goes through it, part by part. */
  readonly gate: Gate;
  readonly knowledge?: TurnKnowledge;
  readonly attachmentStore: Pick<AttachmentStore, 'read'>;
  readonly refused: RefusedParameters;
  readonly sent: SentStore;
  readonly log: Log;
  /** What to show of an error. */
  readonly explain: (error: unknown) => Failure;
  readonly patience?: Patience;
}

/** What is said in a turn, whoever answers. */
export type Said = Pick<Turn, 'history' | 'prompt' | 'bookmark' | 'instructions'>;

/** A turn as it would be, and what would be sent for it. */
export interface Preview {
  readonly turn: Turn;
  readonly connection: Connection;
  readonly requests: readonly SentRequest[];
  /** What the user will be asked about first. */
  readonly obstacles: readonly Obstacle[];
}

/** What an engine is to be asked, and the answer that grows by it. */
interface Ask extends Said {
  readonly answer: Answer;
  /** What passages are looked for by, if not by the prompt's words. */
  readonly question?: string;
  /** Whether only one answer is wanted, whatever the assistant says. */
  readonly single?: boolean;
}

/** A turn that is to be, before it is known whether all of it may leave. */
export interface Plan extends Ask {
  /** All that the thread holds, in whichever branch. */
  readonly said: readonly Message[];
  /** Whether the prompt was written just now, and not sent before. */
  readonly fresh: boolean;
  /** Puts prompt and answer into the thread: the prompt as it leaves. */
  readonly store: (prompt: Turn['prompt']) => void;
}

/** Who answers. */
interface Answering {
  readonly assistant: Assistant;
  readonly connection: Connection;
  readonly backEnd: BackEnd;
}
/** How long a server without a model of its own is asked which it has, in milliseconds. */
const modelTime = 20_000;

/** How long the files of an assistant are searched for a preview, in milliseconds. */
const searchTime = 20_000;

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
   * Begins a turn of this assistant once it is known who answers and what may leave. Throws FailureError, with nothing stored or sent,
   * while a turn is running in the thread or none can be (no assistant, no key, wrong settings), or when the user wants nothing sent.
   */
  async begin(threadId: string, assistantId: string, plan: (assistant: Assistant, connection: Connection) => Plan): Promise<void> {
    if (this.isRunning(threadId)) throw new FailureError({ kind: 'busy', message: 'An answer is still arriving in this thread. Stop it, or wait for its end.', action: 'retry' });
    const running: Running = { controller: new AbortController(), ended: Promise.resolve() };
    this.#running.set(threadId, running);
    const { signal } = running.controller;
    try {
      const known = await this.#parts.assistants.get(assistantId);
      const { connection, backEnd } = await this.#parts.backEnds.answering(known);
      const { said, fresh, store, ...planned } = plan(known, connection);
      const exit: Exit = { threadId, to: connection, said: () => wordsOf(said) };
      const texts = { ...planned, assistant: known };
      const { assistant, ...passed } = withParts(texts, await this.#parts.gate.pass(exit, partsOf(texts, fresh)));
      if (signal.aborted || (passed.prompt.text.trim() === '' && passed.prompt.attachments.length === 0)) throw withheld();
      store(passed.prompt);
      running.ended = this.#run(exit, { ...planned, ...passed }, { assistant, connection, backEnd }, signal);
    } catch (error) {
      this.#running.delete(threadId);
      throw error;
    }
  }

  /** What would be sent for this, made like the turn itself; nothing of it goes out, and no key is needed. Throws FailureError where no turn could be. */
  async preview(assistantId: string, said: Said, from: Pick<Exit, 'said'> & Partial<Pick<Exit, 'threadId'>>): Promise<Preview> {
    const assistant = await this.#parts.assistants.get(assistantId);
    const connection = this.#parts.backEnds.connectionOf(assistant);
    const backEnd = await this.#parts.backEnds.of(connection);
    const model = assistant.model ?? (await backEnd.defaultModel(AbortSignal.timeout(modelTime)));
    const passages = await passagesFor({ assistant, connection, question: said.prompt.text }, this.#parts, { step: () => undefined }, AbortSignal.timeout(searchTime));
    const { texts, found, obstacles } = await foreseenTexts(this.#parts.gate, { ...from, to: connection }, { ...said, assistant }, passages);
    const prompt = { ...texts.prompt, ...(found.length === 0 ? {} : { passages: found }) };
    const asked = this.#parts.knowledge?.prepared(texts.assistant, connection) ?? texts.assistant;
    const turn = { ...said, ...texts, prompt, assistant: asked, model, without: this.#without(assistant, connection.name, model), call: nobodyAnswers, bytesOf: this.#bytesOf };
    return { turn, connection, obstacles, requests: (await backEnd.preview(turn)).map(withoutToolSecrets) };
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

  async #run(exit: Exit, ask: Ask, who: Answering, signal: AbortSignal): Promise<void> {
    const record = new AnswerRecord(ask.answer, (event) => {
      this.#record(exit.threadId, event);
    });
    let outcome: Outcome;
    let citations: TurnCitations | undefined;
    try {
      const found = await passagesFor({ ...who, question: ask.question ?? ask.prompt.text }, this.#parts, record, signal);
      const passages = await passedPassages(this.#parts.gate, exit, found);
      citations = new TurnCitations(ask.answer, passages, (fileId) => this.#parts.knowledge?.origin(who.connection, fileId));
      outcome = await this.#listen(exit, { ...ask, prompt: { ...ask.prompt, ...(passages.length === 0 ? {} : { passages }) } }, who, record, citations, signal);
    } catch (error) {
      if (!signal.aborted) this.#parts.log.error(`The turn of answer ${ask.answer.id} failed.`, error);
      const failure = this.#parts.explain(error);
      const missed = this.#parts.knowledge?.missed(who.assistant, who.connection, failure.message) === true;
      outcome = { state: record.any ? 'interrupted' : 'failed', failure: missed ? storeMissing(who) : failure };
    }
    this.#running.delete(exit.threadId);
    if (citations !== undefined && citations.all.length > 0) record.note({ citations: citations.all });
    record.settle(ended(outcome, signal));
  }

  async #listen(exit: Exit, { answer, single, question: _question, ...ask }: Ask, { assistant, connection, backEnd }: Answering, record: AnswerRecord, citations: TurnCitations, signal: AbortSignal): Promise<Outcome> {
    const model = assistant.model ?? (await backEnd.defaultModel(signal));
    const without = this.#without(assistant, answer.connectionName, model);
    record.note({ model, ...(without.length === 0 ? {} : { without }) });
    let waiting = 0;
    let made = false;
    const call = async (wanted: FunctionCall): Promise<CallResult> => {
      waiting += 1;
      return answerCall(this.#parts, exit, wanted, answer.id, record, signal).finally(() => { waiting -= 1; });
    };
    const turn: Turn = { ...ask, assistant: this.#parts.knowledge?.prepared(assistant, connection) ?? assistant, model, without: single === true ? [...without, 'n'] : without, call, bytesOf: this.#bytesOf, sent: (request) => { this.#keep(exit.threadId, answer.id, request); } };
    for await (const event of withDeadline((asked) => backEnd.engine.answer(turn, asked), this.#parts.patience ?? patience, signal, () => waiting > 0)) {
      if (event.type === 'text') {
        record.add(event.text, event.choice ?? 0);
        if ((event.choice ?? 0) === 0) citations.add(event.text);
      } else if (event.type === 'step') record.step(event.step);
      else if (event.type === 'note') {
        const { citations: named, ...note } = event.note;
        if (named !== undefined) citations.name(named);
        record.note(note);
      } else if (event.type === 'made') {
        made = true;
        this.#parts.outputs.take(exit.threadId, answer.id, event.file);
      } else if (event.type === 'done') {
        if (event.incomplete !== undefined) return { state: 'incomplete', failure: event.incomplete };
        if (record.any || made) return { state: 'complete' };
        return { state: 'failed', failure: { kind: 'requestRefused', message: 'The model returned no text.', action: 'retry' } };
      }
    }
    return brokenOff('The connection ended before the answer did.');
  }

  readonly #bytesOf = ({ hash }: Media): Promise<Uint8Array | undefined> => this.#parts.attachmentStore.read(hash);

  #without({ parameters }: Assistant, connectionName: string, model: string): Turn['without'] {
    return this.#parts.refused.of(connectionName, model).filter((name) => parameters[name] !== undefined);
  }

  // A disk that is full is no reason not to send.
  #keep(threadId: string, answerId: string, request: SentRequest): void {
    try {
      this.#parts.sent.keep(threadId, answerId, withoutToolSecrets(request));
    } catch (error) {
      this.#parts.log.error(`What was sent for answer ${answerId} was not kept.`, error);
    }
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

function storeMissing({ assistant, connection }: Answering): Failure {
  return { kind: 'notFound', message: `The files of ${assistant.name} are no longer at ${connection.name}: with Retry they are searched on this machine; sync its knowledge to have them there again.`, action: 'retry' };
}

/** The server's own word on how an answer ended stands; any other end under an abort is the abort's. */
function ended(outcome: Outcome, signal: AbortSignal): Outcome {
  if (!signal.aborted || outcome.state === 'complete' || outcome.state === 'incomplete') return outcome;
  return signal.reason === 'closing' ? brokenOff('VS Code was closed while this answer was arriving.') : { state: 'stopped' };
}

async function nobodyAnswers(): Promise<CallResult> {
  return { ok: false, output: '' };
}

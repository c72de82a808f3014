import type { Media } from '../shared/attachment.ts';
import type { Handle } from '../shared/bookmark.ts';
import type { Failure } from '../shared/failure.ts';
import type { Answer, Message } from '../shared/message.ts';
import type { Usage } from '../shared/usage.ts';
import type { Outcome, ThreadEvent } from '../shared/threadEvents.ts';
import { AnswerRecord } from './answerRecord.ts';
import type { Assistant } from './assistant.ts';
import type { Assistants } from './assistants.ts';
import type { BackEnds } from './backEnds.ts';
import { Claims } from './claims.ts';
import { type Patience, patience, withDeadline } from './deadline.ts';
import type { Connection } from './connections.ts';
import type { BackEnd, CallResult, EngineEvent, FunctionCall, Turn } from './engine.ts';
import type { FunctionCalls } from './functionCalls.ts';
import { type Exit, type Gate, withheld } from './gate.ts';
import type { Bill } from './bill.ts';
import { costSum } from './costs.ts';
import type { Leases } from './leases.ts';
import type { Obstacle } from './obstacles.ts';
import { brokenOff, goneOn } from './outcomes.ts';
import type { Outputs } from './outputs.ts';
import type { RefusedParameters } from './refusedParameters.ts';
import type { SentRequest } from './sentRequest.ts';
import { withoutToolSecrets } from './shownRequest.ts';
import type { Spending } from './spending.ts';
import type { AttachmentStore, Log, SentStore } from './stores.ts';
import { isGone, type Threads } from './threads.ts';
import { answerCall } from './turnCalls.ts';
import { refusalOf } from './soundCall.ts';
import { soundEvents } from './soundEvents.ts';
import { TurnCitations } from './turnCitations.ts';
import { passagesFor, type TurnKnowledge } from './turnKnowledge.ts';
import { foreseenTexts, partsOf, passedPassages, withParts, wordsOf } from './turnParts.ts';
import { usageSum } from './usageSum.ts';
import { t } from '../shared/words.ts';

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
  /** What each call costs is held against the user's caps before it is made. */
  readonly spending?: Pick<Spending, 'allow'>;
  readonly attachmentStore: Pick<AttachmentStore, 'read'>;
  readonly refused: RefusedParameters;
  readonly sent: SentStore;
  readonly log: Log;
  /** What to show of an error. */
  readonly explain: (error: unknown) => Failure;
  readonly patience?: Patience;
  /** What other windows are told of who answers where; without it, there are none. */
  readonly leases?: Pick<Leases, 'onLose' | 'release' | 'take'>;
  /** Whether servers are to go on giving answers by themselves, where an assistant does not say. */
  readonly background?: () => boolean;
}

/** What is said in a turn, whoever answers. */
export type Said = Pick<Turn, 'history' | 'prompt' | 'bookmark' | 'instructions' | 'unstored'>;

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
  /** Set if nothing is asked, but an answer heard once more. */
  readonly handle?: Handle;
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
  readonly bill?: Bill | undefined;
}
/** How long a server without a model of its own is asked which it has, in milliseconds. */
const modelTime = 20_000;

/** How long the files of an assistant are searched for a preview, in milliseconds. */
const searchTime = 20_000;

/** Runs turns, one at a time in each thread, and stops them. A turn outlives the page that asked for it. */
export class Turns {
  readonly #parts: TurnParts;
  readonly #claims: Claims;

  constructor(parts: TurnParts) {
    this.#parts = parts;
    this.#claims = new Claims(parts.leases);
  }

  isRunning(threadId: string): boolean {
    return this.#claims.of(threadId) !== undefined;
  }

  /** Throws FailureError `busy` while an answer is arriving in this thread, here or in another window. */
  assertIdle(threadId: string): void {
    this.#claims.assertIdle(threadId);
  }

  /**
   * Takes up an answer that nobody gives here: hears it once more by its handle, or has it settled as `lost`. False while another
   * window is giving it.
   */
  takeUp(threadId: string, answer: Answer, said: Said, lost: () => void): boolean {
    const running = this.#claims.claim(threadId);
    if (running === undefined) return false;
    const { handle } = answer;
    if (handle !== undefined) running.ended = this.#rejoin(threadId, { ...said, answer, handle }, running.controller.signal);
    else {
      try {
        lost();
      } finally {
        this.#claims.release(threadId);
      }
    }
    return true;
  }

  /**
   * Begins a turn of this assistant once it is known who answers and what may leave. Throws FailureError, with nothing stored or sent,
   * while a turn is running in the thread or none can be (no assistant, no key, wrong settings), or when the user wants nothing sent.
   * `model` takes the place of the assistant's.
   */
  async begin(threadId: string, assistantId: string, plan: (assistant: Assistant, connection: Connection) => Plan, model?: string): Promise<void> {
    const running = this.#claims.claim(threadId);
    if (running === undefined) throw this.#claims.busy(threadId);
    const { signal } = running.controller;
    try {
      const own = await this.#parts.assistants.get(assistantId);
      const known = model === undefined ? own : { ...own, model };
      const { connection, backEnd } = await this.#parts.backEnds.answering(known);
      const { said, fresh, store, ...planned } = plan(known, connection);
      const expected = this.#parts.backEnds.knownModel(known, connection);
      const bill = await this.#parts.spending?.allow({ ...planned, threadId, assistant: known, connection, ...(expected === undefined ? {} : { model: expected }) });
      const exit: Exit = { threadId, to: connection, said: () => wordsOf(said) };
      const texts = { ...planned, assistant: known };
      const { assistant, ...passed } = withParts(texts, await this.#parts.gate.pass(exit, partsOf(texts, fresh)));
      if (signal.aborted || (passed.prompt.text.trim() === '' && passed.prompt.attachments.length === 0)) throw withheld();
      store(passed.prompt);
      running.ended = this.#run(exit, { ...planned, ...passed }, { assistant, connection, backEnd, bill }, signal);
    } catch (error) {
      this.#claims.release(threadId);
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
    const turn = { ...said, ...texts, prompt, assistant: asked, model, without: this.#without(assistant, connection.name, model), call: nobodyAnswers, bytesOf: this.#bytesOf, ...this.#background(assistant, said) };
    return { turn, connection, obstacles, requests: (await backEnd.preview(turn)).map(withoutToolSecrets) };
  }

  /** Stops what is arriving in this thread. Throws FailureError `busy` when it is arriving in another window. */
  async stop(threadId: string): Promise<void> {
    const running = this.#claims.of(threadId);
    if (running === undefined) this.#claims.assertIdle(threadId);
    running?.controller.abort();
    await running?.ended;
  }

  async close(): Promise<void> {
    const { all } = this.#claims;
    for (const { controller } of all) controller.abort('closing');
    await Promise.all(all.map(({ ended: end }) => end));
  }

  /** Hears an answer once more that was begun by another window, or by this one before it was closed. */
  async #rejoin(threadId: string, ask: Ask & { readonly handle: Handle }, signal: AbortSignal): Promise<void> {
    const { assistantId, modelChosen, model } = ask.answer;
    try {
      const own = await this.#parts.assistants.get(assistantId);
      const assistant = modelChosen === true ? { ...own, model } : own;
      const { connection, backEnd } = await this.#parts.backEnds.answering(assistant);
      const exit: Exit = { threadId, to: connection, said: () => wordsOf(this.#parts.threads.open(threadId).messages) };
      await this.#run(exit, ask, { assistant, connection, backEnd }, signal);
    } catch (error) {
      this.#claims.release(threadId);
      this.#record(threadId, { type: 'settled', at: Date.now(), messageId: ask.answer.id, outcome: { state: 'interrupted', failure: this.#parts.explain(error) } });
    }
  }

  async #run(exit: Exit, ask: Ask, who: Answering, signal: AbortSignal): Promise<void> {
    const record = new AnswerRecord(ask.answer, (event) => {
      this.#record(exit.threadId, event);
    });
    let outcome: Outcome;
    let citations: TurnCitations | undefined;
    try {
      const found = ask.handle !== undefined ? [] : await passagesFor({ ...who, question: ask.question ?? ask.prompt.text }, this.#parts, record, signal);
      const passages = await passedPassages(this.#parts.gate, exit, found);
      citations = new TurnCitations(ask.answer, passages, (fileId) => this.#parts.knowledge?.origin(who.connection, fileId));
      outcome = await this.#listen(exit, { ...ask, prompt: { ...ask.prompt, ...(passages.length === 0 ? {} : { passages }) } }, who, record, citations, signal);
    } catch (error) {
      if (!signal.aborted) this.#parts.log.error(`The turn of answer ${ask.answer.id} failed.`, error);
      const failure = this.#parts.explain(error);
      const missed = this.#parts.knowledge?.missed(who.assistant, who.connection, failure.message) === true;
      outcome = { state: record.any ? 'interrupted' : 'failed', failure: missed ? storeMissing(who) : failure };
    }
    const cost = who.bill?.close(outcome.state === 'failed');
    if (cost !== undefined) record.note({ cost: costSum(ask.answer.cost, cost) });
    if (citations !== undefined && citations.all.length > 0) record.note({ citations: citations.all });
    const end = ended(outcome, signal);
    if (signal.reason === 'closing' && end.state === 'interrupted' && record.lasts) {
      record.leave();
      this.#parts.threads.flush();
      this.#claims.release(exit.threadId);
      return;
    }
    this.#claims.release(exit.threadId);
    // Another window has the say now, or nobody.
    if (signal.reason !== 'lost') record.settle(end);
  }

  async #listen(exit: Exit, { answer, single, handle, question: _question, ...ask }: Ask, { assistant, connection, backEnd, bill }: Answering, record: AnswerRecord, citations: TurnCitations, signal: AbortSignal): Promise<Outcome> {
    const model = handle === undefined ? (assistant.model ?? (await backEnd.defaultModel(signal))) : answer.model;
    const without = this.#without(assistant, answer.connectionName, model);
    record.note({ model, ...(without.length === 0 ? {} : { without }) });
    const before = handle === undefined ? answer.usage : handle.usage;
    // What is there already is told again, to the letter.
    let known = handle === undefined ? 0 : answer.text.length - handle.from;
    let usage: Usage | undefined = before;
    let waiting = 0;
    let made = (answer.outputs ?? []).length > 0;
    const calls = new Set<string>();
    const call = async (wanted: FunctionCall): Promise<CallResult> => {
      const refusal = refusalOf(wanted, assistant, calls);
      if (refusal !== undefined) return { ok: false, output: refusal };
      calls.add(wanted.id);
      waiting += 1;
      return answerCall(this.#parts, exit, wanted, answer.id, record, signal).finally(() => { waiting -= 1; });
    };
    const turn: Turn = { ...ask, assistant: this.#parts.knowledge?.prepared(assistant, connection) ?? assistant, model, without: single === true ? [...without, 'n'] : without, call, bytesOf: this.#bytesOf, ...this.#background(assistant, ask), sent: (request) => { this.#keep(exit.threadId, answer.id, request); } };
    bill?.begin(model);
    for await (const event of soundEvents(withDeadline((asked) => begin(backEnd, turn, handle, asked), this.#parts.patience ?? patience, signal, () => waiting > 0))) {
      if (event.type === 'text') {
        const text = event.text.slice(known);
        known -= event.text.length - text.length;
        record.add(text, event.choice ?? 0);
        bill?.heard(text);
        if ((event.choice ?? 0) === 0) citations.add(event.text);
      } else if (event.type === 'step') record.step(event.step);
      else if (event.type === 'note') {
        const { citations: named, usage: counted, ...note } = event.note;
        if (named !== undefined) citations.name(named);
        if (counted !== undefined) {
          bill?.used(counted);
          usage = usageSum(before, counted);
        }
        record.note(counted === undefined || usage === undefined ? note : { ...note, usage });
      } else if (event.type === 'begun') {
        record.begin(event.handle, usage);
      } else if (event.type === 'made') {
        made = true;
        this.#parts.outputs.take(exit.threadId, answer.id, event.file);
      } else if (event.type === 'done') {
        if (event.incomplete !== undefined) return { state: 'incomplete', failure: event.incomplete };
        if (record.any || made) return { state: 'complete' };
        return { state: 'failed', failure: { kind: 'requestRefused', message: t('The model returned no text.'), action: 'retry' } };
      }
    }
    return brokenOff(t('The connection ended before the answer did.'));
  }

  readonly #bytesOf = ({ hash }: Media): Promise<Uint8Array | undefined> => this.#parts.attachmentStore.read(hash);

  #without({ parameters }: Assistant, connectionName: string, model: string): Turn['without'] {
    return this.#parts.refused.of(connectionName, model).filter((name) => parameters[name] !== undefined);
  }

  // What is not to be stored cannot go on without us.
  #background({ background = this.#parts.background?.() }: Assistant, { unstored }: Pick<Turn, 'unstored'>): Pick<Turn, 'background'> {
    return background === true && unstored !== true ? { background } : {};
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
      if (this.#claims.of(threadId)?.controller.signal.reason === 'lost') return;
      this.#parts.threads.apply(threadId, [event], { durable: false });
    } catch (error) {
      this.#parts.log.error(`What happened in thread ${threadId} was not taken in.`, error);
      if (isGone(error)) this.#claims.of(threadId)?.controller.abort('lost');
    }
  }
}

function begin({ engine }: BackEnd, turn: Turn, handle: Handle | undefined, signal: AbortSignal): AsyncIterable<EngineEvent> {
  if (handle === undefined) return engine.answer(turn, signal);
  if (engine.rejoin === undefined) throw goneOn();
  return engine.rejoin(turn, handle, signal);
}

function storeMissing({ assistant, connection }: Answering): Failure {
  return { kind: 'notFound', message: t('The files of {0} are no longer at {1}: with Retry they are searched on this machine; sync its knowledge to have them there again.', assistant.name, connection.name), action: 'retry' };
}

/** The server's own word on how an answer ended stands; any other end under an abort is the abort's. */
function ended(outcome: Outcome, signal: AbortSignal): Outcome {
  if (!signal.aborted || outcome.state === 'complete' || outcome.state === 'incomplete') return outcome;
  return signal.reason === 'closing' ? brokenOff(t('VS Code was closed while this answer was arriving.')) : { state: 'stopped' };
}

async function nobodyAnswers(): Promise<CallResult> {
  return { ok: false, output: '' };
}

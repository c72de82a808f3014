import type { Handle } from '../shared/bookmark.ts';
import type { Failure } from '../shared/failure.ts';
import type { Answer } from '../shared/message.ts';
import type { Outcome, ThreadEvent } from '../shared/threadEvents.ts';
import { t } from '../shared/words.ts';
import { AnswerRecord } from './answerRecord.ts';
import type { Assistant } from './assistant.ts';
import { Claims } from './claims.ts';
import type { Connection } from './connections.ts';
import { windowFor } from './contextWindows.ts';
import { costSum } from './costs.ts';
import { type Exit, withheld } from './gate.ts';
import { Hearings } from './hearings.ts';
import { brokenOff } from './outcomes.ts';
import { closed, opened } from './longTexts.ts';
import { isGone } from './openThreads.ts';
import { passageCitations } from './passageCitations.ts';
import { TurnCitations } from './turnCitations.ts';
import { passagesFor } from './turnKnowledge.ts';
import { partsOf, passedPassages, withParts, wordsOf } from './turnParts.ts';
import type { Answering, Ask, Plan, Said, TurnParts } from './turnPlan.ts';
import { TurnTalk } from './turnTalk.ts';

/** Runs turns, one at a time in each thread, and stops them. A turn outlives the page that asked for it. */
export class Turns {
  readonly #parts: TurnParts;
  readonly #claims: Claims;
  /** What is said about the waiting for what arrives. */
  readonly hearings: Hearings;

  constructor(parts: TurnParts) {
    this.#parts = parts;
    this.hearings = new Hearings(parts);
    this.#claims = new Claims(parts.leases);
    parts.threads.onOvertaken(({ threadId, messageId }) => { this.#claims.lose(threadId, messageId); });
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
      const { attachmentStore, gate } = this.#parts;
      const texts = await opened({ ...planned, assistant: known }, attachmentStore);
      const { assistant, ...passed } = withParts(texts, await gate.pass(exit, partsOf(texts, fresh)));
      if (signal.aborted || (passed.prompt.text.trim() === '' && passed.prompt.attachments.length === 0)) throw withheld();
      store(await closed(passed.prompt, planned.prompt.attachments, attachmentStore));
      running.ended = this.#run(exit, { ...planned, ...passed }, { assistant, connection, backEnd, bill }, signal);
    } catch (error) {
      this.#claims.release(threadId);
      throw error;
    }
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
    this.#claims.name(exit.threadId, ask.answer.id);
    const record = new AnswerRecord(ask.answer, (event) => {
      if (signal.reason !== 'lost') this.#record(exit.threadId, event);
    });
    let outcome: Outcome;
    let citations: TurnCitations | undefined;
    try {
      const found = ask.handle !== undefined ? [] : await passagesFor({ ...who, question: ask.question ?? ask.prompt.text, window: windowFor(this.#parts, who.assistant, who.connection) }, this.#parts, record, signal);
      const passages = await passedPassages(this.#parts.gate, exit, found);
      citations = new TurnCitations(ask.answer, ask.handle?.passages ?? passageCitations(passages), (fileId) => this.#parts.knowledge?.origin(who.assistant, who.connection, fileId) ?? this.#parts.uploads?.list(who.connection.id).find((upload) => upload.fileId === fileId));
      const prompt = { ...ask.prompt, ...(passages.length === 0 ? {} : { passages }) };
      outcome = await new TurnTalk({ parts: this.#parts, hearings: this.hearings, exit, ask: { ...ask, prompt }, who, record, citations, signal }).listen();
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

  // Nothing that keeps an event from being taken in may end the turn: the thread may be gone by now.
  #record(threadId: string, event: ThreadEvent): void {
    try {
      this.#parts.threads.apply(threadId, [event], { durable: false });
    } catch (error) {
      this.#parts.log.error(`What happened in thread ${threadId} was not taken in.`, error);
      if (isGone(error)) this.#claims.of(threadId)?.controller.abort('lost');
    }
  }
}

function storeMissing({ assistant, connection }: Answering): Failure {
  return { kind: 'notFound', message: t('The files of {0} are no longer at {1}: with Retry they are searched on this machine; sync its knowledge to have them there again.', assistant.name, connection.name), action: 'retry' };
}

/** The server's own word on how an answer ended stands; any other end under an abort is the abort's. */
function ended(outcome: Outcome, signal: AbortSignal): Outcome {
  if (!signal.aborted || outcome.state === 'complete' || outcome.state === 'incomplete') return outcome;
  return signal.reason === 'closing' ? brokenOff(t('VS Code was closed while this answer was arriving.')) : { state: 'stopped' };
}

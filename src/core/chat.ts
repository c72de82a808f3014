import type { Answer, Message, Prompt } from '../shared/message.ts';
import type { Thread } from '../shared/thread.ts';
import type { Assistant } from './assistant.ts';
import type { Measured } from './contextMeter.ts';
import { assertTaken } from './formsTaken.ts';
import { answerIn, promptIn } from './foundMessage.ts';
import { measured, measuredAgain } from './measuring.ts';
import { arrivingIn, continuePrompt, historyOf, saidAfter, saidOnTop, standing, type Saying } from './saying.ts';
import { summaryOf } from './summary.ts';
import { TakingUp } from './takingUp.ts';
import { wordsOf } from './turnParts.ts';
import type { Plan, TurnParts } from './turnPlan.ts';
import { type Preview, turnPreview } from './turnPreview.ts';
import { Turns } from './turns.ts';

/** Who is to answer, and with which model, where it is not to be as before. */
export interface Another {
  readonly assistantId?: string;
  readonly model?: string;
}

/** What one can do in a thread: say something, ask again, go on, stop. */
export class Chat {
  readonly #parts: TurnParts;
  readonly #turns: Turns;
  readonly #takingUp: TakingUp;

  constructor(parts: TurnParts) {
    this.#parts = parts;
    this.#turns = new Turns(parts);
    this.#takingUp = new TakingUp(parts, this.#turns);
    parts.threads.onPurge(({ id }) => { parts.gate.forget(id); });
    parts.threads.onEvent(({ threadId, event }) => {
      if (event.type === 'deleted') parts.gate.forget(threadId);
    });
  }

  /**
   * The thread as it stands. An answer that nobody is giving any more is heard once more where its server goes on with it, and else
   * marked as broken off; one that another window is giving is followed.
   */
  open(threadId: string): Thread {
    return this.#takingUp.open(threadId);
  }

  /**
   * Stores a prompt and has it answered; returns the thread's id once the prompt is on the disk. Throws FailureError, with nothing
   * stored or sent, while an answer is arriving or none could be had: no key, wrong settings, a full disk, a secret in it that the
   * user does not want sent. What is stored is what is sent: with placeholders, if the user wants them. A prompt that begins with
   * an assistant’s @name is answered by that one; a new thread is the named assistant’s, else the default one’s.
   */
  async send(ask: Saying): Promise<string> {
    const { threads, assistants, gate } = this.#parts;
    const threadId = ask.threadId ?? crypto.randomUUID();
    if (ask.threadId === undefined && ask.madeOf !== undefined) gate.carry(ask.madeOf, threadId);
    const owner = this.#ownerFor(ask);
    await this.#turns.begin(threadId, (await assistants.mentioned(ask.text)) ?? owner, (assistant, connection) => {
      assertTaken(ask.attachments, connection);
      const at = Date.now();
      const before = ask.threadId === undefined ? undefined : standing(threads.open(threadId), ask.instead);
      const prompt: Prompt = { role: 'user', id: crypto.randomUUID(), ...(before?.leafId === undefined ? {} : { parentId: before.leafId }), at, text: ask.text, attachments: ask.attachments };
      const answer = newAnswer(prompt.id, assistant, connection.name);
      const store: Plan['store'] = (passed) => {
        const events = [{ type: 'prompted', at, message: { ...prompt, ...passed } }, { type: 'answering', at, message: answer }] as const;
        if (before === undefined) threads.create({ type: 'created', at, threadId, assistantId: owner, workspace: ask.workspace, ...(ask.temporary === undefined ? {} : { temporary: true }) }, events);
        else threads.apply(threadId, events, { durable: true });
      };
      return { answer, said: before?.messages ?? [], fresh: true, store, ...saidAfter(before, prompt, ask) };
    }).catch((error: unknown) => {
      if (ask.threadId === undefined) gate.forget(threadId);
      throw error;
    });
    return threadId;
  }

  /** What `send` would send for this, after the answer that is arriving, if one is; nothing is stored, and nothing goes out. Throws FailureError where no turn could be. */
  async preview(ask: Omit<Saying, 'workspace'>): Promise<Preview> {
    const before = ask.threadId === undefined ? undefined : standing(this.open(ask.threadId), ask.instead);
    const assistantId = (await this.#parts.assistants.mentioned(ask.text)) ?? this.#ownerFor(ask);
    const { threadId: known = ask.madeOf } = ask;
    const from = { ...(known === undefined ? {} : { threadId: known }), said: () => wordsOf(before?.messages ?? []) };
    return turnPreview(this.#parts, assistantId, saidAfter(before, { text: ask.text, attachments: ask.attachments }, ask), { ...from, arriving: before === undefined ? undefined : arrivingIn(before) });
  }

  /** What the model would be given with this, and which model, as far as that is known without asking it. Throws FailureError where no turn could be. */
  async measured(ask: Omit<Saying, 'workspace'>): Promise<Measured> {
    return measured(this.#parts, ask);
  }

  /** What the model would be given by `retry`, or with `resumed` by `resume`. Throws FailureError where no turn could be. */
  async measuredAgain(threadId: string, answerId: string, resumed = false): Promise<Measured> {
    return measuredAgain(this.#parts, this.open(threadId), answerId, resumed);
  }

  /** These messages of a thread, summed up by its model. Throws FailureError. */
  async summary(threadId: string, messages: readonly Message[], signal: AbortSignal): Promise<string> {
    return summaryOf(this.#parts, threadId, messages, signal);
  }

  /** Asks for another answer to the same prompt: the same assistant, unless another one is named, with its own model, unless one is named. */
  async retry(threadId: string, answerId: string, by: Another = {}): Promise<void> {
    const { assistantId } = { ...answerIn(this.open(threadId), answerId), ...by };
    await this.#turns.begin(threadId, assistantId, (assistant, connection) => {
      const thread = this.#parts.threads.open(threadId);
      const prompt = promptIn(thread, answerIn(thread, answerId).parentId);
      assertTaken(prompt.attachments, connection);
      const answer: Answer = { ...newAnswer(prompt.id, assistant, connection.name), ...(by.model === undefined ? {} : { modelChosen: true }) };
      const store = (): void => {
        this.#parts.threads.apply(threadId, [{ type: 'answering', at: answer.at, message: answer }], { durable: true });
      };
      return { answer, history: historyOf(thread, prompt.parentId), prompt, said: thread.messages, fresh: false, store, ...saidOnTop(thread) };
    }, by.model);
  }

  /** Asks again without the parameter that the model refused, and leaves it out for this model from now on. */
  async retryWithout(threadId: string, answerId: string): Promise<void> {
    const { connectionName, model, failure } = answerIn(this.open(threadId), answerId);
    if (failure?.parameter !== undefined) this.#parts.refused.leaveOut(connectionName, model, failure.parameter);
    await this.retry(threadId, answerId);
  }

  /** Has an answer taken up where it broke off; one without a word is asked for anew. */
  async resume(threadId: string, answerId: string): Promise<void> {
    const broken = answerIn(this.open(threadId), answerId);
    if (broken.text === '') {
      await this.retry(threadId, answerId);
      return;
    }
    await this.#turns.begin(threadId, broken.assistantId, (_assistant, { name: connectionName }) => {
      const thread = this.#parts.threads.open(threadId);
      const store = (): void => {
        this.#parts.threads.apply(threadId, [{ type: 'resumed', at: Date.now(), messageId: answerId }], { durable: true });
      };
      const answer = { ...answerIn(thread, answerId), connectionName };
      const prompt = { text: continuePrompt, attachments: [] };
      const question = thread.messages.find(({ id }) => id === answer.parentId)?.text ?? '';
      return { answer, history: historyOf(thread, answerId), prompt, question, single: true, said: thread.messages, fresh: false, store, ...saidOnTop(thread) };
    }, broken.modelChosen === true ? broken.model : undefined);
  }

  /** Throws FailureError `busy` while an answer is arriving in this thread. */
  assertIdle(threadId: string): void {
    this.#turns.assertIdle(threadId);
  }

  #ownerFor({ threadId, assistantId }: Pick<Saying, 'threadId' | 'assistantId'>): string {
    return threadId === undefined ? (assistantId ?? this.#parts.assistants.defaultId) : this.open(threadId).assistantId;
  }

  /** Whether an answer is arriving in this thread. */
  isRunning(threadId: string): boolean {
    return this.#turns.isRunning(threadId);
  }

  /** Stops what is arriving in this thread; what has arrived stays. */
  async stop(threadId: string): Promise<void> {
    await this.#turns.stop(threadId);
  }

  /** The user would rather wait for what is arriving in this thread, although nothing comes. */
  keepWaiting(threadId: string): void {
    this.#turns.hearings.keepWaiting(threadId);
  }

  /** Asks the server how the answer stands that is arriving in this thread; nothing where it cannot be asked. */
  askServer(threadId: string): void {
    this.#turns.hearings.askServer(threadId);
  }

  /** Stops everything, because VS Code closes: what has arrived is kept as broken off. */
  async close(): Promise<void> {
    this.#takingUp.close();
    await Promise.all([this.#turns.close(), this.#parts.outputs.close()]);
  }
}

function newAnswer(parentId: string, assistant: Assistant, connectionName: string): Answer {
  return {
    role: 'assistant', id: crypto.randomUUID(), parentId, at: Date.now(), assistantId: assistant.id, assistantName: assistant.name, connectionName,
    model: assistant.model ?? '', text: '', state: 'running',
  };
}

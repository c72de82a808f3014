import type { Attachment } from '../shared/attachment.ts';
import type { Bookmark } from '../shared/bookmark.ts';
import type { Answer, Message, Prompt } from '../shared/message.ts';
import { branch, stillSent } from '../shared/messageTree.ts';
import type { Thread } from '../shared/thread.ts';
import { FailureError } from '../shared/rpc.ts';
import type { ThreadEvent } from '../shared/threadEvents.ts';
import type { Assistant } from './assistant.ts';
import type { Measured } from './contextMeter.ts';
import { assertTaken } from './formsTaken.ts';
import { passageTokens } from './knowledgePassages.ts';
import { brokenOff } from './outcomes.ts';
import { summaryOf } from './summary.ts';
import { wordsOf } from './turnParts.ts';
import type { Plan, Said, TurnParts } from './turnPlan.ts';
import { type Preview, turnPreview } from './turnPreview.ts';
import { Turns } from './turns.ts';

/** What is asked of a model to go on where its answer broke off. */
export const continuePrompt = 'Continue your previous answer exactly where it stopped. Do not repeat any of it and do not comment on the interruption.';

/** How often a thread is looked at in which another window gives an answer, in milliseconds. */
const followTime = 1000;

/** A prompt on its way into a thread, or into a new one. */
interface Saying {
  readonly threadId?: string;
  /** The prompt of the thread that this is another version of; it stays, with all that followed it. */
  readonly instead?: string;
  /** Whose thread a new one is to be. */
  readonly assistantId?: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  readonly workspace: string;
  /** Whether a new one is to be kept in memory alone. */
  readonly temporary?: true;
}

/** Who is to answer, and with which model, where it is not to be as before. */
export interface Another {
  readonly assistantId?: string;
  readonly model?: string;
}

/** What one can do in a thread: say something, ask again, go on, stop. */
export class Chat {
  readonly #parts: TurnParts;
  readonly #turns: Turns;
  readonly #followed = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(parts: TurnParts) {
    this.#parts = parts;
    this.#turns = new Turns(parts);
  }

  /**
   * The thread as it stands. An answer that nobody is giving any more is heard once more where its server goes on with it, and else
   * marked as broken off; one that another window is giving is followed.
   */
  open(threadId: string): Thread {
    const { threads } = this.#parts;
    const thread = threads.open(threadId);
    if (!this.#takeUp(thread)) {
      this.#follow(threadId);
      return thread;
    }
    const abandoned = this.#parts.outputs.abandoned(threads.open(threadId));
    return abandoned.length === 0 ? threads.open(threadId) : threads.apply(threadId, abandoned, { durable: false });
  }

  /**
   * Stores a prompt and has it answered; returns the thread's id once the prompt is on the disk. Throws FailureError, with nothing
   * stored or sent, while an answer is arriving or none could be had: no key, wrong settings, a full disk, a secret in it that the
   * user does not want sent. What is stored is what is sent: with placeholders, if the user wants them. A prompt that begins with
   * an assistant’s @name is answered by that one; a new thread is the named assistant’s, else the default one’s.
   */
  async send(ask: Saying): Promise<string> {
    const { threads, assistants } = this.#parts;
    const threadId = ask.threadId ?? crypto.randomUUID();
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
    });
    return threadId;
  }

  /** What `send` would send for this; nothing is stored, and nothing goes out. Throws FailureError where no turn could be. */
  async preview(ask: Omit<Saying, 'workspace'>): Promise<Preview> {
    const before = ask.threadId === undefined ? undefined : standing(this.open(ask.threadId), ask.instead);
    const assistantId = (await this.#parts.assistants.mentioned(ask.text)) ?? this.#ownerFor(ask);
    const from = { ...(ask.threadId === undefined ? {} : { threadId: ask.threadId }), said: () => wordsOf(before?.messages ?? []) };
    return turnPreview(this.#parts, assistantId, saidAfter(before, { text: ask.text, attachments: ask.attachments }, ask), from);
  }

  /** What the model would be given with this, and which model, as far as that is known without asking it. Throws FailureError where no turn could be. */
  async measured(ask: Omit<Saying, 'workspace'>): Promise<Measured> {
    const { threads, assistants } = this.#parts;
    const before = ask.threadId === undefined ? undefined : standing(threads.open(ask.threadId), ask.instead);
    const assistantId = (await assistants.mentioned(ask.text)) ?? before?.assistantId ?? ask.assistantId ?? assistants.defaultId;
    return { ...(await this.#measuredFor(assistantId)), ...saidAfter(before, { text: ask.text, attachments: ask.attachments }) };
  }

  /** What the model would be given by `retry`, or with `resumed` by `resume`. Throws FailureError where no turn could be. */
  async measuredAgain(threadId: string, answerId: string, resumed = false): Promise<Measured> {
    const thread = this.open(threadId);
    const answer = findAnswer(thread, answerId);
    const measured = { ...(await this.#measuredFor(answer.assistantId)), ...(answer.modelChosen === true ? { model: answer.model } : {}) };
    if (resumed && answer.text !== '') return { ...measured, history: historyOf(thread, answerId), prompt: { text: continuePrompt, attachments: [] }, ...saidOnTop(thread) };
    const prompt = thread.messages.find(({ id }) => id === answer.parentId);
    if (prompt?.role !== 'user') throw gone();
    return { ...measured, history: historyOf(thread, prompt.parentId), prompt, ...saidOnTop(thread) };
  }

  /** These messages of a thread, summed up by its model. Throws FailureError. */
  async summary(threadId: string, messages: readonly Message[], signal: AbortSignal): Promise<string> {
    return summaryOf(this.#parts, threadId, messages, signal);
  }

  /** Asks for another answer to the same prompt: the same assistant, unless another one is named, with its own model, unless one is named. */
  async retry(threadId: string, answerId: string, by: Another = {}): Promise<void> {
    const { assistantId } = { ...findAnswer(this.open(threadId), answerId), ...by };
    await this.#turns.begin(threadId, assistantId, (assistant, connection) => {
      const thread = this.#parts.threads.open(threadId);
      const prompt = thread.messages.find(({ id }) => id === findAnswer(thread, answerId).parentId);
      if (prompt?.role !== 'user') throw gone();
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
    const { connectionName, model, failure } = findAnswer(this.open(threadId), answerId);
    if (failure?.parameter !== undefined) this.#parts.refused.leaveOut(connectionName, model, failure.parameter);
    await this.retry(threadId, answerId);
  }

  /** Has an answer taken up where it broke off; one without a word is asked for anew. */
  async resume(threadId: string, answerId: string): Promise<void> {
    const broken = findAnswer(this.open(threadId), answerId);
    if (broken.text === '') {
      await this.retry(threadId, answerId);
      return;
    }
    await this.#turns.begin(threadId, broken.assistantId, (_assistant, { name: connectionName }) => {
      const thread = this.#parts.threads.open(threadId);
      const store = (): void => {
        this.#parts.threads.apply(threadId, [{ type: 'resumed', at: Date.now(), messageId: answerId }], { durable: true });
      };
      const answer = { ...findAnswer(thread, answerId), connectionName };
      const prompt = { text: continuePrompt, attachments: [] };
      const question = thread.messages.find(({ id }) => id === answer.parentId)?.text ?? '';
      return { answer, history: historyOf(thread, answerId), prompt, question, single: true, said: thread.messages, fresh: false, store, ...saidOnTop(thread) };
    }, broken.modelChosen === true ? broken.model : undefined);
  }

  /** Throws FailureError `busy` while an answer is arriving in this thread. */
  assertIdle(threadId: string): void {
    this.#turns.assertIdle(threadId);
  }

  /** False while another window is giving what is arriving in the thread. */
  #takeUp(thread: Thread): boolean {
    const running = thread.messages.filter((message): message is Answer => message.role === 'assistant' && message.state === 'running');
    const answer = running.at(-1);
    if (answer === undefined || this.#turns.isRunning(thread.id)) return true;
    const settle = (lost: readonly Answer[]): void => {
      const outcome = brokenOff('VS Code was closed while this answer was arriving.');
      this.#parts.threads.apply(thread.id, lost.map(({ id }): ThreadEvent => ({ type: 'settled', at: Date.now(), messageId: id, outcome })), { durable: false });
    };
    const said: Said = { history: [], prompt: { text: '', attachments: [] }, ...saidOnTop(thread) };
    if (!this.#turns.takeUp(thread.id, answer, said, () => { settle([answer]); })) return false;
    if (running.length > 1) settle(running.slice(0, -1));
    return true;
  }

  /** Looks at a thread again and again until no other window is giving an answer in it. */
  #follow(threadId: string): void {
    if (this.#followed.has(threadId)) return;
    this.#followed.set(threadId, setTimeout(() => {
      this.#followed.delete(threadId);
      try {
        this.open(threadId);
      } catch (error) {
        this.#parts.log.error(`Thread ${threadId} could not be followed any more.`, error);
      }
    }, followTime));
  }

  async #measuredFor(assistantId: string): Promise<Pick<Measured, 'assistant' | 'connection' | 'model' | 'passages'>> {
    const { assistants, backEnds, knowledge } = this.#parts;
    const assistant = await assistants.get(assistantId);
    const connection = backEnds.connectionOf(assistant);
    const model = backEnds.knownModel(assistant, connection);
    const isSearched = knowledge?.isSearchedHere(assistant, connection) === true;
    return { assistant, connection, ...(model === undefined ? {} : { model }), ...(isSearched ? { passages: passageTokens } : {}) };
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

  /** Stops everything, because VS Code closes: what has arrived is kept as broken off. */
  async close(): Promise<void> {
    for (const timer of this.#followed.values()) clearTimeout(timer);
    await Promise.all([this.#turns.close(), this.#parts.outputs.close()]);
  }
}

/** The thread as it stood when this prompt was written; as it stands, for none. */
function standing(thread: Thread, instead: string | undefined): Thread {
  if (instead === undefined) return thread;
  const prompt = thread.messages.find(({ id }) => id === instead);
  if (prompt?.role !== 'user') throw gone();
  const { leafId: _leafId, ...rest } = thread;
  return prompt.parentId === undefined ? rest : { ...rest, leafId: prompt.parentId };
}

/** A prompt at the end of a thread, or of none, with all that goes before it. */
function saidAfter(thread: Thread | undefined, prompt: Said['prompt'], ask?: Pick<Saying, 'temporary'>): Said {
  return { history: historyOf(thread, thread?.leafId), prompt, ...saidOnTop(thread ?? ask), ...continuing(thread, thread?.leafId) };
}

/** What is sent of the branch that ends here. */
function historyOf(thread: Thread | undefined, leafId: string | undefined): readonly Message[] {
  return thread === undefined ? [] : stillSent(branch(thread.messages, leafId), thread);
}

function saidOnTop(thread: Partial<Pick<Thread, 'instructions' | 'temporary'>> | undefined): Pick<Said, 'instructions' | 'unstored'> {
  const { instructions, temporary } = thread ?? {};
  return { ...(instructions === undefined ? {} : { instructions }), ...(temporary === undefined ? {} : { unstored: true }) };
}

/** The bookmark of the answer before, if nothing has been asked of the server since. */
function continuing(thread: Thread | undefined, parentId: string | undefined): { readonly bookmark?: Bookmark } {
  const last = thread?.messages.findLast((message: Message) => message.role === 'assistant');
  if (last?.role !== 'assistant' || last.id !== parentId || last.state !== 'complete' || last.bookmark === undefined) return {};
  // A server that knows the whole history would go on from all of it, and one that has heard what is deleted, from that, too.
  if (thread?.cutAt !== undefined && last.at <= thread.cutAt) return {};
  if (thread?.trimmed !== undefined && thread.messages.indexOf(last) < thread.trimmed.length) return {};
  return { bookmark: last.bookmark };
}

function newAnswer(parentId: string, assistant: Assistant, connectionName: string): Answer {
  return {
    role: 'assistant', id: crypto.randomUUID(), parentId, at: Date.now(), assistantId: assistant.id, assistantName: assistant.name, connectionName,
    model: assistant.model ?? '', text: '', state: 'running',
  };
}

function findAnswer(thread: Thread, answerId: string): Answer {
  const answer = thread.messages.find(({ id }) => id === answerId);
  if (answer?.role !== 'assistant') throw gone();
  return answer;
}

function gone(): FailureError {
  return new FailureError({ kind: 'notFound', message: 'This message is no longer there.', action: 'newThread' });
}

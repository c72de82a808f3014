import { threadResources, type RunBody } from './assistantBody.ts';
import type { Turn } from '../core/engine.ts';
import { BusyThread } from './busyThread.ts';
import { assistantKey } from './counterparts.ts';
import { isMissingEndpoint } from './failures.ts';
import { LandedInThread } from './landedInThread.ts';
import { unsure } from './lostAnswer.ts';
import { MessageContents } from './messageContents.ts';
import { isAboutAssistant } from './missingObject.ts';
import { runAnswer, type RunAnswer } from './runAnswer.ts';
import type { RunParts } from './runTalk.ts';
import { serverId } from './serverId.ts';
import type { Placed } from './placedFiles.ts';
import { attached, seedLimit, threadSeed } from './threadSeed.ts';

/** What a run is to be made of. */
export interface RunAsk {
  readonly turn: Turn;
  /** The files of the thread. */
  readonly placed: Placed;
  /** The server's id of who is to answer. */
  readonly assistantId: string;
  readonly body: RunBody;
}

/** A run that was asked for, and the message that it answers, where that is known by itself. */
export interface BegunRun {
  readonly answer: RunAnswer;
  readonly promptId?: string;
}

/** The threads of one server, and how runs begin in them. */
export class ServerThreads {
  readonly #parts: RunParts;
  readonly #contents: MessageContents;
  #atOnce = true;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.#contents = new MessageContents(parts);
  }

  /** Says the prompt in a thread that the server keeps, and has it answered; undefined when the server has forgotten the thread. */
  async goOn(threadId: string, { turn, placed, assistantId, body }: RunAsk, signal: AbortSignal): Promise<BegunRun | undefined> {
    const { client, wire } = this.#parts;
    const thread = new BusyThread(this.#parts, serverId(threadId));
    try {
      await this.#handOver(threadId, turn, signal);
      const message = { role: 'user', content: await this.#contents.ofPrompt(turn, signal), ...attached(placed, turn.prompt.attachments) } as const;
      const landed = new LandedInThread(this.#parts, threadId, signal);
      const { id: promptId } = await landed.message(() => thread.freely(() => client.beta.threads.messages.create(threadId, message, wire.options(signal)), signal), message.content);
      const answer = await landed.run(() => thread.freely(() => runAnswer(client.beta.threads.runs.create(threadId, { ...body, assistant_id: assistantId }, wire.options(signal))), signal), promptId);
      return { answer, ...(typeof promptId === 'string' ? { promptId } : {}) };
    } catch (error) {
      if (isMissingEndpoint(error) && !(await this.#isThere(threadId, signal))) return undefined;
      throw error;
    }
  }

  /** Has the whole conversation answered in a new thread: in one request where it fits into one. */
  async begin({ turn, placed, assistantId, body }: RunAsk, signal: AbortSignal): Promise<BegunRun> {
    const { client, wire } = this.#parts;
    const { additional_instructions: additional, reasoning_effort: effort, ...plain } = body;
    const fits = turn.history.length < seedLimit && additional === undefined && effort === undefined;
    if (this.#atOnce && fits) {
      try {
        return await wire.ask(async (shape) => {
          const thread = { messages: await threadSeed(turn, shape, this.#contents, placed, signal), metadata: metadataOf(turn), ...threadResources(turn, shape) };
          return { answer: await runAnswer(client.beta.threads.createAndRun({ ...plain, assistant_id: assistantId, thread }, wire.options(signal))) };
        });
      } catch (error) {
        if (!isMissingEndpoint(error) || isAboutAssistant(error)) throw unsure(error, this.#parts);
        this.#atOnce = false;
      }
    }
    const threadId = await this.#create(turn, placed, signal);
    const landed = new LandedInThread(this.#parts, threadId, signal);
    return { answer: await landed.run(() => runAnswer(client.beta.threads.runs.create(threadId, { ...body, assistant_id: assistantId }, wire.options(signal)))) };
  }

  async #create(turn: Turn, placed: Placed, signal: AbortSignal): Promise<string> {
    const { client, wire } = this.#parts;
    return wire.ask(async (shape) => {
      const messages = await threadSeed(turn, shape, this.#contents, placed, signal);
      const { id } = await client.beta.threads.create({ messages: messages.slice(0, seedLimit), metadata: metadataOf(turn), ...threadResources(turn, shape) }, wire.options(signal));
      for (const message of messages.slice(seedLimit)) await client.beta.threads.messages.create(serverId(id), message, wire.options(signal));
      return id;
    });
  }

  /** Has the thread bear the mark of who answers now, and hold what they search: no more, and no less. */
  async #handOver(threadId: string, turn: Turn, signal: AbortSignal): Promise<void> {
    const { client, wire } = this.#parts;
    const changes = changesHands(turn);
    const searches = wire.shape === 'v2' && (changes || turn.threadStore !== undefined || turn.assistant.knowledge.length > 0);
    const there = searches ? await this.#storeIn(threadId, signal) : undefined;
    const isOther = searches && there !== turn.threadStore;
    if (!changes && !isOther) return;
    const stores = { tool_resources: { file_search: { vector_store_ids: turn.threadStore === undefined ? [] : [turn.threadStore] } } };
    await client.beta.threads.update(threadId, { ...(changes ? { metadata: metadataOf(turn) } : {}), ...(isOther ? stores : {}) }, wire.options(signal));
  }

  async #storeIn(threadId: string, signal: AbortSignal): Promise<string | undefined> {
    try {
      const { tool_resources: resources } = await this.#parts.client.beta.threads.retrieve(threadId, this.#parts.wire.options(signal));
      return resources?.file_search?.vector_store_ids?.[0];
    } catch (error) {
      if (isMissingEndpoint(error)) return undefined;
      throw error;
    }
  }

  async #isThere(threadId: string, signal: AbortSignal): Promise<boolean> {
    try {
      await this.#parts.client.beta.threads.retrieve(threadId, this.#parts.wire.options(signal));
      return true;
    } catch (error) {
      if (isMissingEndpoint(error)) return false;
      throw error;
    }
  }
}

/** Whether another of our assistants gave the answer before. */
function changesHands({ history, assistant }: Turn): boolean {
  const last = history.findLast(({ role }) => role === 'assistant');
  return last?.role === 'assistant' && last.assistantId !== assistant.id;
}

function metadataOf({ assistant }: Turn): Record<string, string> {
  return { [assistantKey]: assistant.id };
}

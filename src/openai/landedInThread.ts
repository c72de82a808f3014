import type { Message, MessageCreateParams } from 'openai/resources/beta/threads/messages';
import { isAnswerLost, lookFor } from './lostAnswer.ts';
import type { RunAnswer } from './runAnswer.ts';
import type { RunParts } from './runTalk.ts';

/** What a thread of the server has got though the answer to it was lost: found there, and not sent again. */
export class LandedInThread {
  readonly #parts: RunParts;
  readonly #threadId: string;
  readonly #signal: AbortSignal;

  constructor(parts: RunParts, threadId: string, signal: AbortSignal) {
    this.#parts = parts;
    this.#threadId = threadId;
    this.#signal = signal;
  }

  /** Adds a message: the newest one of the thread, if it is this one. */
  async message(create: () => Promise<Pick<Message, 'id'>>, content: MessageCreateParams['content']): Promise<Pick<Message, 'id'>> {
    return this.#orFound(create, async () => {
      const newest = (await this.#messages(1))[0];
      return newest?.role === 'user' && wordsIn(newest) === wordsOf(content) ? newest : undefined;
    });
  }

  /** Begins a run: the newest one that has said nothing before this message. */
  async run(create: () => Promise<RunAnswer>, promptId?: string): Promise<RunAnswer> {
    return this.#orFound(create, async () => {
      const { client, wire } = this.#parts;
      const { data: runs } = await client.beta.threads.runs.list(this.#threadId, { limit: 1, order: 'desc' }, wire.options(this.#signal));
      const [run] = runs;
      const messages = await this.#messages(20);
      const earlier = messages.slice(messages.findIndex(({ id }) => id === promptId) + 1);
      const asked = messages.find(({ id }) => id === promptId);
      const isOurs = run !== undefined && !(promptId !== undefined && earlier.some((message) => message.run_id === run.id)) && run.created_at >= (asked?.created_at ?? 0);
      return isOurs ? { run, requestId: null } : undefined;
    });
  }

  async #orFound<Made>(create: () => Promise<Made>, look: () => Promise<Made | undefined>): Promise<Made> {
    try {
      return await create();
    } catch (error) {
      const found = isAnswerLost(error) ? await lookFor(look, error, this.#parts, this.#signal) : undefined;
      if (found === undefined) throw error;
      return found;
    }
  }

  async #messages(limit: number): Promise<readonly Message[]> {
    const { client, wire } = this.#parts;
    return (await client.beta.threads.messages.list(this.#threadId, { limit, order: 'desc' }, wire.options(this.#signal))).data;
  }
}

function wordsIn({ content }: Message): string {
  return content.map((part) => (part.type === 'text' ? part.text.value : '')).join('');
}

function wordsOf(content: MessageCreateParams['content']): string {
  return typeof content === 'string' ? content : content.map((part) => (part.type === 'text' ? part.text : '')).join('');
}

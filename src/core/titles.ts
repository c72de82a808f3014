import type { Answer } from '../shared/message.ts';
import { branch } from '../shared/messageTree.ts';
import type { Thread } from '../shared/thread.ts';
import { askAside } from './aside.ts';
import { emptyDefinition, type Assistant } from './assistant.ts';
import { keepSent } from './sentKeeping.ts';
import type { TurnParts } from './turnPlan.ts';
import { t } from '../shared/words.ts';

const writer: Assistant = {
  ...emptyDefinition,
  id: 'built-in/title',
  name: 'Title',
  instructions: 'You give titles to conversations. A title has at most six words, is in the language of the conversation and names what it is about. Write the title alone: no quotation marks, no full stop, no explanation.',
};

/** The most of each message that the title is made from, in characters. */
const most = 1000;

/** The longest title, in characters. */
const longest = 80;

/** How long a model is given for a title, in milliseconds. */
const titleTime = 60_000;

/** Has the model give a thread its title after the first complete answer, unless somebody has. Without one, the beginning of the first prompt stays. */
export class Titles {
  readonly #parts: TurnParts;
  readonly #wanted: () => boolean;
  readonly #closing = new AbortController();
  readonly #asking = new Set<Promise<void>>();

  /** `wanted`: whether the user wants titles to be made. */
  constructor(parts: TurnParts, wanted: () => boolean) {
    this.#parts = parts;
    this.#wanted = wanted;
    parts.threads.onEvent(({ threadId, event }) => {
      if (event.type !== 'settled' || event.outcome.state !== 'complete') return;
      const answer = onlyAnswer(parts.threads.open(threadId));
      if (answer?.id === event.messageId && this.#wanted()) this.#begin(threadId, answer);
    });
  }

  /** Settles when no title is being made any more. */
  async settled(): Promise<void> {
    await Promise.all(this.#asking);
  }

  /** Stops what is being asked, because VS Code closes. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.settled();
  }

  #begin(threadId: string, answer: Answer): void {
    const asking = this.#entitle(threadId, answer)
      .catch((error: unknown) => { this.#parts.log.error(`Thread ${threadId} got no title from the model.`, error); })
      .finally(() => { this.#asking.delete(asking); });
    this.#asking.add(asking);
  }

  async #entitle(threadId: string, { id: answerId }: Answer): Promise<void> {
    const { threads } = this.#parts;
    const history = branch(threads.open(threadId).messages, answerId);
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(titleTime)]);
    const { text, usage } = await askAside(this.#parts, threadId, {
      writer, history, most, unasked: true, ask: 'Give our conversation a title.', unfinished: t('The title did not come to its end.'),
      sent: (request) => { keepSent(this.#parts, threadId, answerId, request); },
    }, signal);
    const title = titleIn(text);
    if (title !== '') threads.apply(threadId, [{ type: 'renamed', at: Date.now(), title, by: 'model', ...(usage === undefined ? {} : { usage }) }], { durable: false });
  }
}

/** The first complete answer of a thread that is stored and that nobody has given a title; undefined once there are more. */
function onlyAnswer({ messages, titledBy, temporary }: Thread): Answer | undefined {
  if (titledBy !== undefined || temporary === true) return undefined;
  const complete = messages.filter((message): message is Answer => message.role === 'assistant' && message.state === 'complete');
  return complete.length === 1 ? complete[0] : undefined;
}

/** The title in what a model wrote: its first line, without quotation marks, markup and what cannot be seen. */
function titleIn(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  const plain = line.replaceAll(/[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu, '').replace(/^(?:#+\s*|[Tt]itle:\s*)/, '').replaceAll('**', '');
  const bare = plain.trim().replace(/^["'“”„«»‘’「『`]+/, '').replace(/["'“”„«»‘’」』`]+$/, '').replace(/(?<!\.)\.$/, '').trim();
  return bare.length > longest ? `${bare.slice(0, longest - 1).trimEnd()}…` : bare;
}

import type { Attachment } from '../shared/attachment.ts';
import { branch, stillSent } from '../shared/messageTree.ts';
import { FailureError } from '../shared/rpc.ts';
import { emptyDefinition } from './assistant.ts';
import type { Chat } from './chat.ts';
import { tokensOf, type ContextCounter } from './contextParts.ts';
import { foreseen } from './guardWords.ts';
import { instructionsIn, passagesIn, tellsHistory, toolsIn } from './requestReading.ts';
import { requestReport } from './requestReport.ts';
import type { SentStore } from './stores.ts';
import { summaryId } from './summary.ts';
import type { Threads } from './threads.ts';
import { t } from '../shared/words.ts';

/** What is in the composer. */
export interface Composed {
  readonly threadId?: string;
  /** Whose thread a new one is to be. */
  readonly assistantId?: string;
  /** Whether a new one is to be kept in memory alone. */
  readonly temporary?: true;
  /** The thread that a new one is made of. */
  readonly madeOf?: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

/** What the inspector looks into. */
export interface InspectorParts {
  readonly chat: Pick<Chat, 'preview'>;
  readonly threads: Threads;
  readonly sent: SentStore;
  readonly counter: ContextCounter;
  /** Opens a document that nobody can change, under this name. */
  readonly show: (name: string, text: string) => Promise<void>;
}

/** Shows what will be sent, and what was. */
export class Inspector {
  readonly #parts: InspectorParts;

  constructor(parts: InspectorParts) {
    this.#parts = parts;
  }

  /** Opens what would be sent now. Throws FailureError where no turn could be. */
  async showUpcoming(composed: Composed): Promise<void> {
    const { chat, counter, show } = this.#parts;
    const { turn, connection, requests, obstacles, waits } = await chat.preview(composed);
    const parts = await counter.parts(turn);
    const unknown = requests.some(({ address, body }) => address.includes('…') || /"…"/.test(body));
    await show(`${t('What will be sent')}.jsonc`, requestReport({
      heading: [
        t('What will be sent to {0} for {1}, with the model {2}. Nothing of it has been sent.', connection.name, turn.assistant.name, turn.model),
        ...(waits === undefined ? [] : [t('An answer is still arriving: this is sent when it has come to its end, and what is queued before it. The answer stands here as far as it has arrived.')]),
        ...foreseen(obstacles),
        ...(unknown ? [t('“…” stands for an id that the server has yet to give.')] : []),
      ],
      requests, parts, sendsHistory: tellsHistory(requests), total: estimate(tokensOf(parts)),
    }));
  }

  /** Opens what was sent for an answer. Throws FailureError `notFound` where nothing of it is kept. */
  async showPast(threadId: string, answerId: string): Promise<void> {
    const { threads, sent, counter, show } = this.#parts;
    const thread = threads.open(threadId);
    const { messages, instructions, trimmed } = thread;
    const index = messages.findIndex(({ id }) => id === answerId);
    const answer = messages[index];
    const requests = sent.sentFor(answerId);
    const summaries = sent.sentFor(summaryId(answerId));
    if (answer?.role !== 'assistant' || requests.length + summaries.length === 0) throw new FailureError({ kind: 'notFound', message: t('What was sent for this answer is not known here.'), action: 'openLog' });
    const whole = branch(messages, answer.parentId);
    const prompt = whole.at(-1);
    const before = whole.slice(0, -1);
    const history = trimmed !== undefined && index >= trimmed.length ? stillSent(before, thread) : before;
    const assistant = { ...emptyDefinition, id: answer.assistantId, instructions: instructionsIn(requests) ?? instructions ?? '' };
    const asSent = { tools: toolsIn(requests) ?? '', passages: passagesIn(requests) ?? '' };
    const parts = prompt?.role === 'user' ? await counter.parts({ assistant, history, prompt }, asSent) : [];
    const { usage } = answer;
    await show(`${t('What was sent')}.jsonc`, requestReport({
      heading: [t('What was sent to {0} for {1}, with the model {2}.', answer.connectionName, answer.assistantName, answer.model)],
      requests, summaries, parts, sendsHistory: tellsHistory(requests),
      total: usage === undefined ? estimate(tokensOf(parts)) : t('{0} tokens, as the server counted all its requests; of these, estimated on this machine:', usage.inputTokens),
    }));
  }
}

function estimate(tokens: number): string {
  return t('About {0} tokens, estimated on this machine:', tokens);
}

import type { Bookmark } from '../shared/bookmark.ts';
import type { Message } from '../shared/message.ts';
import type { Usage } from '../shared/usage.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Assistant } from './assistant.ts';
import { patience, withDeadline } from './deadline.ts';
import type { CallResult, Turn } from './engine.ts';
import type { SentRequest } from './sentRequest.ts';
import { partsOf, withParts, wordsOf } from './turnParts.ts';
import type { TurnParts } from './turnPlan.ts';

/** What is asked of the model of a thread beside it. */
export interface Aside {
  /** Stands in the place of the thread's assistant; its model and connection are kept. */
  readonly writer: Assistant;
  /** What of the thread goes along. */
  readonly history: readonly Message[];
  /** The most of each message that goes along, in characters; all of it, if absent. */
  readonly most?: number;
  readonly ask: string;
  /** What is said where the model does not come to the end of it: a sentence. */
  readonly unfinished: string;
  /** Set where this is not worth a question about a cap: it is not asked if it would pass one. */
  readonly unasked?: true;
  /** Told of each request as it leaves. */
  readonly sent?: (request: SentRequest) => void;
}

/** How long a server is given to let go of what it kept for this, in milliseconds. */
const forgetTime = 20_000;

/** What the model that answers in a thread writes on being asked this, in a turn of its own of which no trace stays. Throws FailureError. */
export async function askAside({ threads, assistants, backEnds, attachmentStore, gate, log, spending }: TurnParts, threadId: string, { writer, history, most, ask, unfinished, unasked, sent }: Aside, signal: AbortSignal): Promise<{ readonly text: string; readonly usage?: Usage }> {
  const assistant = await assistants.get(threads.open(threadId).assistantId);
  const { backEnd, connection } = await backEnds.answering(assistant);
  const model = assistant.model ?? (await backEnd.defaultModel(signal));
  const texts = { assistant: writer, history, prompt: { text: ask, attachments: [] } };
  const bill = await spending?.allow({ ...texts, threadId, connection, model, ...(unasked === undefined ? {} : { unasked }) });
  // The whole messages pass, as they did before: what is cut would be asked about anew.
  const passed = withParts(texts, await gate.pass({ threadId, to: connection, said: () => wordsOf(history) }, partsOf(texts, false)));
  const said = most === undefined ? passed.history : passed.history.map((message) => shortened(message, most));
  const turn: Turn = { ...passed, history: said, model, unstored: true, without: [], call: nothingToCall, bytesOf: ({ hash }) => attachmentStore.read(hash), ...(sent === undefined ? {} : { sent }) };
  let text = '';
  let bookmark: Bookmark | undefined;
  let usage: Usage | undefined;
  bill?.begin(model);
  try {
    for await (const event of withDeadline((asked) => backEnd.engine.answer(turn, asked), patience, signal)) {
      if (event.type === 'text' && (event.choice ?? 0) === 0) text += event.text;
      else if (event.type === 'note') {
        bookmark = event.note.bookmark ?? bookmark;
        usage = event.note.usage ?? usage;
        if (event.note.usage !== undefined) bill?.used(event.note.usage);
      } else if (event.type === 'done' && event.incomplete === undefined && text.trim() !== '') return { text, ...(usage === undefined ? {} : { usage }) };
    }
  } finally {
    bill?.heard(text);
    bill?.close(true);
    if (bookmark !== undefined) {
      backEnd.engine.forget(bookmark, AbortSignal.timeout(forgetTime)).catch((error: unknown) => {
        log.error('The server still keeps what it was asked beside a thread.', error);
      });
    }
  }
  throw new FailureError({ kind: 'interrupted', message: unfinished, action: 'retry' });
}

function shortened(message: Message, most: number): Message {
  const text = message.text.length > most ? `${message.text.slice(0, most)}…` : message.text;
  return { ...message, text, ...(message.role === 'user' ? { attachments: [] } : {}) };
}

async function nothingToCall(): Promise<CallResult> {
  return { ok: false, output: 'There are no functions here.' };
}

import type { Bookmark, Message } from '../shared/model.ts';
import { FailureError } from '../shared/rpc.ts';
import { emptyDefinition, type Assistant } from './assistant.ts';
import { patience, withDeadline } from './deadline.ts';
import type { CallResult, Turn } from './engine.ts';
import { partsOf, withParts, wordsOf } from './turnParts.ts';
import type { TurnParts } from './turns.ts';

const writer: Assistant = {
  ...emptyDefinition,
  id: 'built-in/summary',
  name: 'Summary',
  instructions: 'You sum up conversations so that they can be taken up again by somebody who has not read them. Keep every decision, open question, name, path, number and piece of code that what follows may need. Be brief. Write the summary alone.',
};

/** How long a server is given to let go of what it kept for a summary, in milliseconds. */
const forgetTime = 20_000;

/** These messages summed up by the model that answers in the thread, in a turn of its own of which no trace stays. Throws FailureError. */
export async function summaryOf({ threads, assistants, backEnds, attachmentStore, gate, log, spending }: TurnParts, threadId: string, history: readonly Message[], signal: AbortSignal): Promise<string> {
  const assistant = await assistants.get(threads.open(threadId).assistantId);
  const { backEnd, connection } = await backEnds.answering(assistant);
  const model = assistant.model ?? (await backEnd.defaultModel(signal));
  const texts = { assistant: writer, history, prompt: { text: 'Sum up our conversation so far.', attachments: [] } };
  const bill = await spending?.allow({ ...texts, threadId, connection, model });
  const passed = await gate.pass({ threadId, to: connection, said: () => wordsOf(history) }, partsOf(texts, false));
  const turn: Turn = { ...withParts(texts, passed), model, without: [], call: nothingToCall, bytesOf: ({ hash }) => attachmentStore.read(hash) };
  let text = '';
  let bookmark: Bookmark | undefined;
  bill?.begin(model);
  try {
    for await (const event of withDeadline((asked) => backEnd.engine.answer(turn, asked), patience, signal)) {
      if (event.type === 'note' && event.note.usage !== undefined) bill?.used(event.note.usage);
      if (event.type === 'text' && (event.choice ?? 0) === 0) text += event.text;
      else if (event.type === 'note') bookmark = event.note.bookmark ?? bookmark;
      else if (event.type === 'done' && event.incomplete === undefined && text.trim() !== '') return text;
    }
  } finally {
    bill?.heard(text);
    bill?.close(true);
    if (bookmark !== undefined) {
      backEnd.engine.forget(bookmark, AbortSignal.timeout(forgetTime)).catch((error: unknown) => {
        log.error('The server still keeps what it was given for a summary.', error);
      });
    }
  }
  throw new FailureError({ kind: 'interrupted', message: 'The summary did not come to its end.', action: 'retry' });
}

async function nothingToCall(): Promise<CallResult> {
  return { ok: false, output: 'There are no functions here.' };
}

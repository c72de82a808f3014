import type { Message } from '../shared/message.ts';
import { branch } from '../shared/messageTree.ts';
import { askAside } from './aside.ts';
import { emptyDefinition, type Assistant } from './assistant.ts';
import { keepSent } from './sentKeeping.ts';
import type { SentRequest } from './sentRequest.ts';
import type { TurnParts } from './turnPlan.ts';
import { t } from '../shared/words.ts';

const writer: Assistant = {
  ...emptyDefinition,
  id: 'built-in/summary',
  name: 'Summary',
  instructions: 'You sum up conversations so that they can be taken up again by somebody who has not read them. Keep every decision, open question, name, path, number and piece of code that what follows may need. Be brief. Write the summary alone.',
};

/** Under which id it is kept what was sent for a summary of a thread that ends in this answer. */
export function summaryId(answerId: string): string {
  return `summary:${answerId}`;
}

/** These messages summed up by the model that answers in the thread, in a turn of its own of which only what was sent is kept. Throws FailureError. */
export async function summaryOf(parts: TurnParts, threadId: string, history: readonly Message[], signal: AbortSignal): Promise<string> {
  const { messages, leafId } = parts.threads.open(threadId);
  const last = branch(messages, leafId).findLast(({ role }) => role === 'assistant');
  const sent = (request: SentRequest): void => {
    if (last !== undefined) keepSent(parts, threadId, summaryId(last.id), request);
  };
  return (await askAside(parts, threadId, { writer, history, ask: 'Sum up our conversation so far.', unfinished: t('The summary did not come to its end.'), sent }, signal)).text;
}

import type { Message } from '../shared/message.ts';
import { askAside } from './aside.ts';
import { emptyDefinition, type Assistant } from './assistant.ts';
import type { TurnParts } from './turnPlan.ts';
import { t } from '../shared/words.ts';

const writer: Assistant = {
  ...emptyDefinition,
  id: 'built-in/summary',
  name: 'Summary',
  instructions: 'You sum up conversations so that they can be taken up again by somebody who has not read them. Keep every decision, open question, name, path, number and piece of code that what follows may need. Be brief. Write the summary alone.',
};

/** These messages summed up by the model that answers in the thread, in a turn of its own of which no trace stays. Throws FailureError. */
export async function summaryOf(parts: TurnParts, threadId: string, history: readonly Message[], signal: AbortSignal): Promise<string> {
  return (await askAside(parts, threadId, { writer, history, ask: 'Sum up our conversation so far.', unfinished: t('The summary did not come to its end.') }, signal)).text;
}

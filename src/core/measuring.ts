import type { Thread } from '../shared/thread.ts';
import type { Measured } from './contextMeter.ts';
import { windowFor } from './contextWindows.ts';
import { answerIn, promptIn } from './foundMessage.ts';
import { passageBudget } from './knowledgePassages.ts';
import { continuePrompt, historyOf, saidAfter, saidOnTop, standing, type Saying } from './saying.ts';
import type { TurnParts } from './turnPlan.ts';

/** What the model would be given with this prompt, and which model, as far as that is known without asking it. Throws FailureError where no turn could be. */
export async function measured(parts: TurnParts, ask: Omit<Saying, 'workspace'>): Promise<Measured> {
  const { threads, assistants } = parts;
  const before = ask.threadId === undefined ? undefined : standing(threads.open(ask.threadId), ask.instead);
  const assistantId = (await assistants.mentioned(ask.text)) ?? before?.assistantId ?? ask.assistantId ?? assistants.defaultId;
  return { ...(await measuredFor(parts, assistantId)), ...saidAfter(before, { text: ask.text, attachments: ask.attachments }) };
}

/** What it would be given if this answer were asked for anew, or with `resumed` taken up where it broke off. Throws FailureError where no turn could be. */
export async function measuredAgain(parts: TurnParts, thread: Thread, answerId: string, resumed: boolean): Promise<Measured> {
  const answer = answerIn(thread, answerId);
  const who = { ...(await measuredFor(parts, answer.assistantId)), ...(answer.modelChosen === true ? { model: answer.model } : {}) };
  if (resumed && answer.text !== '') return { ...who, history: historyOf(thread, answerId), prompt: { text: continuePrompt, attachments: [] }, ...saidOnTop(thread) };
  const prompt = promptIn(thread, answer.parentId);
  return { ...who, history: historyOf(thread, prompt.parentId), prompt, ...saidOnTop(thread) };
}

async function measuredFor(parts: TurnParts, assistantId: string): Promise<Pick<Measured, 'assistant' | 'connection' | 'model' | 'passages'>> {
  const { assistants, backEnds, knowledge } = parts;
  const assistant = await assistants.get(assistantId);
  const connection = backEnds.connectionOf(assistant);
  const model = backEnds.knownModel(assistant, connection);
  const isSearched = knowledge?.isSearchedHere(assistant, connection) === true;
  return { assistant, connection, ...(model === undefined ? {} : { model }), ...(isSearched ? { passages: passageBudget(windowFor(parts, assistant, connection)) } : {}) };
}

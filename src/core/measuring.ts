import type { Thread } from '../shared/thread.ts';
import type { Another } from './chat.ts';
import type { Measured } from './contextMeter.ts';
import { windowFor } from './contextWindows.ts';
import { answerIn, promptIn } from './foundMessage.ts';
import { passageBudget } from './knowledgePassages.ts';
import { continuePrompt, historyOf, saidAfter, saidOnTop, standing, type Saying } from './saying.ts';
import { unaskedTexts, wordsOf } from './turnParts.ts';
import type { Said, TurnParts } from './turnPlan.ts';

/** Who would answer, as far as that is known without asking anybody. */
type Who = Omit<Measured, keyof Said | 'unasked'>;

/** What the model would be given with this prompt, and which model, as far as that is known without asking it. Throws FailureError where no turn could be. */
export async function measured(parts: TurnParts, ask: Omit<Saying, 'workspace'>): Promise<Measured> {
  const { threads, assistants } = parts;
  const before = ask.threadId === undefined ? undefined : standing(threads.open(ask.threadId), ask.instead);
  const assistantId = (await assistants.mentioned(ask.text)) ?? before?.assistantId ?? ask.assistantId ?? assistants.defaultId;
  return measuredIn(parts, before, await whoAnswers(parts, assistantId), saidAfter(before, { text: ask.text, attachments: ask.attachments }), true);
}

/** What would be given for another answer to the prompt of this one: to the same assistant, unless another one is named, with its own model, unless one is. Throws FailureError where no turn could be. */
export async function measuredAgain(parts: TurnParts, thread: Thread, answerId: string, by: Another): Promise<Measured> {
  const answer = answerIn(thread, answerId);
  const prompt = promptIn(thread, answer.parentId);
  return measuredIn(parts, thread, await whoAnswers(parts, by.assistantId ?? answer.assistantId, by.model), { history: historyOf(thread, prompt.parentId), prompt, ...saidOnTop(thread) }, false);
}

/** What would be given if this answer were taken up where it broke off. Throws FailureError where no turn could be. */
export async function measuredFurther(parts: TurnParts, thread: Thread, answerId: string): Promise<Measured> {
  const { assistantId, model, modelChosen, text } = answerIn(thread, answerId);
  if (text === '') return measuredAgain(parts, thread, answerId, {});
  const who = await whoAnswers(parts, assistantId, modelChosen === true ? model : undefined);
  return measuredIn(parts, thread, who, { history: historyOf(thread, answerId), prompt: { text: continuePrompt, attachments: [] }, ...saidOnTop(thread) }, false);
}

/** `fresh`: the prompt was written just now, and not sent before. */
function measuredIn({ gate }: TurnParts, thread: Thread | undefined, who: Who, said: Said, fresh: boolean): Measured {
  const from = { ...(thread === undefined ? {} : { threadId: thread.id }), to: who.connection, said: () => wordsOf(thread?.messages ?? []) };
  return { ...who, ...said, unasked: () => unaskedTexts(gate, from, { ...said, assistant: who.assistant }, fresh) };
}

async function whoAnswers(parts: TurnParts, assistantId: string, model?: string): Promise<Who> {
  const { assistants, backEnds, knowledge } = parts;
  const own = await assistants.get(assistantId);
  const assistant = model === undefined ? own : { ...own, model };
  const connection = backEnds.connectionOf(assistant);
  const known = backEnds.knownModel(assistant, connection);
  const isSearched = knowledge?.isSearchedHere(assistant, connection) === true;
  return { assistant, connection, ...(known === undefined ? {} : { model: known }), ...(isSearched ? { passages: passageBudget(windowFor(parts, assistant, connection)) } : {}) };
}

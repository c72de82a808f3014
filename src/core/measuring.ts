import type { Thread } from '../shared/thread.ts';
import type { Measured } from './contextMeter.ts';
import { answerIn, promptIn } from './foundMessage.ts';
import { passageTokens } from './knowledgePassages.ts';
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

/** What it would be given if this answer were asked for anew, or with `resumed` taken up where it broke off. Throws FailureError where no turn could be. */
export async function measuredAgain(parts: TurnParts, thread: Thread, answerId: string, resumed: boolean): Promise<Measured> {
  const answer = answerIn(thread, answerId);
  const who = { ...(await whoAnswers(parts, answer.assistantId)), ...(answer.modelChosen === true ? { model: answer.model } : {}) };
  if (resumed && answer.text !== '') return measuredIn(parts, thread, who, { history: historyOf(thread, answerId), prompt: { text: continuePrompt, attachments: [] }, ...saidOnTop(thread) }, false);
  const prompt = promptIn(thread, answer.parentId);
  return measuredIn(parts, thread, who, { history: historyOf(thread, prompt.parentId), prompt, ...saidOnTop(thread) }, false);
}

/** `fresh`: the prompt was written just now, and not sent before. */
function measuredIn({ gate }: TurnParts, thread: Thread | undefined, who: Who, said: Said, fresh: boolean): Measured {
  const from = { ...(thread === undefined ? {} : { threadId: thread.id }), to: who.connection, said: () => wordsOf(thread?.messages ?? []) };
  return { ...who, ...said, unasked: () => unaskedTexts(gate, from, { ...said, assistant: who.assistant }, fresh) };
}

async function whoAnswers({ assistants, backEnds, knowledge }: TurnParts, assistantId: string): Promise<Who> {
  const assistant = await assistants.get(assistantId);
  const connection = backEnds.connectionOf(assistant);
  const model = backEnds.knownModel(assistant, connection);
  const isSearched = knowledge?.isSearchedHere(assistant, connection) === true;
  return { assistant, connection, ...(model === undefined ? {} : { model }), ...(isSearched ? { passages: passageTokens } : {}) };
}

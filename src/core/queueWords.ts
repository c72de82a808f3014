import type { AnswerState } from '../shared/message.ts';
import { branch } from '../shared/messageTree.ts';
import type { Thread } from '../shared/thread.ts';
import { t } from '../shared/words.ts';

const words: Readonly<Partial<Record<AnswerState, string>>> = {
  stopped: t('The answer was stopped, so what is queued waits.'),
  failed: t('The answer failed, so what is queued waits.'),
  incomplete: t('The answer is not complete, so what is queued waits.'),
  interrupted: t('The answer was interrupted, so what is queued waits.'),
};

/** Why what a window before this one has queued is not sent by itself: nobody may be there. */
export const leftBehind = t('The window was loaded anew, so what is queued waits.');

/** Why something waits where nothing stands in its way. */
export const notSentYet = t('What is queued was not sent yet.');

/** Whether the last answer of a thread ended well: then what is queued is sent by itself. */
export function hasEndedWell(thread: Thread): boolean {
  return lastState(thread) === 'complete';
}

/** Why what is queued in a thread is not sent by itself, in a sentence. */
export function whyItWaits(thread: Thread): string {
  return words[lastState(thread) ?? 'complete'] ?? notSentYet;
}

function lastState({ messages, leafId }: Thread): AnswerState | undefined {
  const last = branch(messages, leafId).at(-1);
  return last?.role === 'assistant' ? last.state : undefined;
}

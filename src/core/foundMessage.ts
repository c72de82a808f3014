import type { Answer, Prompt } from '../shared/message.ts';
import { FailureError } from '../shared/rpc.ts';
import type { Thread } from '../shared/thread.ts';
import { t } from '../shared/words.ts';

/** The answer with this id. Throws FailureError `notFound`. */
export function answerIn({ messages }: Thread, answerId: string): Answer {
  const answer = messages.find(({ id }) => id === answerId);
  if (answer?.role !== 'assistant') throw messageGone();
  return answer;
}

/** The prompt with this id. Throws FailureError `notFound`. */
export function promptIn({ messages }: Thread, promptId: string): Prompt {
  const prompt = messages.find(({ id }) => id === promptId);
  if (prompt?.role !== 'user') throw messageGone();
  return prompt;
}

/** A message that was to be had by its id is not there any more. */
export function messageGone(): FailureError {
  return new FailureError({ kind: 'notFound', message: t('This message is no longer there.'), action: 'newThread' });
}
